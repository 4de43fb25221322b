// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.person.Person;
import org.fabcommons.hub.search.Cards;
import org.fabcommons.hub.search.DesignCard;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What a person or a group has published, on their page. */
record DesignsOfOwner(Designs designs, Cards cards) {
    /**
     * @param total how many there are, of which the newest are shown
     * @param mine whether the viewer publishes here
     */
    public record Shown(List<DesignCard> cards, long total, boolean mine) {}

    Optional<Part> part(Person person, Viewer viewer) {
        return part(person.id(), viewer);
    }

    Optional<Part> part(Owner owner, Viewer viewer) {
        return part(owner.id(), viewer);
    }

    private Optional<Part> part(String ownerId, Viewer viewer) {
        var found = designs.by(ownerId, viewer);
        return Optional.of(new Part(
                "/org/fabcommons/hub/discovery/person.ftl",
                new Shown(
                        cards.of(found.items()), found.total(), designs.rights().belongs(ownerId, viewer))));
    }
}
