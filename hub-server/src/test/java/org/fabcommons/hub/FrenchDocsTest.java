// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users read in French says what its English page says; what can be compared without reading is compared. */
final class FrenchDocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FRENCH = ROOT.resolve("docs/fr");
    private static final Pattern TARGET = Pattern.compile("\\]\\(([^)#\\s]*)[^)]*\\)");
    private static final Pattern ITALICS = Pattern.compile("(?<![*\\w])\\*([^*]{1,80})\\*(?!\\*)");

    /** The room that a machine works in, how far its tool works, and what somebody made, are something else. */
    private static final Pattern OTHER_WORD = Pattern.compile(
            "(?<!volume de |longueur de | m de |propre |[\\p{L}])(travail|travaux|t\u00e2che d\u2019impression)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE);

    @Test
    void everyFrenchPageHasTheHeadingsCommandsSettingsAndNumbersOfItsEnglishOne() throws IOException {
        var differences = new ArrayList<String>();
        for (var french : frenchPages()) {
            var english = english(french);
            if (!Files.exists(english)) {
                differences.add(name(french) + " has no English page " + name(english));
                continue;
            }
            var here = DocsPage.read(french);
            var there = DocsPage.read(english);
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
    void whatAnEnglishPageNamesInItalicsIsNamedInFrenchAsTheProductDoes() throws IOException {
        var french = french();
        var faults = new ArrayList<String>();
        for (var page : frenchPages()) {
            var text = plain(Files.readString(page));
            var names = ITALICS.matcher(Files.readString(english(page)));
            while (names.find()) {
                var calls = french.getOrDefault(plain(names.group(1)), Set.of());
                if (!calls.isEmpty()
                        && calls.stream().noneMatch(call -> text.contains("*" + call) || text.contains("« " + call)))
                    faults.add(name(page) + " calls “" + names.group(1) + "” none of " + calls);
            }
        }
        assertThat(faults).isEmpty();
    }

    /** A job is a “fabrication” on the hub, beside the machine and in the documentation. */
    @Test
    void aJobHasOneNameInFrench() throws IOException {
        var texts = new ArrayList<>(frenchPages());
        for (var module : List.of("hub-server", "fab-agent", "firmware-profiles"))
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/resources"))) {
                files.filter(file -> file.toString().endsWith("fr.properties")).forEach(texts::add);
            }
        var others = new ArrayList<String>();
        for (var text : texts) {
            var found = OTHER_WORD.matcher(Files.readString(text));
            while (found.find()) others.add(name(text) + ": " + found.group());
        }
        assertThat(others).as("say “fabrication”").isEmpty();
    }

    /** By each English text of hub and agent the French ones of the same keys. */
    private static Map<String, Set<String>> french() throws IOException {
        var french = new TreeMap<String, Set<String>>();
        for (var module : List.of("hub-server", "fab-agent"))
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/resources"))) {
                for (var file : files.filter(one -> one.toString().endsWith("en.properties"))
                        .toList()) {
                    var there = load(file);
                    var here = load(file.resolveSibling(
                            file.getFileName().toString().replace("en.properties", "fr.properties")));
                    for (var key : there.stringPropertyNames())
                        french.computeIfAbsent(plain(there.getProperty(key)), text -> new TreeSet<>())
                                .add(plain(here.getProperty(key)));
                }
            }
        return french;
    }

    private static Properties load(Path file) throws IOException {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    /** Without the dots of what asks once more, without line ends, in lower case. */
    private static String plain(String text) {
        return text.replaceAll(" ?…", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
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
            List<String> differences, Path french, List<DocsPage.Section> here, List<DocsPage.Section> there) {
        if (!here.stream()
                .map(DocsPage.Section::level)
                .toList()
                .equals(there.stream().map(DocsPage.Section::level).toList())) {
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

    private static List<String> headings(List<DocsPage.Section> sections) {
        return sections.stream().map(DocsPage.Section::heading).toList();
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
}
