// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.person.Person;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The groups that a person belongs to, on their page and on their account. */
record GroupsOfPerson(Groups groups) implements PersonPanel, AccountPanel {
    @Override
    public Optional<Part> part(Person person, Viewer viewer, String after) {
        var found = groups.of(person.id());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part("/org/fabcommons/hub/group/person.ftl", new Shown(found)));
    }

    /** @param groups by name */
    public record Shown(List<Group> groups) {}

    @Override
    public Optional<Part> part(Viewer viewer) {
        return Optional.of(new Part(
                "/org/fabcommons/hub/group/account.ftl",
                new Shown(groups.of(viewer.require().id()))));
    }
}
