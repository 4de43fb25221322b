// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.lab.LabPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class AgentFeature {
    private AgentFeature() {}

    public static Agents install(HubContext hub, Labs labs, List<LabPanel> panels) {
        hub.database().mapRecord(Agent.class);
        hub.database().mapRecord(Pairing.class);
        hub.database().mapRecord(PendingCommand.class);
        var agents = new Agents(hub, labs);
        var pairings = new Pairings(hub);
        hub.identifiedBy(agents);
        hub.register(new AgentApi(agents, hub));
        hub.register(new DeviceFlowResource(pairings, hub));
        hub.register(new PairingResource(pairings, labs));
        hub.register(new PairingApi(pairings, labs));
        hub.register(new UnpairingApi(agents));
        hub.register(new UnpairingResource(agents, labs));
        panels.add(new AgentLabPanel(agents, labs));
        hub.every(Duration.ofMinutes(1), "forgetting old pairings and commands", agents::sweep);
        return agents;
    }
}
