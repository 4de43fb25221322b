// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users read in French says what its English page says; what can be compared without reading is compared. */
final class FrenchDocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FRENCH = ROOT.resolve("docs/fr");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern TARGET = Pattern.compile("\\]\\(([^)#\\s]*)[^)]*\\)");

    private static final Pattern ITEM = Pattern.compile("\\s*(- |\\d+\\. |\\|)");

    /** A shell's or YAML's; comments are translated, so they are not compared. */
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    /** With the separators of either language: 2,000 and 2 000, 0.5 and 0,5. */
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,3}(?:[ ,\\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)*");

    @Test
    void everyFrenchPageHasTheHeadingsCommandsSettingsAndNumbersOfItsEnglishOne() throws IOException {
        var differences = new ArrayList<String>();
        for (var french : frenchPages()) {
            var english = english(french);
            if (!Files.exists(english)) {
                differences.add(name(french) + " has no English page " + name(english));
                continue;
            }
            var here = Page.read(french);
            var there = Page.read(english);
            compareSections(differences, french, here.sections(), there.sections());
            compare(differences, french, "the line of code", here.code(), there.code());
            compare(differences, french, "the command, setting or name", here.spans(), there.spans());
            compare(differences, french, "the number", here.numbers(), there.numbers());
        }
        assertThat(differences)
                .as("say the same in both languages, in docs and docs/fr")
                .isEmpty();
    }

    @Test
    void everyPageLeadsToItsOtherLanguageAndFrenchOnesStayInFrench() throws IOException {
        var faults = new ArrayList<String>();
        for (var french : frenchPages()) {
            var english = english(french);
            if (!top(english).contains("](" + english.getParent().relativize(french) + ")"))
                faults.add(name(english) + " does not name " + name(french) + " under its title");
            var back = french.getParent().relativize(english).toString();
            if (!top(french).contains("](" + back + ")"))
                faults.add(name(french) + " does not name " + name(english) + " under its title");
            var targets = TARGET.matcher(Files.readString(french));
            while (targets.find()) {
                var target = targets.group(1);
                if (target.startsWith("../")
                        && !target.equals(back)
                        && !target.equals("../README.md")
                        && Files.exists(FRENCH.resolve(target.substring(3))))
                    faults.add(name(french) + " leads to the English " + target + ", which is there in French");
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theFrenchIndexLeadsToEveryPage() throws IOException {
        var index = Files.readString(FRENCH.resolve("README.md"));
        try (var pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(page -> page.endsWith(".md"))
                            .map(page -> Files.exists(FRENCH.resolve(page)) && !page.equals("README.md")
                                    ? "](" + page + ")"
                                    : "](../" + page + ")"))
                    .allMatch(index::contains);
        }
    }

    private static List<Path> frenchPages() throws IOException {
        try (var files = Files.list(FRENCH)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The French index is the front page and the list of pages in one. */
    private static Path english(Path french) {
        var name = french.getFileName().toString();
        return name.equals("README.md")
                ? ROOT.resolve(name)
                : ROOT.resolve("docs").resolve(name);
    }

    private static String name(Path page) {
        return ROOT.relativize(page).toString();
    }

    private static String top(Path page) throws IOException {
        try (var lines = Files.lines(page)) {
            return lines.limit(5).collect(Collectors.joining("\n"));
        }
    }

    private static void compareSections(
            List<String> differences, Path french, List<Section> here, List<Section> there) {
        if (!here.stream()
                .map(Section::level)
                .toList()
                .equals(there.stream().map(Section::level).toList())) {
            differences.add(name(french) + " has the headings " + headings(here) + ", " + name(english(french))
                    + " has " + headings(there));
            return;
        }
        // The French index lists all pages under the last heading of the front page.
        if (english(french).getParent().equals(ROOT)) return;
        for (int i = 0; i < here.size(); i++)
            if (here.get(i).pieces() != there.get(i).pieces())
                differences.add(
                        name(french) + " has " + here.get(i) + ", " + name(english(french)) + " has " + there.get(i));
    }

    private static List<String> headings(List<Section> sections) {
        return sections.stream().map(Section::heading).toList();
    }

    private static void compare(
            List<String> differences, Path french, String what, Set<String> here, Set<String> there) {
        for (var missing : there)
            if (!here.contains(missing))
                differences.add(name(french) + " lacks " + what + " “" + missing + "” of " + name(english(french)));
        for (var more : here)
            if (!there.contains(more))
                differences.add(name(french) + " has " + what + " “" + more + "”, which " + name(english(french))
                        + " does not have");
    }

    /** A heading and how many paragraphs, list items and rows stand under it. */
    private record Section(String heading, int pieces) {
        String level() {
            return heading.substring(0, heading.indexOf(' '));
        }

        @Override
        public String toString() {
            return pieces + " paragraphs, list items and rows under “" + heading + "”";
        }
    }

    /**
     * What of a page is the same in every language.
     *
     * @param code lines of code blocks, without comments
     * @param spans what stands in backticks
     * @param numbers those of the text, without the separators of a language
     */
    private record Page(List<Section> sections, Set<String> code, Set<String> spans, Set<String> numbers) {
        static Page read(Path file) throws IOException {
            var sections = new ArrayList<Section>();
            var code = new TreeSet<String>();
            var text = new StringBuilder();
            boolean fenced = false;
            boolean afterBlank = true;
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith("```")) {
                    fenced = !fenced;
                } else if (fenced || afterBlank && line.startsWith("    ")) {
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
            return new Page(sections, code, spans, numbers);
        }
    }
}
