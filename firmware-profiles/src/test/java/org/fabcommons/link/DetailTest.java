// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fabcommons.preflight.Finding;
import org.junit.jupiter.api.Test;

/** What is said of a job beside its reason is said to each reader in their language. */
class DetailTest {
    private static final Pattern CODE = Pattern.compile(
            "(?:Detail\\.of|Told\\.of|\\.and|because)\\(\\s*\"([a-z.-]+)\"(?:,\\s*\"(guard\\.[a-z.-]+)\")?");

    @Test
    void whatAMachineRefusedIsSaidInBothLanguages() {
        var detail = Detail.of("machine-refused-line", 12_345, "X10Q9")
                .and("error-grbl", 20, "this command is not supported");
        assertThat(detail.english())
                .isEqualTo("The machine refused line 12345 \"X10Q9\": error 20, this command is not supported.");
        assertThat(detail.in(Locale.FRENCH))
                .isEqualTo(
                        "La machine a refusé la ligne 12345 «\u00a0X10Q9\u00a0»\u00a0: erreur 20\u00a0: cette commande n’est pas"
                                + " prise en charge.");
        assertThat(Detail.of("tool-longer", "T2", 3.2).in(Locale.FRENCH)).contains("3,200 mm");
        assertThat(Detail.of("drawn-by-then", "1.00", "2.00", 2.0, 0.0).english())
                .isEqualTo("By then: X1.00 Y2.00, the tool up, pen 2.");
    }

    @Test
    void whatACheckFoundIsSaidWithItsLine() {
        var finding = new Finding(Finding.Severity.REFUSE, "unknown-command", 7, List.of("M999"));
        assertThat(Detail.of(finding).english()).isEqualTo("Line 7: " + finding.message(Locale.ENGLISH));
        assertThat(Detail.of(finding).in(Locale.FRENCH)).startsWith("Ligne 7").endsWith(finding.message(Locale.FRENCH));
    }

    @Test
    void whatOthersTellIsShownOnlyWhereItCanBeReadAndIsEnglishOtherwise() {
        var english = Optional.of("The nozzle is blocked.");
        var known = List.of(new Sentence("no-answer", List.of()));
        assertThat(Detail.told(english, Optional.of(known)).orElseThrow().in(Locale.FRENCH))
                .isEqualTo("La machine ne répond plus.");
        for (var strange : List.of(
                List.<Sentence>of(),
                List.of(new Sentence("of-a-newer-agent", List.of())),
                List.of(new Sentence("finding.nozzle-too-hot", List.of("@nothing"))),
                List.of(new Sentence("no-answer", List.of(Map.of("a", 1)))),
                List.of(new Sentence("stopped-itself", List.of("x".repeat(100_000)))))) {
            var shown = Detail.told(english, Optional.of(strange)).orElseThrow();
            assertThat(shown.in(Locale.FRENCH)).as(strange.toString()).isEqualTo(english.get());
            assertThat(shown.spoken()).isFalse();
        }
        assertThat(Detail.told(Optional.of(" "), Optional.empty())).isEmpty();
    }

    @Test
    void aMachineSaysWhatIsWrongInEachReadersLanguageAndAnOldAgentsOneInEnglish() throws IOException {
        var wrong = Detail.of("alarm-grbl", 3, "reset while moving").and("clear-then-unlock");
        var mill = new Telemetry.Machine(
                        "mill",
                        Telemetry.State.ALARM,
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty())
                .saying(Optional.of(wrong));
        var wire = LinkJson.write(new Telemetry(1, List.of(mill)));
        var heard =
                LinkJson.mapper().readValue(wire, Telemetry.class).machines().get(0);
        assertThat(heard.said().orElseThrow().in(Locale.FRENCH))
                .isEqualTo("Alarme 3\u00a0: réinitialisation pendant un mouvement\u202f; la position est perdue."
                        + " Vérifiez qu’elle est dégagée, puis déverrouillez-la.");
        assertThat(heard.detail()).contains("Alarm 3: reset while moving. Make sure that it is clear, then unlock it.");

        var old = wire.replaceAll(",\"sentences\":\\[.*?\\}\\]", "");
        assertThat(old).doesNotContain("sentences");
        var fromBefore = LinkJson.mapper()
                .readValue(old, Telemetry.class)
                .machines()
                .get(0)
                .said()
                .orElseThrow();
        assertThat(fromBefore.in(Locale.FRENCH)).isEqualTo(wrong.english());
        assertThat(fromBefore.spoken()).isFalse();
    }

    @Test
    void whatIsAskedAndAnsweredIsASentenceAndWhatNobodyKnowsStaysInItsOwnWords() {
        var purge = new Telemetry.Question(
                "purge", "", Optional.of(new Telemetry.Answering("7", List.of("go-on", "purge-more"))));
        assertThat(purge.answered(1).in(Locale.FRENCH)).endsWith("Réponse\u00a0: en pousser davantage.");
        assertThat(new Telemetry.Question("tool-setter", "T2").said().english())
                .isEqualTo("Put in tool T2, then go on.");
        assertThat(new Telemetry.Question("of-a-newer-agent", "Blow on it").said())
                .isEqualTo(Detail.plain("Blow on it"));
        assertThat(new Telemetry.Question("of-a-newer-agent", "").said().in(Locale.FRENCH))
                .isEqualTo("Une question est posée.");
    }

    @Test
    void whatItsReasonSaysAlreadyIsNotSaidTwice() {
        assertThat(Detail.of("paused-at-hub").beside("paused-at-hub")).isEmpty();
        assertThat(Detail.of("cancelled-by-person").and("not-yet-safe").beside("cancelled"))
                .contains(Detail.of("not-yet-safe"));
        assertThat(Detail.of("alarm", 1, "hard limit").beside("alarm")).isPresent();
    }

    @Test
    void whateverIsSaidHasItsWordsInBothLanguages() throws IOException {
        var english = new TreeSet<>(Sentence.texts(Locale.ENGLISH).keySet());
        var french = new TreeSet<>(Sentence.texts(Locale.FRENCH).keySet());
        assertThat(french).containsAll(english);
        // What is more in French stands for a value that English has from the profile.
        french.removeAll(english);
        assertThat(french).allMatch(key -> english.contains(key.substring(0, key.lastIndexOf('.'))));
        var said = new TreeSet<String>();
        for (var module : List.of("fab-agent", "hub-server"))
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (var file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                    var source = Files.readString(file);
                    if (!source.contains("link.Detail;")
                            && !source.contains("Told.of(")
                            && !source.contains("Refusal.because")) continue;
                    var codes = CODE.matcher(source);
                    while (codes.find())
                        if (!source.startsWith("because", codes.start())) said.add(codes.group(1));
                        else if (codes.group(2) != null) said.add(codes.group(2));
                }
            }
        // Some are put together of two.
        said.removeIf(code -> code.endsWith("-"));
        assertThat(said).hasSizeGreaterThan(80);
        assertThat(english).containsAll(said);
    }
}
