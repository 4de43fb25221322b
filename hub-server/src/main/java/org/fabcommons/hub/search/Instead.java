// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A search that finds something where another one finds nothing.
 *
 * @param words of it
 * @param filtered whether it keeps what was chosen
 */
public record Instead(String words, boolean filtered, String link, int count) {
    /** The same without what was chosen, and each of its words alone; those that find something. */
    static List<Instead> of(Query nothing, Search search) {
        List<Query> queries = new ArrayList<>();
        var chosen = !nothing.chosen().isEmpty();
        var words = nothing.words();
        if (chosen && !words.isEmpty()) queries.add(nothing.with(nothing.text()).chosen(Map.of()));
        if (words.size() > 1) for (var word : words) queries.add(nothing.with(word));
        if (words.size() > 1 && chosen)
            for (var word : words) queries.add(nothing.with(word).chosen(Map.of()));
        var counts = search.counts(queries);
        List<Instead> found = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            var query = queries.get(i);
            var known = found.stream().anyMatch(other -> other.words().equals(query.text()));
            if (counts.get(i) > 0 && !known)
                found.add(new Instead(
                        query.text(), !query.chosen().isEmpty(), query.link(SearchResource.PAGE), counts.get(i)));
        }
        return found;
    }
}
