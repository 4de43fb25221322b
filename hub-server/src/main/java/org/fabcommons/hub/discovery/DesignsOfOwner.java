// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.After;
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
     * @param path of the owner's page
     * @param total how many there are on all pages
     * @param later whether this is not the first page
     * @param next where the next page goes on, where there is one
     * @param mine whether the viewer publishes here
     */
    public record Shown(
            String path, List<DesignCard> cards, long total, boolean later, Optional<String> next, boolean mine) {}

    Optional<Part> part(Person person, Viewer viewer, String after) {
        return part(person.id(), "/people/" + person.handle(), viewer, After.parse(after));
    }

    Optional<Part> part(Owner owner, Viewer viewer, String after) {
        return part(owner.id(), owner.path(), viewer, After.parse(after));
    }

    private Optional<Part> part(String ownerId, String path, Viewer viewer, After after) {
        var found = designs.by(ownerId, viewer, after);
        return Optional.of(new Part(
                "/org/fabcommons/hub/discovery/person.ftl",
                new Shown(
                        path,
                        cards.of(found.items()),
                        found.total(),
                        !after.equals(After.NOTHING),
                        found.next().map(After::toString),
                        designs.rights().belongs(ownerId, viewer))));
    }
}
