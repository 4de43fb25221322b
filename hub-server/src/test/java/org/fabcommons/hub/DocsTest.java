// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.link.JobState;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** The documents say what is true of the code beside them. */
final class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\"#\\s]+)");
    private static final Pattern INTO = Pattern.compile("\\]\\(([^)#:\\s]*)#([^)\\s]+)\\)");
    private static final Pattern SETTING = Pattern.compile("FAB_HUB_[A-Z_]+");

    private static final Pattern CODE = Pattern.compile("(?<=`)[a-z]+(?=`)");
    private static final Map<String, Set<String>> STATES = Stream.of(JobState.values())
            .collect(Collectors.toMap(
                    JobState::wireName,
                    state -> state.next().stream().map(JobState::wireName).collect(Collectors.toSet())));

    @Test
    void everyLinkLeadsToAFileThatIsThere() throws IOException {
        var dead = new ArrayList<String>();
        for (var page : pages())
            for (var link : found(LINK, page, 1)) {
                if (link.contains(":") || link.startsWith("/")) continue;
                if (!Files.exists(page.resolveSibling(link))) dead.add(ROOT.relativize(page) + " → " + link);
            }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyLinkIntoAPageLeadsToAHeading() throws IOException {
        var dead = new ArrayList<String>();
        for (var page : pages()) {
            var links = INTO.matcher(Files.readString(page));
            while (links.find()) {
                var target = links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1));
                if (!Files.isRegularFile(target)) continue; // Elsewhere, or dead and told of above.
                if (Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(DocsTest::anchor)
                        .noneMatch(links.group(2)::equals)) dead.add(ROOT.relativize(page) + " → " + links.group());
            }
        }
        assertThat(dead).isEmpty();
    }

    /** The address of a heading, as the usual programs make it. */
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Test
    void everySettingOfTheHubIsExplained() throws IOException {
        assertThat(found(SETTING, ROOT.resolve("docs/running-a-hub.md"), 0))
                .containsExactlyInAnyOrderElementsOf(found(SETTING, Path.of("src/main/resources/hub.yml"), 0).stream()
                        // Set by the demo alone.
                        .filter(setting -> !setting.equals("FAB_HUB_DEMO"))
                        .toList());
    }

    @Test
    void everyProfileAndEachOfItsKeysIsExplained() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/firmware-profiles.md"));
        for (var id : Profiles.standard().ids()) assertThat(page).contains("| `" + id + "` |");
        var yaml = new ObjectMapper(new YAMLFactory());
        for (var family : List.of("marlin", "grbl")) {
            var tree = yaml.readTree(ROOT.resolve("firmware-profiles/profiles/" + family + ".yaml")
                    .toFile());
            tree.fieldNames().forEachRemaining(key -> assertThat(page).contains("`" + key + "`"));
        }
    }

    @Test
    void theTableOfAJobsStatesIsTheOneInTheCode() throws IOException {
        var documented = new TreeMap<String, Set<String>>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/api.md"))) {
            var cells = line.split("\\|", -1);
            if (cells.length != 5) continue;
            var state = found(CODE, cells[1]);
            if (state.size() == 1 && STATES.containsKey(state.iterator().next()))
                documented.put(state.iterator().next(), found(CODE, cells[3]));
        }
        assertThat(documented).isEqualTo(STATES);
    }

    @Test
    void everyLibraryIsAccountedFor() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/dependencies.md")).toLowerCase(Locale.ROOT);
        for (var name : List.of(
                "dropwizard",
                "freemarker",
                "sqlite-jdbc",
                "flyway",
                "jgit",
                "password4j",
                "commonmark",
                "sanitizer",
                "swagger",
                "htmx",
                "three",
                "jserialcomm",
                "javacv",
                "jna",
                "picocli",
                "archunit",
                "awaitility",
                "playwright")) assertThat(page).contains(name);
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        pages.add(ROOT.resolve("README.md"));
        for (var folder : List.of("docs", "designs"))
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        return pages;
    }

    private static Set<String> found(Pattern what, Path file, int group) throws IOException {
        var all = new TreeSet<String>();
        var matches = what.matcher(Files.readString(file));
        while (matches.find()) all.add(matches.group(group));
        return all;
    }

    private static Set<String> found(Pattern what, String text) {
        return what.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
