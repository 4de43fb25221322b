// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is needed to make the thing once, in the order its author gave.
 *
 * @param path the file it stands in; empty where there is none
 * @param fault why that file is not read
 */
public record Bill(String revision, List<BillLine> lines, Optional<String> path, Optional<Unreadable> fault) {
    /** @param code the text is the message {@code problem.<code>}; {@code line} from 1 */
    public record Unreadable(String path, String code, int line) {}

    /** Whether the file can be edited as a table. */
    public boolean table() {
        return path.isEmpty() || Bills.isCsv(path.get());
    }

    /** What all of it costs, by currency, as far as costs are given. */
    public Map<String, BigDecimal> totals() {
        Map<String, BigDecimal> totals = new TreeMap<>();
        for (var line : lines) line.total().ifPresent(cost -> totals.merge(line.currency(), cost, BigDecimal::add));
        return totals;
    }

    /** How many lines have a cost that is known. */
    public long priced() {
        return lines.stream().filter(line -> line.total().isPresent()).count();
    }
}
