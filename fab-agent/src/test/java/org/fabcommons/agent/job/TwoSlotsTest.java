// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoSlotsTest {
    @TempDir
    private Path folder;

    /** As a power cut leaves it: any part of what was written last is not there, or is something else. */
    @Test
    void whereverTheLastWriteWasCutOffTheOneBeforeIsRead() throws IOException {
        var file = folder.resolve("seen");
        write(file, "first");
        write(file, "second");
        var before = Files.readAllBytes(file);
        write(file, "third");
        var after = Files.readAllBytes(file);
        assertThat(read(file)).contains("third");
        for (int cut = 0; cut < before.length; cut++) {
            if (before[cut] == after[cut]) continue;
            var torn = after.clone();
            System.arraycopy(before, cut, torn, cut, before.length - cut);
            Files.write(file, torn);
            assertThat(read(file)).as("cut at " + cut).contains("second");
        }
    }

    @Test
    void whatIsNoSuchFileIsReadAsNothingAndWrittenAnew() throws IOException {
        var file = folder.resolve("seen");
        assertThat(read(file)).isEmpty();
        for (var damaged : new byte[][] {{}, "{\"position\":{}}".getBytes(StandardCharsets.UTF_8), new byte[40_000]}) {
            Files.write(file, damaged);
            assertThat(read(file)).isEmpty();
            write(file, "whole");
            assertThat(read(file)).contains("whole");
        }
    }

    /** A job that was under way is not kept from being settled by it. */
    @Test
    void aDamagedNoteOfWhereAMachineWasIsNone() throws IOException {
        var mark = folder.resolve("lamp");
        new LastSeen(Map.of("X", 12.5), Map.of()).write(mark);
        assertThat(LastSeen.read(mark)).map(LastSeen::position).contains(Map.of("X", 12.5));
        Files.write(folder.resolve("lamp.seen"), new byte[0]);
        assertThat(LastSeen.read(mark)).isEmpty();
    }

    private static void write(Path file, String text) throws IOException {
        TwoSlots.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> read(Path file) throws IOException {
        return TwoSlots.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
