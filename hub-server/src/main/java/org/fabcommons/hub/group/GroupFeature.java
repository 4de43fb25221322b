// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.List;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.person.People;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class GroupFeature {
    private GroupFeature() {}

    /** Where this feature shows itself, and where later ones show themselves on a group's page. */
    public record Panels(List<PersonPanel> person, List<AccountPanel> account, List<OwnerPanel> group) {}

    public static Owners install(HubContext hub, People people, Panels panels) {
        hub.database().mapRecord(Owner.class);
        hub.database().mapRecord(Group.class);
        hub.database().mapRecord(GroupMember.class);
        var owners = new Owners(hub.database());
        var groups = new Groups(hub, people, owners);
        var pages = new GroupPages(groups, owners, panels.group());
        hub.register(new GroupApi(groups));
        hub.register(new GroupResource(groups, pages));
        hub.register(new OwnerResource(groups, owners, pages));
        panels.person().add(new GroupsOfPerson(groups));
        panels.account().add(new GroupsOfPerson(groups));
        return owners;
    }
}
