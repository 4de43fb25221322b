// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Puts a group's page together. */
record GroupPages(Groups groups, Owners owners, List<OwnerPanel> panels) {
    /**
     * @param role what the viewer is in it
     * @param owns whether the viewer may change it
     * @param faults texts by field
     */
    public record GroupPage(
            Group group,
            Optional<Role> role,
            boolean owns,
            List<GroupMember> members,
            List<Role> roles,
            List<Part> parts,
            Map<String, String> faults) {}

    /** @param after where a panel's list goes on */
    Page of(Group group, Viewer viewer, String after) {
        return of(group, viewer, after, Map.of());
    }

    Page of(Group group, Viewer viewer, Map<String, String> faults) {
        return of(group, viewer, "", faults);
    }

    private Page of(Group group, Viewer viewer, String after, Map<String, String> faults) {
        var role = viewer.person().flatMap(person -> owners.role(group.id(), person.id()));
        return Page.of(
                viewer,
                "/org/fabcommons/hub/group/group.ftl",
                new GroupPage(
                        group,
                        role,
                        role.filter(Role.OWNER::equals).isPresent(),
                        groups.members(group),
                        List.of(Role.values()),
                        panels.stream()
                                .flatMap(panel -> panel.part(group.owner(), viewer, after).stream())
                                .toList(),
                        faults));
    }
}
