// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.lab.LabPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The lab's machines, for whoever may see them. */
record MachineLabPanel(Machines machines, Labs labs) implements LabPanel {
    @Override
    public Optional<Part> part(Lab lab, Viewer viewer) {
        if (!labs.maySee(lab, viewer)) return Optional.empty();
        var views = machines.in(lab).stream()
                .filter(machine -> machine.retiredAt().isEmpty())
                .map(machine -> MachineView.of(machine, machines, viewer))
                .toList();
        return Optional.of(new Part(
                "/org/fabcommons/hub/machine/lab-machines.ftl",
                new LabMachines(
                        lab,
                        views,
                        Needs.pressingFirst(views.stream().flatMap(view -> view.needs().stream())),
                        labs.may(lab.id(), viewer, Role.MANAGER))));
    }

    /** What the panel shows. */
    public record LabMachines(Lab lab, List<MachineView> machines, List<Need> needs, boolean manages) {}
}
