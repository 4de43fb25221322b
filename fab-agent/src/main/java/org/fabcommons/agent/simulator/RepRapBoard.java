// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.fabcommons.profile.Profile;

/**
 * A 3D printer's board: a ring that overflows, a queue of commands, a planner of 16 blocks, two heaters; what it says is
 * its {@link RepRapVoice}. Without emergency parser: M112 counts only once it is read, and then without line number.
 */
final class RepRapBoard implements Firmware {
    private static final int PLANNER_BLOCKS = 16;
    private static final long BOOTLOADER_NANOS = 250_000_000L;

    private enum Life {
        BOOTING,
        ALIVE,
        /** kill() was called: interrupts off, nothing is read any more. */
        KILLED,
        /** Stopped by M112, but still reading: it wants to be released. */
        STOPPED,
        HUNG
    }

    private record Queued(String command, OptionalLong number) {}

    private final Profile profile;
    private final RepRapVoice voice;
    private final double speed;
    private final ExecutedLog log;
    private final RxRing ring;
    private final RepRapHeat heat;
    private final Motion motion;
    private final RepRapMoves moves;
    private final RepRapReports reports;
    private final RepRapCore core;
    private final RepRapCommands commands;
    private final Transmitter tx = new Transmitter("\n");
    private final Queue<Queued> queue = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();

    private Life life = Life.BOOTING;
    private boolean comment;
    private int resets;
    private int errors;
    private long now;
    private long bootedAt;

    RepRapBoard(Profile profile, double speed, ExecutedLog log) {
        this(profile, RepRapVoice.of(profile), speed, log);
    }

    RepRapBoard(Profile profile, RepRapVoice voice, double speed, ExecutedLog log) {
        motion = new Motion(4, PLANNER_BLOCKS, profile);
        heat = new RepRapHeat(profile.limits());
        moves = new RepRapMoves(profile, motion, heat::cold, tx::say);
        this.profile = profile;
        this.voice = voice;
        reports = new RepRapReports(voice, heat, tx);
        core = new RepRapCore(voice, reports, tx);
        commands = new RepRapCommands(core, voice, moves, heat, reports, log, this::stop);
        this.speed = speed;
        this.log = log;
        ring = new RxRing(profile.wire().rxBufferBytes());
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        life = Life.BOOTING;
        bootedAt = now + BOOTLOADER_NANOS;
        ring.clear();
        queue.clear();
        line.setLength(0);
        comment = false;
        core.abandon();
        log.dropped(motion.abandon());
        moves.restart();
        heat.off();
        commands.restart();
        voice.forget();
        reports.restart();
    }

    private void boot() {
        life = Life.ALIVE;
        voice.greeting().forEach(tx::say);
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (reads()) for (int i = 0; i < count; i++) ring.put(bytes[i]);
    }

    private boolean reads() {
        return life == Life.ALIVE || life == Life.STOPPED;
    }

    @Override
    public void advance(long nowNanos) {
        double seconds = (nowNanos - now) / 1e9 * speed;
        now = nowNanos;
        core.pass(now, seconds);
        heat.advance(seconds);
        if (life == Life.BOOTING && now >= bootedAt) boot();
        if (!reads()) return;
        motion.advance(seconds);
        boolean progress = true;
        while (progress && reads()) {
            boolean read = readLine();
            progress = runOne() || read;
        }
        if (life == Life.ALIVE) reports.look(now, core.waitsFor());
    }

    // ---- queue.cpp

    private boolean readLine() {
        while (queue.size() < voice.queueLines() && !ring.isEmpty()) {
            char c = ring.take();
            if (c == '\n' || c == '\r') {
                var text = line.toString();
                line.setLength(0);
                comment = false;
                if (!text.isBlank()) {
                    accept(text.stripLeading());
                    return true;
                }
            } else if (c == ';' && voice.dropsCommentsFirst()) {
                comment = true;
            } else if (!comment && line.length() < profile.wire().maxLineBytes()) {
                line.append(c);
            }
        }
        return false;
    }

    private void accept(String text) {
        var intake = voice.take(text);
        if (intake.flushes()) {
            errors++;
            ring.clear();
        }
        intake.says().forEach(tx::say);
        if (intake.command().isEmpty()) return;
        var command = intake.command().get();
        if (intake.number().isEmpty()) {
            if (command.startsWith("M112") && life == Life.ALIVE) {
                stop(voice.stopped());
                return;
            }
            commands.aside(command);
        }
        queue.add(new Queued(command, intake.number()));
        if (voice.answersFirst()) tx.answer(voice.ok(intake.number(), ""));
    }

    private boolean runOne() {
        if (core.waits()) return core.goOn();
        var next = queue.poll();
        if (next == null) return false;
        core.begin(next.number());
        if (life == Life.STOPPED) whileStopped(next.command());
        else commands.execute(next.command());
        return true;
    }

    private void whileStopped(String command) {
        if (voice.answersStopped(command)) {
            commands.execute(command);
        } else if (!command.startsWith(voice.released())) {
            voice.whileStopped().forEach(tx::say);
        } else if (voice.releaseRestarts()) {
            restart(now);
        } else {
            life = Life.ALIVE;
            core.ok("");
        }
    }

    // ---- the outside

    private void stop(List<String> says) {
        says.forEach(tx::say);
        halt(voice.whileStopped().isEmpty() ? Life.KILLED : Life.STOPPED);
    }

    private void halt(Life how) {
        life = how;
        heat.off();
        log.dropped(motion.abandon());
        core.abandon();
        queue.clear();
    }

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> restart(nowNanos);
            case MUTE -> life = Life.HUNG;
            case LOSE_OK -> tx.loseNextAnswer();
            case HALT -> {
                voice.halts().forEach(tx::say);
                if (voice.goesOn()) heat.set(true, new Words("M104 S0", 4));
                else halt(voice.whileStopped().isEmpty() ? Life.KILLED : Life.STOPPED);
            }
            case HANGUP, BROWN_OUT -> {}
        }
    }

    @Override
    public byte[] takeOutput() {
        return tx.take();
    }

    @Override
    public int restMs() {
        return core.waits() || !motion.still() ? 1 : 20;
    }

    @Override
    public long executed() {
        return log.count();
    }

    @Override
    public Map<String, Object> status() {
        var at = motion.position();
        var status = new LinkedHashMap<String, Object>();
        status.put("firmware", profile.family().wireName());
        status.put(
                "state",
                switch (life) {
                    case BOOTING -> "booting";
                    case KILLED, STOPPED -> "killed";
                    case HUNG -> "hung";
                    case ALIVE -> core.waits() || !motion.still() ? "busy" : "idle";
                });
        status.put("position", Map.of("X", at[0], "Y", at[1], "Z", at[2], "E", at[3]));
        status.put("temperatures", heat.status());
        status.put("fan", heat.fan());
        status.put("executed", log.count());
        status.put("working", core.waits() || !motion.still() || !ring.isEmpty() || !queue.isEmpty());
        status.put("lastLine", voice.lastLine());
        status.put("lineErrors", errors);
        status.put("bytesLost", ring.lost());
        status.put("resets", resets);
        return status;
    }
}
