// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.fabcommons.agent.simulator.RepRapReports.Cause;
import org.fabcommons.profile.Profile;

/**
 * A 3D printer's board: a ring that overflows, a queue of commands, a planner of 16 blocks, two heaters; what it says is
 * its {@link RepRapVoice}. Without emergency parser: M112 counts only once it is read, and then without line number.
 */
final class RepRapBoard implements Firmware {
    private static final int PLANNER_BLOCKS = 16;
    private static final long BOOTLOADER_NANOS = 250_000_000L;

    /** Source: Marlin 2.1, {@code host_actions.cpp}. */
    private static final List<String> LOAD_FILAMENT = List.of(
            "//action:prompt_end",
            "//action:prompt_begin Load filament",
            "//action:prompt_button PurgeMore",
            "//action:prompt_button Continue",
            "//action:prompt_show");

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

    /** A command that is not done yet; what comes then may wait again. */
    private record Waiting(Cause cause, BooleanSupplier until, Runnable then) {}

    private final Profile profile;
    private final RepRapVoice voice;
    private final double speed;
    private final ExecutedLog log;
    private final RxRing ring;
    private final RepRapHeat heat;
    private final Motion motion;
    private final RepRapMoves moves;
    private final RepRapReports reports;
    private final Transmitter tx = new Transmitter("\n");
    private final Queue<Queued> queue = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();

    private Life life = Life.BOOTING;
    private boolean comment;
    private OptionalLong number = OptionalLong.empty();
    private Optional<Waiting> waiting = Optional.empty();
    private boolean changesFilament;
    private int flowPercent = 100;
    private int resets;
    private int errors;
    private long now;
    private double machineSeconds;
    private long bootedAt;

