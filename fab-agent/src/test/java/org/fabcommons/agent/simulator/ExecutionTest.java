// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof of execution, for every firmware: what the board carried out is the file, line for line. */
class ExecutionTest {
    @TempDir
    private Path folder;

    static Stream<String> firmwares() {
        return Stream.of(Family.values())
                .filter(family -> family.language() != Language.PLOTTER)
                .map(Family::wireName);
    }

    /** Those that refuse a damaged line and one that comes twice. */
    static Stream<String> careful() {
        return firmwares().filter(id -> profile(id).wire().repeatsRefused());
    }

    static Stream<String> careless() {
        return firmwares().filter(id -> !profile(id).wire().repeatsRefused());
    }

    private static Profile profile(String id) {
        return Profiles.standard().require(id);
    }

    @ParameterizedTest
    @MethodSource("firmwares")
    void aSlowLineThatSplitsAndDelaysChangesNothing(String id) throws IOException {
        var file = file(id, 400);
        var wire = new VirtualWire(profile(id), folder, 7).jittery();
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        sameLines(wire.executed(), withoutBlanks(file));
    }

    @ParameterizedTest
    @MethodSource("careful")
    void whatNoiseDamagesIsSentAgainAndCarriedOutOnce(String id) throws IOException {
        var file = file(id, 400);
        var wire = new VirtualWire(profile(id), folder, 11).jittery().noisy(6);
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        assertThat(wire.damaged()).isGreaterThan(10);
        assertThat(wire.resends()).isPositive();
        sameLines(read(wire.executed()), withoutBlanks(file));
    }

    @ParameterizedTest
    @MethodSource("careful")
    void lostAndDoubledAnswersChangeNothing(String id) throws IOException {
        var file = file(id, 300);
        var wire = new VirtualWire(profile(id), folder, 13).forgetful(3, 3);
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        sameLines(wire.executed(), withoutBlanks(file));
    }

    @ParameterizedTest
    @MethodSource("careful")
    void answersThatArriveDamagedOrFarTooLateChangeNothing(String id) throws IOException {
        var file = file(id, 200);
        var wire = new VirtualWire(profile(id), folder, 23).garbled(4).tardy(1);
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        sameLines(wire.executed(), withoutBlanks(file));
    }

    @ParameterizedTest
    @MethodSource("careful")
    void noiseBothWaysAtOnceChangesNothing(String id) throws IOException {
        var file = file(id, 200);
        var wire = new VirtualWire(profile(id), folder, 29).jittery().noisy(3).garbled(3);
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        sameLines(read(wire.executed()), withoutBlanks(file));
    }

    /** Without numbers and sums the job ends or is whole; nothing runs twice, and nothing is left out in between. */
    @ParameterizedTest
    @MethodSource("careless")
    void whereNothingCanBeMendedDamagedAnswersNeverLetALineRunTwice(String id) throws IOException {
        var file = file(id, 200);
        var wire = new VirtualWire(profile(id), folder, 31).garbled(3);
        wire.stream(file);
        var all = withoutBlanks(file);
        assertThat(wire.executed()).isEqualTo(all.subList(0, wire.executed().size()));
        assertThat(wire.executed().size() == all.size() || !wire.broken().isEmpty())
                .isTrue();
    }

    /** Nothing can be mended there, so it ends, and what ran is the file's beginning. */
    @ParameterizedTest
    @MethodSource("careless")
    void whereNothingCanBeMendedALostAnswerEndsTheJobAndNothingRunsTwice(String id) throws IOException {
        var file = file(id, 300);
        var wire = new VirtualWire(profile(id), folder, 17).forgetful(2, 0);
        wire.stream(file);
        assertThat(wire.broken()).isNotEmpty();
        var all = withoutBlanks(file);
        assertThat(wire.executed()).isEqualTo(all.subList(0, wire.executed().size()));
    }

