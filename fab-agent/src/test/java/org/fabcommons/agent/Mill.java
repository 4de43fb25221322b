// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;

/** A simulated mill of grbl's kind, the tool that a person has put into it, and what a person does beside it. */
public final class Mill implements AutoCloseable {
    private final Path folder;
    private final String family;
    private final List<String> options;
    private SimulatedMachine machine;

    private Mill(Path folder, String family, List<String> options) {
        this.folder = folder;
        this.family = family;
        this.options = options;
        machine = switchedOn();
    }

    /**
     * Switches one on that goes on when its port is opened.
     *
     * @param options of {@code fab-agent simulate}: how fast it is, what lies on it
     */
    public static Mill start(Path folder, String family, String... options) {
        var toolFile =
                List.of("--keeps-running", "--tool", folder.resolve("tool").toString());
        return new Mill(
                folder,
                family,
                Stream.concat(toolFile.stream(), Stream.of(options)).toList());
    }

    private SimulatedMachine switchedOn() {
        return SimulatedMachine.start(folder, family, options.toArray(String[]::new));
    }

    public SimulatedMachine machine() {
        return machine;
    }

    public Path port() {
        return machine.port();
    }

    /** Asked where it is as often as a profile may want it: the simulated one is there at once. */
    public Profile quick() {
        return Profiles.read(
                "quick.yaml",
                """
                id: quick
                extends: %s
                name: A quick mill
                sources: {wire: "for a test", status: "for a test"}
                wire: {statusIntervalMs: 100}
                status: {maxHz: 10}
                """
                        .formatted(family));
    }

    /** Puts in a tool that is so much longer than the first one. */
    public void tool(double longerMm, double diameterMm) {
        write(folder.resolve("tool"), longerMm + " " + diameterMm + "\n");
    }

    /** One of its own buttons: {@code !} holds, {@code ~} starts, 0x84 is the door's switch, 0x18 resets. */
    public void button(int realtime) {
        try (var port = Files.newOutputStream(port(), StandardOpenOption.WRITE)) {
            port.write(realtime);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void write(Path file, String text, StandardOpenOption... how) {
        try {
            Files.writeString(file, text, StandardCharsets.US_ASCII, how);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    /** As its owner has set it up once, past this program; then it is homed by hand. */
    public void home(Hand hand) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            write(port(), "$22=1\n", StandardOpenOption.WRITE);
            return done(hand.home(Set.of())).problem().isEmpty();
        });
    }

    /** Past this program, as its owner does in a terminal. */
    public void typed(String... lines) {
        for (var line : lines) write(port(), line + "\n", StandardOpenOption.WRITE);
    }

    public static void awaitIdle(MachineSession session) {
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == State.IDLE);
    }

    public static Hand.Done done(CompletionStage<Hand.Done> asked) {
        return asked.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    public static void well(CompletionStage<Hand.Done> asked) {
        assertThat(done(asked).problem()).isEmpty();
    }

    /** Waits until it is doing this, as it says itself. */
    public void does(String state) {
        machine.awaits(now -> now.path("state").asText().equals(state));
    }

    public void stands(double x, double y, double z) {
        machine.awaits(now -> now.path("state").asText().equals("idle")
                && Math.abs(now.at("/position/X").asDouble() - x) < 0.01
                && Math.abs(now.at("/position/Y").asDouble() - y) < 0.01
                && Math.abs(now.at("/position/Z").asDouble() - z) < 0.01);
    }

    /** Pulls its plug and puts it in again. */
    public void offAndOn() {
        machine.stop();
        machine = switchedOn();
    }

    @Override
    public void close() {
        machine.close();
    }
}
