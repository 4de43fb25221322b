// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param query what was looked for in the end, which is {@code corrected} where a word was mended
 * @param asked what was asked
 * @param total how many there are
 * @param values for each facet how many of them have its values; of tags the most frequent
 * @param next where the next page goes on
 * @param meant other words that would find far more
 */
record Found(
        Query query,
        Query asked,
        List<Hit> hits,
        int total,
        Map<Facet, Map<String, Integer>> values,
        Optional<Order.Place> next,
        Optional<Query> meant) {
    /** Whether not what was asked was looked for, since that finds nothing. */
    boolean corrected() {
        return !query.text().equals(asked.text());
    }
}
