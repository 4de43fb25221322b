// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.Mill;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.ToolSetter;

/** A mill with a tool setter in a corner and a board on its table; which tool is in is what a file says. */
final class ToolSetting implements AutoCloseable {
    /** Where its top is. */
    private static final double SETTER_Z = -30;

    private final Path folder;
    private final Mill mill;
    private MachineSession session;

    ToolSetting(Path root, String family, double speed) {
        try {
            folder = Files.createDirectories(root.resolve(family + "-" + Math.round(speed)));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
        mill = Mill.start(
                folder,
                family,
                "--speed",
                Double.toString(speed),
                "--workpiece",
                "-40",
                "--shape",
                "boss:-290,-10,12," + SETTER_Z);
    }

    Mill mill() {
        return mill;
    }

    MachineSession session() {
        return session;
    }

    Hand hand() {
        return session.hand().orElseThrow();
    }

    Profile fixed() {
        return fixed(300);
    }

    Profile fixed(double feedMmPerMin) {
        return mill.quick()
                .with(new ToolSetter(ToolSetter.Kind.FIXED, -290, -10, -5, 35, feedMmPerMin, Optional.empty()));
    }

    Profile plate() {
        return mill.quick().with(new ToolSetter(ToolSetter.Kind.PLATE, 0, 0, -5, 40, 300, Optional.of(1.6)));
    }

    void tool(double longerMm) {
        mill.tool(longerMm, 0);
    }

    /** The agent begins, with nothing known of its tools. */
    void begin(Profile profile) {
        leave();
        try {
            Files.deleteIfExists(folder.resolve("memory").resolve("mill.tool.json"));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
        tool(0);
        meet(profile);
    }

    /** The agent begins, knowing what it knew. */
    void meet(Profile profile) {
        session = MachineSession.open(
                new MachineSetup("mill", "mill", profile, mill.port().toString()),
                Ports.serial(),
                KnownMachines.forNow(),
                folder.resolve("memory"));
        Mill.awaitIdle(session);
    }

    void leave() {
        if (session != null) session.close();
        session = null;
    }

    /** Homed, and the first tool's end at machine Z -40, which is on the surface, is Z 0. */
    void ready() {
        mill.home(hand());
        Mill.well(hand().step(new Hand.Step(Map.of("X", -50.0, "Y", -50.0, "Z", -20.0), 3000, false)));
        Mill.well(hand().send(Source.CONSOLE, List.of("G49"), false));
        zero(20);
    }

    /** A person sets the zero: the tool's end is so high above the board. */
    void zero(double z) {
        Mill.well(hand().zero(1, Map.of("X", 0.0, "Y", 0.0, "Z", z)));
    }

    Heard run(String... lines) {
        var heard = new Heard();
        try {
            var file = Files.write(folder.resolve("job.nc"), List.of(lines));
            session.run(new RunRequest("job", file, 0), heard);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
        return heard;
    }

    Question asked(Question.Kind kind) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> session.question().orElse(null), now -> now != null && now.kind() == kind);
    }

    void asked(String what) {
        await().atMost(Duration.ofMinutes(1)).until(() -> session.question()
                .filter(now -> now.what().equals(what))
                .isPresent());
    }

    @Override
    public void close() {
        leave();
        mill.close();
    }
}
