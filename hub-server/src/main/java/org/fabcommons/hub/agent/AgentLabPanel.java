// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.lab.LabPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The lab's agents, for its members. */
record AgentLabPanel(Agents agents, Labs labs) implements LabPanel {
    @Override
    public Optional<Part> part(Lab lab, Viewer viewer) {
        if (!labs.may(lab.id(), viewer, Role.MEMBER)) return Optional.empty();
        return Optional.of(new Part(
                "/org/fabcommons/hub/agent/lab-agents.ftl",
                new AgentPanel(
                        lab,
                        agents.in(lab.id()).stream()
                                .map(agent -> new AgentRow(agent, agents.connected(agent.id())))
                                .toList(),
                        labs.may(lab.id(), viewer, Role.MANAGER))));
    }

    /** What the panel shows. */
    public record AgentPanel(Lab lab, List<AgentRow> agents, boolean manages) {}

    /** One agent and whether it is there now. */
    public record AgentRow(Agent agent, boolean connected) {}
}
