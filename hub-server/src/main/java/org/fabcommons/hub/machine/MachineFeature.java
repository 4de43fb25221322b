// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.List;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.lab.LabPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class MachineFeature {
    private MachineFeature() {}

    /**
     * @param labPanels what is shown on a lab's page; this feature adds its own
     * @param panels what later features show on a machine's page
     */
    public static Machines install(
            HubContext hub, Labs labs, Agents agents, List<LabPanel> labPanels, List<MachinePanel> panels) {
        hub.database().mapRecord(Machine.class);
        var machines = new Machines(hub, labs, agents);
        hub.register(new MachineApi(machines, hub));
        hub.register(new NeedApi(machines.needs(), hub));
        hub.calls(viewer -> machines.needs().callsFor(viewer));
        hub.register(new MachineResource(machines, labs, panels));
        var availability = new Availability(hub, machines, labs);
        hub.register(new AvailabilityApi(availability, machines));
        hub.register(new AvailabilityResource(availability, machines));
        // Before the agents: what a lab has matters more than how it is connected.
        labPanels.add(0, new MachineLabPanel(machines, labs));
        return machines;
    }
}
