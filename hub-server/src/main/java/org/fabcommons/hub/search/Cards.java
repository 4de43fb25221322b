// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.store.Database;

/** Lists of designs as cards, for the pages of later features too. */
public final class Cards {
    private static final int WHOLE_HUB = 6;

    private final Database database;
    private final Search search;
    private final Makes makes;
    private final Owners owners;

    Cards(Database database, Search search, Makes makes, Owners owners) {
        this.database = database;
        this.search = search;
        this.makes = makes;
        this.owners = owners;
    }

    /** Also designs that search does not show. */
    public List<DesignCard> of(List<Design> designs) {
        if (designs.isEmpty()) return List.of();
        Map<String, Entry.Row> known = database
                .read(handle -> handle.attach(SearchStore.class)
                        .ofDesigns(designs.stream().map(Design::id).toList()))
                .stream()
                .collect(Collectors.toMap(Entry.Row::design, row -> row));
        var names = names(designs.stream());
        return designs.stream()
                .map(design -> known.containsKey(design.id())
                        ? card(design, names, known.get(design.id()), false)
                        : unlisted(design, names))
                .toList();
    }

    List<DesignCard> ofHits(List<Hit> hits) {
        var names = names(hits.stream().map(Hit::design));
        return hits.stream()
                .map(hit -> card(hit.design(), names, hit.row(), hit.fresh()))
                .toList();
    }

    /** The newest designs of the hub. */
    public List<DesignCard> newest() {
        return ofHits(search.best(Query.ALL.by(Order.NEWEST), WHOLE_HUB));
    }

    private DesignCard unlisted(Design design, Map<String, String> names) {
        var summary = makes.summary(design.id());
        return new DesignCard(
                design, owner(design, names), licence(design), summary.worked(), summary.judged(), 0, 0, false);
    }

    private static DesignCard card(Design design, Map<String, String> names, Entry.Row row, boolean fresh) {
        return new DesignCard(
                design,
                owner(design, names),
                licence(design),
                row.worked(),
                row.judged(),
                row.derived(),
                row.variants(),
                fresh);
    }

    /** How those are called who own these, by handle. */
    private Map<String, String> names(Stream<Design> designs) {
        return owners.names(designs.map(Design::ownerHandle).collect(Collectors.toSet()));
    }

    private static String owner(Design design, Map<String, String> names) {
        return names.getOrDefault(design.ownerHandle(), design.ownerHandle());
    }

    private static String licence(Design design) {
        return Licence.find(design.licence()).map(Licence::title).orElse(design.licence());
    }
}