    RepRapBoard(Profile profile, double speed, ExecutedLog log) {
        motion = new Motion(4, PLANNER_BLOCKS, profile);
        heat = new RepRapHeat(profile.limits());
        moves = new RepRapMoves(profile, motion, heat::cold, tx::say);
        this.profile = profile;
        voice = RepRapVoice.of(profile);
        reports = new RepRapReports(voice, heat, tx);
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
        waiting = Optional.empty();
        log.dropped(motion.abandon());
        moves.restart();
        heat.off();
        flowPercent = 100;
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
        machineSeconds += seconds;
        heat.advance(seconds);
        if (life == Life.BOOTING && now >= bootedAt) boot();
        if (!reads()) return;
        motion.advance(seconds);
        boolean progress = true;
        while (progress && reads()) {
            boolean read = readLine();
            progress = runOne() || read;
        }
        if (life == Life.ALIVE) reports.look(now, waiting.map(Waiting::cause));
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
            if (command.startsWith("M876 S0") && changesFilament) LOAD_FILAMENT.forEach(tx::say);
            else if (command.startsWith("M108") || command.startsWith("M876"))
                waiting.filter(w -> w.cause() != Cause.MOTION).ifPresent(this::finish);
            else if (command.startsWith("M292") && voice.opensBoxes())
                waiting.filter(w -> w.cause() == Cause.PERSON).ifPresent(this::finish);
            else if (command.startsWith("M410")) log.dropped(motion.abandon());
            else if (command.startsWith("M112") && life == Life.ALIVE) {
                stop();
                return;
            }
        }
        queue.add(new Queued(command, intake.number()));
        if (voice.answersFirst()) tx.answer(voice.ok(intake.number(), ""));
    }

    private boolean runOne() {
        if (waiting.isPresent()) {
            if (!waiting.get().until().getAsBoolean()) return false;
            finish(waiting.get());
            return true;
        }
        var next = queue.poll();
        if (next == null) return false;
        number = next.number();
        if (life == Life.STOPPED) whileStopped(next.command());
        else execute(next.command());
        return true;
    }

    private void whileStopped(String command) {
        if (!command.startsWith(voice.released())) {
            voice.whileStopped().forEach(tx::say);
        } else if (voice.releaseRestarts()) {
            restart(now);
        } else {
            life = Life.ALIVE;
            ok("");
        }
    }

    private void finish(Waiting done) {
        waiting = Optional.empty();
        done.then().run();
        if (waiting.isEmpty()) ok("");
    }

    private void await(BooleanSupplier until, Runnable then) {
        await(Cause.MOTION, until, then);
    }

    private void await(Cause cause, BooleanSupplier until, Runnable then) {
        waiting = Optional.of(new Waiting(cause, until, then));
        reports.begun(now);
    }

    // ---- gcode.cpp

    private void execute(String command) {
        var macro = voice.macro(command);
        if (macro.isPresent()) {
            log.add(command);
            macro.get().forEach(tx::say);
            ok("");
            return;
        }
        if (voice.opensBoxes() && command.startsWith("M291")) {
            log.add(command);
            await(motion::still, () -> openBox(command));
            return;
        }
        if (voice.opensBoxes() && command.startsWith("M292")) {
            log.add(command);
            ok("");
            return;
        }
        int end = 1;
        while (end < command.length() && Character.isDigit(command.charAt(end))) end++;
        var code = command.substring(0, Math.min(end, command.length()));
        var words = new Words(command, end);
        boolean known = code.length() > 1 && run(code, words);
        if (known) log.add(command);
        else {
            voice.unknown(command).forEach(tx::say);
            ok("");
        }
    }

    private boolean run(String code, Words words) {
        switch (code) {
            case "G0", "G1" -> await(motion::hasRoom, () -> moves.move(words));
            case "G2", "G3" -> await(motion::hasRoom, () -> moves.arc(words, code.equals("G2")));
            case "G4" -> dwell(words.number('S', 0) + words.number('P', 0) / 1000);
            case "G28" -> await(motion::still, () -> home(words));
            case "G90", "G91" -> {
                moves.relative(code.equals("G91"));
                ok("");
            }
            case "G92" -> await(motion::still, () -> moves.place(words));
            case "M82", "M83" -> {
                moves.relativeExtruder(code.equals("M83"));
                ok("");
            }
            case "M0", "M1" -> await(motion::still, this::pauseForUser);
            case "M600" -> await(motion::still, this::changeFilament);
            case "M104", "M140" -> {
                heat.set(code.equals("M104"), words);
                ok("");
            }
            case "M109", "M190" -> await(Cause.HEAT, heat.reach(code.equals("M109"), words), () -> {});
            case "M105" -> ok(heat.temperatures());
            case "M106", "M107" -> {
                heat.fan(code.equals("M107") ? 0 : words.number('S', 255));
                ok("");
            }
            case "M110" -> ok("");
            case "M112" -> stop();
            case "M113" -> {
                if (words.has('S')) reports.busyEvery((int) words.number('S', 2));
                else tx.say("echo:M113 S" + reports.busyEverySeconds());
                ok("");
            }
            case "M114" -> {
                tx.say(moves.place(words.has('R')));
                ok("");
            }
            case "M115" -> {
                var identity = voice.identity();
                boolean within = identity.get(0).startsWith(" ");
                if (!within) identity.forEach(tx::say);
                ok(within ? identity.get(0) : "");
            }
            case "M119" -> {
                tx.say("Reporting endstop status");
                tx.say("x_min: open");
                tx.say("y_min: open");
                tx.say("z_min: open");
                ok("");
            }
            case "M155" -> {
                reports.temperaturesEvery((int) Math.min(60, words.number('S', 0)), now);
                ok("");
            }
            case "M220" -> {
                if (words.has('S')) moves.feedPercent((int) words.number('S', 100));
                else tx.say("FR:" + moves.feedPercent() + "%");
                ok("");
            }
            case "M221" -> {
                if (words.has('S')) flowPercent = (int) words.number('S', 100);
                else tx.say("echo:E0 Flow: " + flowPercent + "%");
                ok("");
            }
            case "M400", "M84", "M18" -> await(motion::still, () -> {});
            case "M410" -> {
                log.dropped(motion.abandon());
                ok("");
            }
            case "G10",
                    "G11",
                    "G17",
                    "G21",
                    "G80",
                    "M17",
                    "M31",
                    "M73",
                    "M75",
                    "M76",
                    "M77",
                    "M85",
                    "M108",
                    "M876",
                    "M117",
                    "M118",
                    "M201",
                    "M203",
                    "M204",
                    "M205",
                    "M302",
                    "M486",
                    "M900",
                    "T0" -> ok("");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void dwell(double seconds) {
        await(motion::still, () -> {
            double until = machineSeconds + seconds;
            await(() -> machineSeconds >= until, () -> {});
        });
    }

    private void home(Words words) {
        moves.home(words);
        await(motion::still, () -> {});
    }

    /** Source: Marlin 2.1, {@code pause.cpp} with HOST_PROMPT_SUPPORT. */
    private void changeFilament() {
        LOAD_FILAMENT.forEach(tx::say);
        changesFilament = true;
        await(Cause.PERSON, () -> false, () -> {
            changesFilament = false;
            tx.say("//action:prompt_end");
        });
    }

    /** Source: RepRapFirmware 3.5, {@code RepRap::SendAlert} to USB. */
    private void openBox(String command) {
        var box = DuetBox.of(command);
        box.says().forEach(tx::say);
        if (box.waits()) await(Cause.PERSON, () -> false, () -> {});
    }

    private void pauseForUser() {
        await(Cause.PERSON, () -> false, () -> {});
    }

    // ---- the outside

    private void stop() {
        voice.stopped().forEach(tx::say);
        halt(voice.whileStopped().isEmpty() ? Life.KILLED : Life.STOPPED);
    }

    private void halt(Life how) {
        life = how;
        heat.off();
        log.dropped(motion.abandon());
        waiting = Optional.empty();
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

    private void ok(String more) {
        if (!voice.answersFirst()) tx.answer(voice.ok(number, more));
        else if (!more.isBlank()) tx.say(more.strip());
    }

    @Override
    public byte[] takeOutput() {
        return tx.take();
    }

    @Override
    public int restMs() {
        return waiting.isPresent() || !motion.still() ? 1 : 20;
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
                    case ALIVE -> waiting.isPresent() || !motion.still() ? "busy" : "idle";
                });
        status.put("position", Map.of("X", at[0], "Y", at[1], "Z", at[2], "E", at[3]));
        status.put("temperatures", heat.status());
        status.put("fan", heat.fan());
        status.put("executed", log.count());
        status.put("working", waiting.isPresent() || !motion.still() || !ring.isEmpty() || !queue.isEmpty());
        status.put("lastLine", voice.lastLine());
        status.put("lineErrors", errors);
        status.put("bytesLost", ring.lost());
        status.put("resets", resets);
        return status;
    }
}
