// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Bills of materials as comma-separated values. Read as spreadsheets, KiCad and people write them: parted by comma,
 * semicolon or tab, headings in English or French; written by RFC 4180 with commas, points in numbers and a heading each.
 */
final class BillCsv {
    static final int MOST_LINES = 1_000;
    static final int MOST_BYTES = 1_000_000;
    private static final int MOST_CELL = 2_000;

    /** Headings by column, the first being the one that is written. */
    private static final Map<String, List<String>> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put(
                "name",
                List.of(
                        "name",
                        "part",
                        "item",
                        "component",
                        "description",
                        "value",
                        "nom",
                        "piece",
                        "designation",
                        "article",
                        "composant"));
        HEADINGS.put("quantity", List.of("quantity", "qty", "qnty", "count", "number", "quantite", "qte", "nombre"));
        HEADINGS.put("unit", List.of("unit", "units", "uom", "unite"));
        HEADINGS.put("material", List.of("material", "matiere", "materiau"));
        HEADINGS.put("link", List.of("link", "url", "supplier", "source", "datasheet", "lien", "fournisseur"));
        HEADINGS.put("design", List.of("design", "fabcommons", "objet"));
        HEADINGS.put("cost", List.of("cost", "price", "unit price", "unit cost", "cout", "prix", "prix unitaire"));
        HEADINGS.put("currency", List.of("currency", "devise", "monnaie"));
        HEADINGS.put(
                "note",
                List.of(
                        "note",
                        "notes",
                        "remark",
                        "remarks",
                        "comment",
                        "comments",
                        "remarque",
                        "remarques",
                        "commentaire"));
    }

    private BillCsv() {}

    /** A text that is no list; {@code line} from 1. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;
        private final int line;

        Fault(String code, int line) {
            super(code + " in line " + line);
            this.code = code;
            this.line = line;
        }

        String code() {
            return code;
        }

        int line() {
            return line;
        }
    }

    static List<BillLine> read(String text) throws Fault {
        var rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (rows.isEmpty()) return List.of();
        var columns = columns(rows.get(0));
        if (!columns.contains("name")) throw new Fault("bill-no-name", 1);
        List<BillLine> lines = new ArrayList<>();
        for (var row : rows.subList(1, rows.size())) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(row.size(), columns.size()); i++)
                cells.merge(columns.get(i), safe(row.get(i)), (first, second) -> first.isEmpty() ? second : first);
            var line = line(cells);
            if (!line.isEmpty()) lines.add(line);
            if (lines.size() > MOST_LINES) throw new Fault("bill-long", MOST_LINES);
        }
        return lines;
    }

    private static BillLine line(Map<String, String> cells) {
        Map<String, String> others = new LinkedHashMap<>(cells);
        others.keySet().removeAll(HEADINGS.keySet());
        others.values().removeIf(String::isEmpty);
        return new BillLine(
                cells.getOrDefault("name", ""),
                cells.getOrDefault("quantity", ""),
                cells.getOrDefault("unit", ""),
                cells.getOrDefault("material", ""),
                cells.getOrDefault("link", ""),
                cells.getOrDefault("design", ""),
                cells.getOrDefault("cost", ""),
                cells.getOrDefault("currency", ""),
                cells.getOrDefault("note", ""),
                others);
    }

    /** Known columns by our names, each once; the others by their own. */
    private static List<String> columns(List<String> headings) {
        Set<String> taken = new LinkedHashSet<>();
        List<String> columns = new ArrayList<>();
        for (var heading : headings) {
            var plain = plain(heading);
            var known = HEADINGS.entrySet().stream()
                    .filter(each -> each.getValue().contains(plain) && !taken.contains(each.getKey()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(heading.strip());
            taken.add(known);
            columns.add(known);
        }
        return columns;
    }

    private static String plain(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** The apostrophe that keeps spreadsheets from calculating is theirs, not the author's. */
    private static String safe(String cell) {
        var text = cell.strip();
        return text.matches("(?s)'[=+@\\t-].*") ? text.substring(1) : text;
    }

    private static List<List<String>> rows(String text) throws Fault {
        char parting = parting(text);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        int line = 1;
        int opened = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') line++;
            if (quoted) {
                if (c != '"') cell.append(c);
                else if (i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(++i));
                else quoted = false;
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
                opened = line;
            } else if (c == parting) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                end(rows, row, cell);
                row = new ArrayList<>();
            } else if (c != '\r') cell.append(c);
            if (cell.length() > MOST_CELL) throw new Fault("bill-cell", line);
            if (rows.size() > MOST_LINES + 1) throw new Fault("bill-long", MOST_LINES);
        }
        if (quoted) throw new Fault("bill-quote", opened);
        end(rows, row, cell);
        return rows;
    }

    private static void end(List<List<String>> rows, List<String> row, StringBuilder cell) {
        row.add(cell.toString());
        cell.setLength(0);
        if (row.stream().anyMatch(each -> !each.isBlank())) rows.add(row);
    }

    /** What the heading is parted by most often. */
    private static char parting(String text) {
        var heading = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = ',';
        for (char each : new char[] {';', '\t'})
            if (heading.chars().filter(c -> c == each).count()
                    > heading.chars().filter(c -> c == (int) ',').count()) best = each;
        return best;
    }

    /** @param guarded whether a spreadsheet will open it, in which a text must not begin to calculate */
    static String write(List<BillLine> lines, boolean guarded) {
        Set<String> others = new LinkedHashSet<>();
        lines.forEach(line -> line.others().keySet().stream().sorted().forEach(others::add));
        List<String> headings = new ArrayList<>(HEADINGS.keySet());
        headings.addAll(others);
        var text = new StringBuilder(row(headings, false));
        for (var line : lines) {
            List<String> cells = new ArrayList<>(List.of(
                    line.name(),
                    line.quantity(),
                    line.unit(),
                    line.material(),
                    line.link(),
                    line.design(),
                    line.cost(),
                    line.currency(),
                    line.note()));
            others.forEach(heading -> cells.add(line.others().getOrDefault(heading, "")));
            text.append(row(cells, guarded));
        }
        return text.toString();
    }

    private static String row(List<String> cells, boolean guarded) {
        List<String> written = new ArrayList<>();
        for (var cell : cells) {
            var text = guarded && cell.matches("(?s)[=+@\\t-].*") ? "'" + cell : cell;
            written.add(
                    text.matches("(?s).*[\",\\r\\n].*|\\s.*|.*\\s") ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        return String.join(",", written) + "\n";
    }
}
