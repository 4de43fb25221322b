// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of a step in Markdown: a heading, then a line that begins with {@code Tools:} and one that begins with
 * {@code Parts:} (or {@code Outils :}, {@code Pièces :}), if any, then what to do. Readable wherever Markdown is.
 *
 * @param tools parted by semicolons or commas, as are {@code parts}
 */
record StepText(String title, String tools, String parts, String body) {
    private static final int MOST_NEEDS = 60;
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*\\s*");
    /** Headings of a README below which it says how the thing is made, rather than what it is or may be used for. */
    private static final Pattern MAKING = Pattern.compile(
            "(?iu).*\\b(mak(e|ing)|buil(d|ding)|assembl(e|y|ing)|print(ing)?|cut(ting)?|mill(ing)?|instructions?|how to|steps?"
                    + "|faire|fabriquer|fabrication|monter|montage|assembl(er|age)|imprimer|impression|construire|construction"
                    + "|découp(er|e)|fraiser|fraisage|réalis(er|ation)|étapes?)\\b.*",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(```|~~~).*");
    private static final Pattern TOOLS = needs("tools?|tools needed|outils?|outillage");
    private static final Pattern PARTS = needs("parts?|parts needed|pi[eè]ces?|mat[eé]riel");

    private static Pattern needs(String words) {
        // Bold or not, as a point of a list or not.
        return Pattern.compile("(?iu)\\s*[-*]?\\s*\\**(?:" + words + ")\\**\\s*:\\**\\s*(.+?)\\s*");
    }

    /** A whole file as steps: one for each heading of the second level where there are several, otherwise one for all. */
    record File(String intro, List<StepText> steps) {
        /**
         * The same of a README, which says more than how the thing is made: its sections about that, or all of it as one text
         * where none is. What else it says stands on the design's own page.
         */
        File ofReadme(String whole) {
            var making = steps.stream()
                    .filter(step ->
                            steps.size() > 1 && MAKING.matcher(step.title()).matches())
                    .toList();
            return making.isEmpty() ? new File(whole, List.of()) : new File("", making);
        }
    }

    static File read(String text, String otherwise) {
        var lines =
                text.replace("\r\n", "\n").replaceFirst("^\uFEFF", "").lines().toList();
        List<Integer> headings = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            if (FENCE.matcher(lines.get(i)).matches()) fenced = !fenced;
            else if (!fenced && lines.get(i).matches("##\\s+\\S.*")) headings.add(i);
        }
        if (headings.size() < 2) return new File("", List.of(one(lines, otherwise)));
        List<StepText> steps = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++)
            steps.add(one(
                    lines.subList(headings.get(i), i + 1 < headings.size() ? headings.get(i + 1) : lines.size()),
                    otherwise));
        var before = lines.subList(0, headings.get(0)).stream()
                .dropWhile(String::isBlank)
                .toList();
        var intro = !before.isEmpty() && before.get(0).matches("#\\s+.*") ? before.subList(1, before.size()) : before;
        return new File(String.join("\n", intro).strip(), steps);
    }

    private static StepText one(List<String> lines, String otherwise) {
        var title = otherwise;
        var tools = "";
        var parts = "";
        List<String> body = new ArrayList<>();
        boolean begun = false;
        for (var line : lines) {
            var heading = HEADING.matcher(line);
            var tool = TOOLS.matcher(line);
            var part = PARTS.matcher(line);
            if (!begun && line.isBlank()) continue;
            if (!begun && title.equals(otherwise) && body.isEmpty() && heading.matches()) title = heading.group(1);
            else if (!begun && tools.isEmpty() && tool.matches()) tools = tool.group(1);
            else if (!begun && parts.isEmpty() && part.matches()) parts = part.group(1);
            else {
                // Comments, such as licences, say nothing to do.
                begun = begun || !line.strip().startsWith("<!--");
                body.add(line);
            }
        }
        return new StepText(
                title.isBlank() ? otherwise : title,
                tools,
                parts,
                String.join("\n", body).strip());
    }

    static List<String> each(String needs) {
        // In French a comma between digits is a decimal one.
        return Stream.of(needs.split(needs.contains(";") ? ";" : "(?<![0-9]),|,(?![0-9])"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .limit(MOST_NEEDS)
                .toList();
    }

    /** As a file of its own. */
    String markdown(boolean french) {
        var text = new StringBuilder("# ").append(line(title)).append("\n\n");
        if (!tools.isBlank())
            text.append(french ? "Outils : " : "Tools: ").append(line(tools)).append("\n\n");
        if (!parts.isBlank())
            text.append(french ? "Pièces : " : "Parts: ").append(line(parts)).append("\n\n");
        return text.append(body.strip()).append('\n').toString();
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** By how many levels headings within move, so that they stand below the step's own. */
    int shift() {
        int least = 7;
        boolean fenced = false;
        for (var line : body.lines().toList()) {
            if (FENCE.matcher(line).matches()) fenced = !fenced;
            if (fenced || !HEADING.matcher(line).matches()) continue;
            least = Math.min(
                    least,
                    line.indexOf(' ') < 0
                            ? 7
                            : line.strip().replaceFirst("[^#].*$", "").length());
        }
        return least > 6 ? 0 : 3 - least;
    }
}
