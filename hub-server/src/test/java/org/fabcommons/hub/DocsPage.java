// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What of a page is the same in every language.
 *
 * @param code lines of code blocks, without comments
 * @param spans what stands in backticks
 * @param numbers those of the text, without the separators of a language
 */
record DocsPage(List<Section> sections, Set<String> code, Set<String> spans, Set<String> numbers) {
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern ITEM = Pattern.compile("\\s*(- |\\d+\\. |\\|)");

    /** A shell's or YAML's; comments are translated, so they are not compared. */
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    /** With the separators of either language: 2,000 and 2 000, 0.5 and 0,5. */
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,3}(?:[ ,\\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)*");

    /** A heading and how many paragraphs, list items and rows stand under it. */
    record Section(String heading, int pieces) {
        String level() {
            return heading.substring(0, heading.indexOf(' '));
        }

        @Override
        public String toString() {
            return pieces + " paragraphs, list items and rows under “" + heading + "”";
        }
    }

    static DocsPage read(Path file) throws IOException {
        var sections = new ArrayList<Section>();
        var code = new TreeSet<String>();
        var text = new StringBuilder();
        boolean fenced = false;
        boolean afterBlank = true;
        for (var line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced || (afterBlank && line.startsWith("    "))) {
                var bare = COMMENT.matcher(line).replaceFirst("").strip();
                if (!bare.isEmpty()) code.add(bare);
            } else {
                text.append(line.strip()).append('\n');
                if (line.startsWith("#")) {
                    sections.add(new Section(line, 0));
                } else if (!sections.isEmpty()
                        && !line.isBlank()
                        && (afterBlank || ITEM.matcher(line).lookingAt())) {
                    var last = sections.remove(sections.size() - 1);
                    sections.add(new Section(last.heading(), last.pieces() + 1));
                }
                afterBlank = line.isBlank() || line.startsWith("#");
            }
        }
        var spans = new TreeSet<String>();
        SPAN.matcher(text).results().forEach(span -> spans.add(span.group(1).replace('\n', ' ')));
        var prose = SPAN.matcher(text).replaceAll("").replaceAll("\\]\\([^)]*\\)|<[^>]*>", "");
        var numbers = new TreeSet<String>();
        NUMBER.matcher(prose)
                .results()
                .forEach(number -> numbers.add(number.group().replaceAll("[^0-9]", "")));
        return new DocsPage(sections, code, spans, numbers);
    }
}
