// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of pictures once they are numbers. */
class JudgingTest {
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aMachineThatSaysThatItMovesWhileNothingMovesInThePictureStalls() {
        var stall = new Stall(Duration.ofSeconds(60), START);
        int told = 0;
        for (int s = 1; s <= 200; s++) {
            boolean moving = s <= 30;
            boolean news = stall.look(machine(s, s), moving ? 0.05 : 0.0001, START.plusSeconds(s));
            if (news) {
                told++;
                assertThat(s).isBetween(90, 93);
            }
        }
        assertThat(told).as("told once").isEqualTo(1);
    }

    @Test
    void aMachineThatHeatsOrWaitsDoesNotStall() {
        var stall = new Stall(Duration.ofSeconds(60), START);
        for (int s = 1; s <= 600; s++)
            assertThat(stall.look(machine(7, 10), 0, START.plusSeconds(s))).isFalse();
    }

    @Test
    void aCameraThatWasAwayHasSeenNoStall() {
        var stall = new Stall(Duration.ofSeconds(6), START);
        for (int s = 1; s <= 5; s++)
            assertThat(stall.look(machine(s, s), 0, START.plusSeconds(s))).isFalse();
        assertThat(stall.look(machine(9, 9), 0, START.plusSeconds(9))).isFalse();
        assertThat(stall.look(machine(12, 12), 0, START.plusSeconds(12))).isFalse();
        assertThat(stall.look(machine(15, 15), 0, START.plusSeconds(15))).isTrue();
    }

    @Test
    void whatAlwaysStandsInThePictureIsNoTroubleAndWhatComesNewIs() {
        var random = new Random(1);
        var trouble = new Trouble(Trouble.Baseline.NONE);
        for (int i = 0; i < 500; i++) {
            assertThat(trouble.add(0.4 + 0.05 * random.nextGaussian())).isFalse();
            assertThat(trouble.level()).isLessThan(1);
        }
        int after = 0;
        while (!trouble.add(1.0 + 0.05 * random.nextGaussian())) after++;
        // In minutes, not hours: a score comes every five seconds.
        assertThat(after).isLessThan(30);
        // The next job knows what is usual here from the start.
        var next = new Trouble(trouble.baseline());
        for (int i = 0; i < 200; i++)
            assertThat(next.add(0.4 + 0.05 * random.nextGaussian())).isFalse();
    }

    @Test
    void theFirstPicturesOfAJobAreNeverTrouble() {
        var trouble = new Trouble(Trouble.Baseline.NONE);
        for (int i = 0; i < 30; i++) assertThat(trouble.add(i % 2 * 5)).isFalse();
    }

    @Test
    void layersBeginWhereSomethingIsExtrudedHigherThanBefore() throws IOException {
        var file = folder.resolve("part.gcode");
        Files.writeString(
                file,
                "G28\nG90\nM83\nG1 Z0.2 F600\nG1 X10 E1 F1200\nG1 X20 E1\nG1 Z5\nG1 X5\nG1 Z0.4\nG1 X10 E1\nG1 X20 Z0.6 E1\n");
        assertThat(Layers.of(file, Profiles.standard().require("marlin"))).containsExactly(5L, 10L, 11L);
    }

    @Test
    void aTimeLapseByLayerTakesOnePicturePerLayer() throws IOException {
        var lapse = new TimeLapse(folder.resolve("frames"), Optional.empty(), 100);
        lapse.layers(List.of(10L, 20L, 30L));
        for (int line = 0; line < 40; line++) lapse.look(picture(line), line);
        assertThat(frames()).hasSize(3);
    }

    @Test
    void aLongTimeLapseStaysSmallAndKeepsBeginningAndEnd() throws IOException {
        var lapse = new TimeLapse(folder.resolve("frames"), Optional.of(Duration.ofSeconds(1)), 10);
        for (int s = 0; s < 100; s++) lapse.look(picture(s), 0);
        var kept = frames();
        assertThat(kept).hasSizeBetween(5, 10);
        assertThat(kept.get(0)).isZero();
        assertThat(kept.get(kept.size() - 1)).isGreaterThan(80);
        assertThat(kept).isSorted();
        int step = kept.get(1) - kept.get(0);
        for (int i = 1; i < kept.size(); i++)
            assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(step);
    }

    private List<Integer> frames() throws IOException {
        try (var files = Files.list(folder.resolve("frames"))) {
            return files.sorted().map(JudgingTest::number).toList();
        }
    }

    private static int number(Path file) {
        try {
            return Files.readAllBytes(file)[0];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Picture picture(int number) {
        return new Picture(
                number + 1, START.plusSeconds(number), 1, 1, 0, OptionalDouble.empty(), new byte[] {(byte) number});
    }

    private static Telemetry.Machine machine(long line, double x) {
        return new Telemetry.Machine(
                "printer",
                Telemetry.State.RUNNING,
                Optional.empty(),
                Map.of(),
                Map.of("X", x),
                Optional.of("j"),
                Optional.of(new Message.Progress(line, 1000, 0, Optional.empty())));
    }
}
