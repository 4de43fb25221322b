// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.preflight.Policy;
import org.fabcommons.preflight.Policy.Rule;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Guard MARLIN = new Guard(Profiles.standard().require("marlin"));
    private static final Guard GRBL = new Guard(Profiles.standard().require("grbl"));

    @ParameterizedTest
    @ValueSource(strings = {"G1 X10 Y5.5 E0.2 F3000", "G28", "M104 S275", "M190 S60", "M117 Hello", "T0"})
    void whatAPrinterNeedsPasses(String command) {
        assertThat(MARLIN.check(Source.FILE, command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X1Y-2.5", "X1S500", "G1X-.5F600", "Y+3"})
    void aMoveThatRepeatsTheLastCommandPassesOnAMill(String command) {
        assertThat(GRBL.check(Source.FILE, command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X--5", "X1-2", "X1.2.3", "G1X1S--5", "G1 X1 Y-", "G1X5-", "-5X1"})
    void whatIsNoNumberIsNoMove(String command) {
        assertThat(GRBL.check(Source.FILE, command)).map(Refusal::code).contains("malformed");
    }

    @Test
    void theMachinesOwnCoordinatesAreForAMachineThatKnowsItsPlace() {
        var guard = new Guard(Profiles.standard().require("grbl"));
        assertThat(guard.check(Source.FILE, "G53 G0 Z-1")).map(Refusal::code).contains("not-homed");
        var reach = new Bounds(new Point(-300, -180, -45), Point.ZERO);
        var homed = new MachinePlace(Set.of(0, 1, 2), reach, Map.of("G28", Point.ZERO));
        var place = new AtomicReference<>(Optional.of(homed));
        guard.asks(place::get);
        assertThat(guard.check(Source.FILE, "G53 G0 Z-1")).isEmpty();
        assertThat(guard.check(Source.FILE, "G28 G91 Z0")).isEmpty();
        assertThat(guard.check(Source.FILE, "G53 G0 Z-46")).map(Refusal::code).contains("beyond-machine");
        assertThat(guard.check(Source.FILE, "G30")).map(Refusal::code).contains("not-told");
        assertThat(guard.check(Source.MACRO, "G28.1")).map(Refusal::code).contains("policy-keeps");
        assertThat(guard.check(Source.CONSOLE, "G92.1")).map(Refusal::code).contains("denied");
        assertThat(guard.check(Source.CONSOLE, "G55")).isEmpty();
        // It may lose it in the middle of a job.
        place.set(Optional.of(new MachinePlace(Set.of(), reach, Map.of())));
        assertThat(guard.check(Source.FILE, "G53 G0 Z-1")).map(Refusal::code).contains("not-homed");
    }

    @Test
    void aMessageMayAskAndExclaimWhereThatActsAtOnceNowhere() {
        assertThat(MARLIN.check(Source.FILE, "M117 Ready?!")).isEmpty();
        var duet = new Guard(Profiles.standard().require("reprapfirmware"));
        assertThat(duet.check(Source.FILE, "M291 P\"Is it in?\" S3")).isEmpty();
        // The answer is a person's, and never a file's.
        assertThat(duet.check(Source.FILE, "M292 P0")).map(Refusal::code).contains("unknown");
        assertThat(duet.check(Source.HOST, "M292 P0 R1")).isEmpty();
        assertThat(new Guard(Profiles.standard().require("smoothie")).check(Source.FILE, "M117 Ready?"))
                .map(Refusal::code)
                .contains("character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reprapfirmware", "smoothie", "klipper", "repetier"})
    void aWaitThatTheFirmwareDoesNotKnowIsNeverSentToIt(String family) {
        var guard = new Guard(Profiles.standard().require(family));
        for (var source : List.of(Source.FILE, Source.CONSOLE, Source.MACRO))
            for (var line : List.of("M0", "M1 Magnets", "M601"))
                assertThat(guard.check(source, line))
                        .as("%s from %s", line, source)
                        .map(Refusal::detail)
                        .hasValueSatisfying(why -> assertThat(why).contains("agent stops and waits"));
        assertThat(MARLIN.check(Source.CONSOLE, "M0 Magnets")).isEmpty();
        assertThat(MARLIN.check(Source.FILE, "M601")).map(Refusal::code).contains("denied");
    }

    @ParameterizedTest
    @CsvSource({
        "M104 S276, too-hot",
        "M109 R300, too-hot",
        "M140 S140, too-hot",
        "M112, denied",
        "M500, denied",
        "M302 P1, denied",
        "M997, denied",
        "G20, denied",
        "T1, unknown",
        "M4242, unknown",
        "X10, no-command",
        "$X, malformed",
        "G1 X1 ~, character",
        "G1 Xé, character"
    })
    void whatEndangersAPrinterDoesNotPass(String command, String code) {
        assertThat(MARLIN.check(Source.FILE, command)).map(Refusal::code).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G0 X1", "X1 Y2", "M3 S500", "G38.2 Z-5 F50", "G2 X1 Y1 I1 F100"})
    void whatAMillNeedsPasses(String command) {
        assertThat(GRBL.check(Source.FILE, command)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "$X, malformed",
        "$RST=*, malformed",
        "$110=5000, malformed",
        "M6 T1, denied",
        "G10 L2 P1 X0, denied",
        "G92 X0, denied",
        "G0 X1!, character",
        "G0 X1?, character"
    })
    void whatEndangersAMillDoesNotPass(String command, String code) {
        assertThat(GRBL.check(Source.FILE, command)).map(Refusal::code).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Several commands, of which these firmwares carry out each. Sources: Smoothieware GcodeDispatch.cpp;
                // RepRapFirmware StringParser.cpp.
                "smoothie       | G90 M104 S400             | several-commands",
                "smoothie       | M105 M104 S400            | several-commands",
                "smoothie       | M118 Done M104 S400       | several-commands",
                "reprapfirmware | G90 M104 S400             | several-commands",
                "reprapfirmware | M118 S\"Done\" M104 S400  | several-commands",
                "reprapfirmware | M117 \"Done\" m104 S400   | several-commands",
                "reprapfirmware | M291 P\"Done G28\" M98    | several-commands",
                // A word twice, of which Marlin takes the last. Source: Marlin parser.cpp.
                "marlin         | M104 S200 S400            | repeated",
                "marlin         | G1 X10 X900               | repeated",
                "grbl           | M3 S10 S900               | repeated",
                // Marlin reads 81 and passes over what follows the point.
                "marlin         | M81.96                    | unknown",
                "marlin         | M104 S200 B400 F1         | too-hot",
                "marlin         | M145 S0 H400              | too-hot",
                "marlin         | M145 S0 B200              | too-hot",
                "reprapfirmware | G10 P0 S400               | too-hot",
                "reprapfirmware | G10 P0 S200 R400          | too-hot",
                "reprapfirmware | G10 L2 P1 Z-50            | denied",
                "klipper        | PRINT_START BED=\" 300\"   | too-hot",
                "klipper        | PRINT_START BED= 300      | too-hot",
            })
    void whatAFirmwareUnderstandsOtherwiseDoesNotPass(String profile, String command, String code) {
        var guard = new Guard(Profiles.standard().require(profile));
        for (var source : List.of(Source.FILE, Source.CONSOLE, Source.MACRO))
            assertThat(guard.check(source, command))
                    .as(source + " " + command)
                    .map(Refusal::code)
                    .contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smoothie       | M117 Making M4 G-clamp",
                "reprapfirmware | M117 Making M4 G-clamp",
                "reprapfirmware | M118 P0 S\"Making M4 G-clamp\"",
                "reprapfirmware | M291 P\"Is the M4 in?\" R\"Gear\" S3",
                "reprapfirmware | G10 P0 S200 R150",
                "reprapfirmware | G10",
                "marlin         | M118 Making M4 G-clamp",
                "marlin         | M145 S0 H200 B60",
                "klipper        | PRINT_START BED=60 EXTRUDER=\"210\" MATERIAL=PLA",
            })
    void whatOnlyLooksLikeItDoes(String profile, String command) {
        var guard = new Guard(Profiles.standard().require(profile));
        for (var source : List.of(Source.FILE, Source.CONSOLE))
            assertThat(guard.check(source, command)).as(source + " " + command).isEmpty();
    }

    @Test
    void theHostItselfMaySayOnlyItsOwnWords() {
        assertThat(MARLIN.check(Source.HOST, "M112")).isEmpty();
        assertThat(MARLIN.check(Source.HOST, "M104 S0")).isEmpty();
        assertThat(MARLIN.check(Source.HOST, "M104 S200")).isPresent();
        assertThat(MARLIN.check(Source.HOST, "G1 X10")).isPresent();
        assertThat(GRBL.check(Source.HOST, "$X")).isEmpty();
        assertThat(GRBL.check(Source.HOST, "$RST=*")).isPresent();
    }

    @Test
    void whatIsWrittenIsWhatWasAllowed() throws IOException {
        var wire = new Wire();
        var port = new GuardedPort(wire, MARLIN);
        port.send(new Frame(Source.FILE, "G28", "N1 G28*18"));
        assertThat(wire.written()).isEqualTo("N1 G28*18\n");
        assertThat(port.bytesSent()).isEqualTo(10);
        assertThatThrownBy(() -> port.send(new Frame(Source.FILE, "G28", "N2 M104 S999*1")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> port.send(new Frame(Source.FILE, "G28", "N2 G28*1\nM104 S999")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> port.send(new Frame(Source.FILE, "M112", "M112")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> port.shout('!')).isInstanceOf(RefusedException.class);
        assertThat(wire.written()).isEqualTo("N1 G28*18\n");
    }

    @Test
    void theLabsPolicyHoldsWhateverTheSourceAndSomebodysWordOpensNoMoreThanItNames() {
        var policy = new Policy(
                Map.of("M84", Rule.FORBIDDEN, "M600", Rule.ASK, "M73", Rule.ADMIN, "M500", Rule.ASK),
                new Policy.Ceilings(Optional.of(240.0), Optional.of(80.0), Optional.of(6000.0), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of("Ana"));
        var guard = new Guard(Profiles.standard().require("marlin"), policy);
        for (var source : List.of(Source.FILE, Source.CONSOLE, Source.MACRO)) {
            assertThat(guard.check(source, "G1 X10 F3000")).isEmpty();
            assertThat(guard.check(source, "M84")).map(Refusal::code).contains("policy-forbidden");
            assertThat(guard.check(source, "M600")).map(Refusal::code).contains("policy-asks");
            assertThat(guard.check(source, "M73 P10")).map(Refusal::code).contains("policy-administrator");
            assertThat(guard.check(source, "M109 S241")).map(Refusal::code).contains("policy-administrator");
            guard.allow(source, Set.of("M600", "nozzle", "M84", "M500"));
            assertThat(guard.check(source, "M600")).isEmpty();
            assertThat(guard.check(source, "M109 S241")).isEmpty();
            assertThat(guard.check(source, "M140 S81")).isPresent();
            assertThat(guard.check(source, "M73 P10")).isPresent();
            assertThat(guard.check(source, "M84")).map(Refusal::code).contains("policy-forbidden");
            // The profile's word is the last, whoever says what.
            assertThat(guard.check(source, "M104 S300")).map(Refusal::code).contains("too-hot");
            assertThat(guard.check(source, "M500"))
                    .map(Refusal::code)
                    .contains(source == Source.FILE ? "denied" : "policy-administrator");
            guard.allow(source, Set.of());
            assertThat(guard.check(source, "M600")).isPresent();
        }
        assertThat(guard.check(Source.CONTROL, "M104 S241")).map(Refusal::code).contains("policy-administrator");
        assertThat(guard.check(Source.CONSOLE, "G1 X1 F9000")).isPresent();
        assertThat(guard.check(Source.HOST, "M104 S0")).isEmpty();
    }

    private static final class Wire implements Port {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public String name() {
            return "a wire that remembers";
        }

        @Override
        public void write(byte[] written) throws IOException {
            bytes.write(written);
        }

        @Override
        public int read(byte[] into) {
            return 0;
        }

        @Override
        public void close() {}

        String written() {
            return bytes.toString(StandardCharsets.US_ASCII);
        }
    }
}
