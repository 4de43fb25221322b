// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the next line goes to Marlin as far as its letter before the last one is answered, and no further: decision 28. */
class BegunLineTest {
    private static final Profile MARLIN = Profiles.standard().require("marlin");

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void whateverIsLeftOfALineThatWasBegunIsNoCommand() throws IOException {
        var begun = "N13G";
        for (int cut = 0; cut <= begun.length(); cut++)
            assertThat(carriedOut(begun.substring(cut) + "\n"))
                    .as("cut at " + cut)
                    .isEmpty();
        // What comes behind it, after all of it was thrown away, or all but its letter.
        assertThat(carriedOut("1X10Y20*99\n")).isEmpty();
        assertThat(carriedOut("N13G" + "21*29\n")).as("out of its turn").isEmpty();
    }

    @Test
    void ofAWholeLineThatLostItsNumberTheRestIsCarriedOut() throws IOException {
        assertThat(carriedOut("G1X10Y20*99\n")).hasSize(1);
    }

    /** Files that differ by what happens on the line, most of it while a line is begun. */
    @Test
    void linesThatAreBegunAheadAreCarriedOutOnceAndInTheirOrder() throws IOException {
        long begun = 0;
        for (int seed = 1; seed <= 40; seed++) {
            var file = file(60);
            var wire = new VirtualWire(MARLIN, folder, seed);
            if (seed % 4 == 0) wire.noisy(5);
            if (seed % 4 == 1) wire.jittery().noisy(4);
            if (seed % 4 == 2) wire.jittery().noisy(3).forgetful(1, 3);
            if (seed % 4 == 3) wire.forgetful(2, 5);
            wire.stream(file);
            assertThat(wire.broken()).as("seed " + seed).isEmpty();
            var moves = wire.executed().stream()
                    .filter(command -> command.startsWith("G1"))
                    .toList();
            assertThat(moves).as("seed " + seed).isEqualTo(file);
            begun += wire.begun();
        }
        assertThat(begun).isPositive();
    }

    private static List<String> file(int lines) {
        var file = new ArrayList<String>();
        for (int i = 0; i < lines; i++)
            file.add(String.format(Locale.ROOT, "G1X%.3fF%d", 50 + 40 * Math.sin(i / 9.0), 3000 + i));
        return file;
    }

    private List<String> carriedOut(String text) throws IOException {
        var executed = folder.resolve("carried-out-" + ++runs);
        var log = new ExecutedLog(Optional.of(executed));
        var board = Boards.of(MARLIN, 200, log);
        long now = 0;
        board.restart(now);
        for (int i = 0; i < 1000; i++) board.advance(now += 1_000_000);
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        board.receive(bytes, bytes.length);
        for (int i = 0; i < 1000; i++) board.advance(now += 1_000_000);
        log.close();
        return Files.readAllLines(executed).stream()
                .filter(command -> !command.startsWith(";"))
                .toList();
    }
}
