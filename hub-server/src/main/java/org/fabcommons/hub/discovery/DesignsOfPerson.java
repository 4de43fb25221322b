// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.person.Person;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What a person has published, on their page. */
record DesignsOfPerson(Designs designs, Cards cards) implements PersonPanel {
    /** @param total how many there are, of which the newest are shown */
    public record Shown(List<DesignCard> cards, long total, boolean mine) {}

    @Override
    public Optional<Part> part(Person person, Viewer viewer) {
        var found = designs.by(person.id(), viewer, 1);
        return Optional.of(new Part(
                "/org/fabcommons/hub/discovery/person.ftl",
                new Shown(cards.of(found.items()), found.total(), viewer.is(person.id()))));
    }
}
