// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated firmware answers what the real one answered. */
class RecordingTest {
    private static final long MILLI = 1_000_000;

    private final Deque<String> said = new ArrayDeque<>();
    private Firmware firmware = board("marlin");
    private long now = 1_000 * MILLI;

    private static Firmware board(String profileId) {
        try {
            var profile = Profiles.standard().require(profileId);
            var log = new ExecutedLog(Optional.empty());
            return profile.language() == Language.REPRAP
                    // Which firmware it was, the recordings say.
                    ? new RepRapBoard(profile, MarlinVoice.marlin20(), 1, log)
                    : new GrblFirmware(profile, 1, log, Table.EMPTY);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"marlin-2.0.9.7-avr", "grbl-1.1h-avr"})
    void aRecordedConversationIsRepeated(String name) throws Exception {
        var lines = Files.readAllLines(
                Path.of(RecordingTest.class.getResource(name + ".session").toURI()));
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) continue;
            var rest = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("profile ")) start(rest);
            else if (line.startsWith("<<"))
                assertThat(Optional.ofNullable(said.poll()).orElse("(nothing)"))
                        .as("line " + (i + 1))
                        .matches(pattern(rest));
            else {
                assertThat(said).as("said before line " + (i + 1)).isEmpty();
                if (line.startsWith("..")) pass(Long.parseLong(rest));
                else type(rest);
            }
        }
        assertThat(said).isEmpty();
    }

    /** Whatever the unit of its program. Source: grbl 1.1h, {@code report.c}. */
    @Test
    void aMillThatIsSetToInchesReportsInThem() {
        start("grbl");
        type("$13=1");
        type("G21");
        type("G10 L2 P1 X-25.4");
        type("G1 X25.4 F60000");
        said.clear();
        type("?");
        assertThat(said).singleElement().asString().contains("MPos:0.0000,0.0000,0.0000");
        said.clear();
        type("G1 X50.8 F60000");
        pass(5000);
        type("?");
        type("$#");
        assertThat(said.toString())
                .contains("MPos:1.0000,", "[G54:-1.0000,0.0000,0.0000]", "[TLO:0.0000]", "[PRB:0.0000,");
    }

    @Test
    void whatDoesNotFitIntoTheRingIsLostWithoutAWord() {
        start("grbl");
        // Long moves fill the planner, then the ring; 60 of them were sent at once to the real one, which took 21.
        var burst = IntStream.range(0, 60)
                .mapToObj(i -> String.format(Locale.ROOT, "G1 X%08.3f Y%08.3f F50%n", i * 10.0, i * 10.0))
                .collect(Collectors.joining());
        send(burst);
        pass(200);
        assertThat(said).allMatch("ok"::equals).hasSizeBetween(1, 25);
        assertThat((Long) firmware.status().get("bytesLost")).isPositive();
    }

    @Test
    void afterOneDamagedLineAmongFourTheOthersAreThrownAwayWithIt() {
        start("marlin");
        type("M110 N0");
        said.clear();
        send("N1 M105*0\nN2 M105*37\nN3 M105*36\n");
        pass(100);
        assertThat(said).containsExactly("Error:checksum mismatch, Last Line: 0", "Resend: 1", "ok");
    }

    private void start(String profileId) {
        firmware = board(profileId);
        firmware.restart(now);
        pass(1000);
        said.clear();
    }

    private void type(String text) {
        if (text.startsWith("\\x")) send(Character.toString((char) Integer.parseInt(text.substring(2), 16)));
        else send(text.matches("[?!~]") ? text : text + "\n");
        pass(200);
    }

    private void send(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        firmware.receive(bytes, bytes.length);
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            now += MILLI;
            firmware.advance(now);
            new String(firmware.takeOutput(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(said::add);
        }
    }

    private static String pattern(String text) {
        return "\\Q" + text.replace("*", "\\E.*\\Q") + "\\E";
    }
}
