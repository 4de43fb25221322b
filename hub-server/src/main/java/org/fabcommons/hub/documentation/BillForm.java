// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;

/**
 * The editor of a bill as its page shows it.
 *
 * @param base the revision that is edited
 * @param path the file that is written
 * @param faults texts by field and row, such as {@code cost-2}; those of no field under the empty name
 * @param theirs what somebody else made of the file meanwhile; empty where nobody did
 */
public record BillForm(
        Design design,
        String base,
        String path,
        List<BillLine> rows,
        String message,
        Map<String, String> faults,
        String theirs) {

    /** Columns that nobody knows, as one hidden field. */
    public static String packed(BillLine line) {
        return line.others().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    public String others(BillLine line) {
        return packed(line);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> unpacked(String text) {
        Map<String, String> others = new LinkedHashMap<>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            if (parts.length == 2)
                others.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return others;
    }

    /** The rows that came back, those that somebody wants more or fewer of included. */
    static List<BillLine> rows(MultivaluedMap<String, String> form, String action) {
        var names = form.getOrDefault("name", List.of());
        List<BillLine> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), BillCsv.MOST_LINES); i++)
            rows.add(new BillLine(
                    cell(form, "name", i),
                    cell(form, "quantity", i),
                    cell(form, "unit", i),
                    cell(form, "material", i),
                    cell(form, "link", i),
                    cell(form, "design", i),
                    cell(form, "cost", i),
                    cell(form, "currency", i),
                    cell(form, "note", i),
                    unpacked(cell(form, "others", i))));
        if (action.equals("add")) rows.add(BillLine.empty());
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (action.equals("drop " + i)) rows.remove(i);
            if (action.equals("up " + i) && i > 0) rows.add(i - 1, rows.remove(i));
        }
        return rows;
    }

    private static String cell(MultivaluedMap<String, String> form, String field, int row) {
        var all = form.getOrDefault(field, List.of());
        return row < all.size() && all.get(row) != null
                ? all.get(row).replaceAll("[\\r\\n\\t]+", " ").strip()
                : "";
    }
}
