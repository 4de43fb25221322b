// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.link.Detail;
import org.junit.jupiter.api.Test;

/** Why a job stopped is a code that goes to the hub; people on both sides read a sentence in their own language. */
class ReasonsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/fabcommons/agent");
    /** A code of several words, or one word where a job's end is named. */
    private static final Pattern CODE =
            Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"|(?:fail|fails|giveBack|Broken)\\(\\s*\"([a-z]+)\""
                    + "|(?:Ending|ends)\\(\\s*[A-Za-z.()]+,\\s*\"([a-z]+)\"");
    /** Codes of what is said beside a reason, which have texts of their own and a test of theirs. */
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:Detail\\.of|Told\\.of|new Told|\\.and)\\((?:[^\"();]|\\([^()]*\\))*\"[a-z.-]+\"(?:\\s*:\\s*\"[a-z.-]+\")?");

    /** Codes of what is refused by hand, and of questions; these never end a job, and have texts of their own. */
    private static final Set<String> OF_HANDS = Set.of(
            "allowed-at",
            "allowed-here",
            "already-touching",
            "beyond-envelope",
            "go-on",
            "machine-lost",
            "machine-refused",
            "no-command",
            "no-contact",
            "not-homed",
            "not-offered",
            "not-ours",
            "position-unknown",
            "purge-more",
            "set-anew",
            "still-in");

    /** What is said of machines and ends no job. */
    private static final Set<String> OF_MACHINES = Set.of("left-on", "stopped-meeting", "pausing-unheard");

    @Test
    void everyReasonOfTheAgentIsASentenceInBothLanguagesHereAndOnTheHub() throws IOException {
        var reasons = reasons();
        assertThat(reasons).contains("alarm", "cancelled", "withdrawn", "heater-stuck", "hash-mismatch", "bytes-lost");
        for (var language : List.of("en", "fr")) {
            var here = texts("/org/fabcommons/agent/local/messages_" + language + ".properties");
            var there = texts("/org/fabcommons/hub/job/messages." + language + ".properties");
            assertThat(reasons)
                    .as("without a text in " + language)
                    .allMatch(reason -> here.containsKey("reason." + reason))
                    .allMatch(reason -> there.containsKey("job.reason." + reason));
        }
    }

    @Test
    void whateverAPersonIsAskedIsASentenceInBothLanguages() {
        for (var kind : Question.Kind.values())
            for (var what : List.of("", "T1")) {
                var said = Question.of(kind, what).said();
                assertThat(said.spoken()).as("%s %s", kind, what).isTrue();
                assertThat(said).isNotEqualTo(Detail.of("asks-something"));
                assertThat(said.in(Locale.FRENCH)).isNotEqualTo(said.english());
            }
    }

    @Test
    void thePagesHaveTheSameTextsInBothLanguages() throws IOException {
        assertThat(texts("/org/fabcommons/agent/local/messages_fr.properties").stringPropertyNames())
                .isEqualTo(texts("/org/fabcommons/agent/local/messages_en.properties")
                        .stringPropertyNames());
    }

    private static Set<String> reasons() throws IOException {
        var found = new TreeSet<String>();
        for (var room : List.of("job", "machine", "stream", "dialect"))
            try (var files = Files.walk(SOURCES.resolve(room))) {
                for (var file :
                        files.filter(name -> name.toString().endsWith(".java")).toList()) {
                    var source = SENTENCE.matcher(Files.readString(file)).replaceAll("");
                    var codes = CODE.matcher(source);
                    while (codes.find())
                        for (int group = 1; group <= codes.groupCount(); group++)
                            if (codes.group(group) != null) found.add(codes.group(group));
                }
            }
        found.removeAll(OF_HANDS);
        found.removeAll(OF_MACHINES);
        return found;
    }

    private static Properties texts(String resource) throws IOException {
        var texts = new Properties();
        try (var in = ReasonsTest.class.getResourceAsStream(resource)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