    /** More room is counted than there is from then on; at the latest at the end there is one answer too many. */
    @ParameterizedTest
    @MethodSource("careless")
    void whereNothingCanBeMendedAnAnswerThatComesTwiceIsToldAndNothingRunsTwice(String id) throws IOException {
        var file = file(id, 300);
        var wire = new VirtualWire(profile(id), folder, 37).forgetful(0, 2);
        wire.stream(file);
        inOrderAndOnce(wire.executed());
        if (wire.broken().isEmpty()) sameLines(wire.executed(), withoutBlanks(file));
    }

    /** Nobody can see that a figure has become another one; that a line is missing or has become two shows. */
    @ParameterizedTest
    @MethodSource("careless")
    void whereNothingIsCheckedALineThatIsLostOnTheWayIsTold(String id) throws IOException {
        for (int seed = 1; seed <= 12; seed++) {
            var file = file(id, 60);
            var wire = new VirtualWire(profile(id), folder, seed).jittery().noisy(2);
            wire.stream(file);
            if (wire.broken().isEmpty())
                assertThat(wire.executed()).as(id + " " + seed).hasSameSizeAs(file);
        }
    }

    private static void inOrderAndOnce(List<String> executed) {
        var feeds = executed.stream()
                .filter(line -> line.matches("G1X[\\d.]+Y[\\d.]+F\\d{4}"))
                .map(line -> Integer.parseInt(line.substring(line.indexOf('F') + 1)))
                .toList();
        assertThat(feeds).isSorted().doesNotHaveDuplicates();
    }

    /** Paced, held up by a wire, asked for their room, held up by XON/XOFF: those that acknowledge nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"hpgl", "roland-mdx-40", "hp-7475a", "graphtec-ce5000-60"})
    void whatAcknowledgesNothingDrawsTheFileAllTheSame(String id) throws IOException {
        var file = drawing(400);
        var wire = new VirtualWire(profile(id), folder, 19).jittery();
        wire.stream(file);
        assertThat(wire.broken()).isEmpty();
        assertThat(wire.answered()).isEqualTo(file.size());
        assertThat(wire.bytesLost()).isZero();
        sameLines(wire.executed(), file);
    }

    private static List<String> drawing(int strokes) {
        var file = new ArrayList<>(List.of("IN;", "VS20;", "PU10,10;"));
        for (int i = 0; i < strokes; i++) file.add("PD" + (10 + i * 13 % 4000) + "," + (10 + i * 29 % 3000) + ";");
        file.add("PU;");
        return file;
    }

    /** A line whose N was damaged is no line of the file to some firmwares; they say that they do not know it. */
    /**
     * The file's lines, as far as a firmware reads them: where a {@code *} itself was damaged Smoothieware finds no sum and
     * takes the line; its last number ends at the blank before it.
     */
    private static List<String> read(List<String> executed) {
        return executed.stream()
                .filter(command -> command.startsWith("G1"))
                .map(command -> command.replaceFirst(" .*", ""))
                .toList();
    }

    /** Every line differs, so that one that runs twice or out of its turn shows. */
    private static List<String> file(String id, int lines) {
        boolean printer = profile(id).kind() == Profile.Kind.FFF;
        var file = new ArrayList<String>();
        for (int i = 0; i < lines; i++)
            file.add(String.format(
                    Locale.ROOT,
                    "G1 X%.3f Y%.3f F%d",
                    10 + 90 * (1 + Math.sin(i / 9.0)) / 2,
                    10 + 90 * (1 + Math.cos(i / 7.0)) / 2,
                    (printer ? 3000 : 1000) + i));
        return file;
    }

    /** Says where they part, instead of showing both. */
    private static void sameLines(List<String> executed, List<String> file) {
        int same = 0;
        while (same < Math.min(executed.size(), file.size())
                && executed.get(same).equals(file.get(same))) same++;
        assertThat(executed.subList(same, Math.min(executed.size(), same + 5)))
                .as("executed after line " + same)
                .isEqualTo(file.subList(same, Math.min(file.size(), same + 5)));
    }

    private static List<String> withoutBlanks(List<String> file) {
        return file.stream().map(line -> line.replace(" ", "")).toList();
    }
}
