// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fabcommons.agent.transport.Pty;

/** Offers one simulated machine on a pseudo-terminal until told to stop. */
public final class Simulator {
    private static final long STATUS_EVERY_NANOS = 100_000_000L;
    /** Often enough that curves stay curves at twenty times the speed. */
    private static final long SEEN_EVERY_NANOS = 10_000_000L;

    private static final int REPLUG_MS = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Simulation simulation;
    private final Consumer<String> offered;
    private final List<Fault> faults;
    private final Noise noise;
    private final Optional<SimulatedCamera> camera;
    private volatile boolean stopping;
    private boolean pulled;
    /** The supply voltage dips with what arrives next. */
    private boolean dips;

    private long statusAt;
    private long seenAt;

    /** A machine that nobody films. */
    public Simulator(Simulation simulation, Consumer<String> offered) {
        this(simulation, Optional.empty(), offered);
    }

    /**
     * @param camera looks at it
     * @param offered is told, each time the machine can be opened, under which path
     */
    public Simulator(Simulation simulation, Optional<SimulatedCamera> camera, Consumer<String> offered) {
        this.simulation = simulation;
        this.camera = camera;
        this.offered = offered;
        faults = new ArrayList<>(simulation.faults());
        noise = new Noise(simulation.corruptPercent(), simulation.seed());
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stopping = true;
    }

    /**
     * Runs the machine on the caller's thread until {@link #stop}.
     *
     * @throws IOException when there is no pseudo-terminal, or a file cannot be written
     */
    public void run() throws IOException {
        try (var log = new ExecutedLog(simulation.executed())) {
            var firmware = firmware(log);
            firmware.restart(System.nanoTime());
            var pty = offered();
            try {
                while (!stopping) {
                    try {
                        serve(pty, firmware, log);
                    } finally {
                        withdraw(pty);
                    }
                    if (stopping) break;
                    // A fresh terminal for each host: nothing of the last one is left in its buffers, and a host that
                    // was killed cannot have left it locked. The last one is closed afterwards: its number could be
                    // another machine's while our name still leads to it.
                    var last = pty;
                    if (pulled) {
                        last.close();
                        replug(firmware, log);
                        if (stopping) break;
                    }
                    pty = offered();
                    last.close();
                }
            } finally {
                pty.close();
            }
            tellStatus(firmware);
        }
    }

    private Firmware firmware(ExecutedLog log) {
        return Boards.of(simulation.profile(), simulation.speed(), log, simulation.table());
    }

    private Pty offered() throws IOException {
        var pty = Pty.open();
        offer(pty);
        return pty;
    }

    private void offer(Pty pty) throws IOException {
        if (simulation.link().isPresent()) pty.linkFrom(simulation.link().get());
        offered.accept(simulation.link().map(Path::toString).orElse(pty.path()));
    }

    private void withdraw(Pty pty) throws IOException {
        // Between two hosts the next terminal replaces this one under the same name, so that it is never missing.
        boolean gone = stopping || pulled;
        if (gone && simulation.link().isPresent())
            pty.unlinkFrom(simulation.link().get());
    }

    private void serve(Pty pty, Firmware firmware, ExecutedLog log) throws IOException {
        while (!stopping && !pty.awaitHost(50)) beat(firmware, log);
        if (stopping) return;
        firmware.takeOutput();
        if (simulation.resetsOnOpen()) firmware.restart(System.nanoTime());
        var bytes = new byte[4096];
        while (!stopping) {
            int takes = firmware.takes();
            var into = takes < bytes.length ? new byte[takes] : bytes;
            // A terminal has no wire to hold the line up; what is not read there fills it, which does the same.
            int count = takes > 0 ? pty.read(into, firmware.restMs()) : pty.await(firmware.restMs());
            if (count < 0) return;
            if (count > 0) {
                // What it did until these arrived has made room for them, however late they are read here.
                firmware.advance(System.nanoTime());
                hear(firmware, noise.over(into, count));
            }
            firmware.advance(System.nanoTime());
            suffer(firmware);
            if (pulled) return;
            var answer = firmware.takeOutput();
            if (answer.length > 0) pty.write(answer);
            beat(firmware, log);
        }
    }

    private void hear(Firmware firmware, byte[] arrived) {
        // What comes after the first half of a line meets a board that starts.
        int half = dips && arrived.length > 1 ? arrived.length / 2 : arrived.length;
        firmware.receive(arrived, half);
        if (half == arrived.length) return;
        dips = false;
        firmware.restart(System.nanoTime());
        firmware.receive(Arrays.copyOfRange(arrived, half, arrived.length), arrived.length - half);
    }

    private void suffer(Firmware firmware) {
        for (var due :
                faults.stream().filter(f -> firmware.executed() >= f.after()).toList()) {
            faults.remove(due);
            firmware.suffer(due.kind(), System.nanoTime());
            pulled |= due.kind() == Fault.Kind.HANGUP;
            dips |= due.kind() == Fault.Kind.BROWN_OUT;
        }
    }

    /** The machine goes on without a cable for a while. */
    private void replug(Firmware firmware, ExecutedLog log) throws IOException {
        pulled = false;
        try (var unseen = Pty.open()) {
            for (int waited = 0; waited < REPLUG_MS && !stopping; waited += 50) {
                unseen.awaitHost(50);
                beat(firmware, log);
            }
        }
    }

    private void beat(Firmware firmware, ExecutedLog log) throws IOException {
        long now = System.nanoTime();
        firmware.advance(now);
        if (camera.isPresent() && now >= seenAt) {
            seenAt = now + SEEN_EVERY_NANOS;
            camera.get().see(firmware.status());
        }
        if (now < statusAt) return;
        statusAt = now + STATUS_EVERY_NANOS;
        log.flush();
        tellStatus(firmware);
    }

    private void tellStatus(Firmware firmware) throws IOException {
        if (simulation.status().isEmpty()) return;
        var status = firmware.status();
        status.put("damagedLines", noise.damaged());
        var file = simulation.status().get().toAbsolutePath();
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(status));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
