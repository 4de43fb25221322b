// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.store.Database;

/** Lists of designs as cards, for the pages of later features too. */
public final class Cards {
    private static final int WHOLE_HUB = 6;

    private final Database database;
    private final Search search;
    private final Makes makes;

    Cards(Database database, Search search, Makes makes) {
        this.database = database;
        this.search = search;
        this.makes = makes;
    }

    /** Also designs that search does not show. */
    public List<DesignCard> of(List<Design> designs) {
        if (designs.isEmpty()) return List.of();
        Map<String, Entry.Row> known = database
                .read(handle -> handle.attach(SearchStore.class)
                        .ofDesigns(designs.stream().map(Design::id).toList()))
                .stream()
                .collect(Collectors.toMap(Entry.Row::design, row -> row));
        return designs.stream()
                .map(design ->
                        known.containsKey(design.id()) ? card(design, known.get(design.id()), false) : unlisted(design))
                .toList();
    }

    List<DesignCard> ofHits(List<Hit> hits) {
        return hits.stream()
                .map(hit -> card(hit.design(), hit.row(), hit.fresh()))
                .toList();
    }

    /** The newest designs of the hub. */
    public List<DesignCard> newest() {
        return ofHits(search.best(Query.ALL.by(Order.NEWEST), WHOLE_HUB));
    }

    private DesignCard unlisted(Design design) {
        var summary = makes.summary(design.id());
        return new DesignCard(design, licence(design), summary.worked(), summary.judged(), 0, 0, false);
    }

    private static DesignCard card(Design design, Entry.Row row, boolean fresh) {
        return new DesignCard(
                design, licence(design), row.worked(), row.judged(), row.derived(), row.variants(), fresh);
    }

    private static String licence(Design design) {
        return Licence.find(design.licence()).map(Licence::title).orElse(design.licence());
    }
}
