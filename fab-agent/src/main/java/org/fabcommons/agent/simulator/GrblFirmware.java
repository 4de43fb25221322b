// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.fabcommons.profile.Profile;

/**
 * grbl 1.1h on an ATmega328P: real-time bytes picked out of the stream, a ring of 128 bytes, one answer a line, a planner
 * of 15 blocks, and the states and alarms of {@code protocol.c} and {@code report.c}. What others of its kind do
 * differently is their {@link GrblFlavour}.
 */
final class GrblFirmware implements Firmware {
    private static final long BOOTLOADER_NANOS = 250_000_000L;

    private enum State {
        BOOTING,
        IDLE,
        RUN,
        HOLD,
        DOOR,
        JOG,
        ALARM,
        CHECK,
        /** grblHAL waits for a tool. */
        TOOL,
        HUNG
    }

    /** A line that is not done yet. */
    private record Waiting(BooleanSupplier until, Runnable then) {}

    private final Profile profile;
    private final double speed;
    private final ExecutedLog log;
    private final GrblFlavour flavour;
    private final RxRing ring;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private final Motion motion;
    private final GrblSettings settings;
    private final Table table;
    private final GrblReports reports;
    private GrblProgram program;

    private State state = State.BOOTING;
    private boolean comment;
    private boolean overflow;
    private boolean statusAsked;
    private boolean resetAsked;
    private boolean mustReset;
    private Optional<Waiting> waiting = Optional.empty();
    private int answersToLose;
    private int resets;
    private int alarms;
    private int errors;
    private long now;
    private double machineSeconds;
    private long bootedAt;

    GrblFirmware(Profile profile, double speed, ExecutedLog log) {
        this(profile, speed, log, Table.EMPTY);
    }

    GrblFirmware(Profile profile, double speed, ExecutedLog log, Table table) {
        this.table = table;
        this.profile = profile;
        flavour = GrblFlavour.of(profile);
        settings = new GrblSettings(profile);
        ring = new RxRing(flavour.ringBytes());
        motion = new Motion(3, flavour.blocks(), profile);
        reports = new GrblReports(flavour, settings, motion, table);
        program = new GrblProgram(flavour);
        this.speed = speed;
        this.log = log;
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        state = State.BOOTING;
        bootedAt = now + BOOTLOADER_NANOS;
        log.dropped(motion.abandon());
        motion.place(new double[3]);
        program = new GrblProgram(flavour);
        forget();
        mustReset = false;
        statusAsked = false;
        resetAsked = false;
    }

    private void forget() {
        ring.clear();
        line.setLength(0);
        comment = false;
        overflow = false;
        waiting = Optional.empty();
        reports.restart();
    }

    private void greet() {
        say("");
        say(flavour.banner());
        if (state == State.ALARM) say(flavour.message("'$H'|'$X' to unlock"));
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (state == State.BOOTING || state == State.HUNG) return;
        for (int i = 0; i < count; i++) {
            int c = bytes[i] & 0xff;
            if (c == 0x18) resetAsked = true;
            else if (c == '?') statusAsked = true;
            else if (c == 0x85 || (c == '!' && state == State.JOG)) cancelJog();
            else if (c == 0x84) door();
            else if (c == '!') hold();
            else if (c == '~') resume();
            else if (c < 0x80) ring.put((byte) c);
            else reports.override(c);
        }
    }

    @Override
    public void advance(long nowNanos) {
        double seconds = (nowNanos - now) / 1e9 * speed;
        now = nowNanos;
        machineSeconds += seconds;
        if (state == State.BOOTING && now >= bootedAt) {
            state = State.IDLE;
            greet();
        }
        if (state == State.BOOTING || state == State.HUNG) return;
        if (resetAsked) reset();
        motion.advance(seconds);
        boolean progress = true;
        while (progress && !resetAsked) {
            settle();
            progress = runOne();
        }
        settle();
        if (statusAsked) {
            statusAsked = false;
            // After a hard or soft limit only a reset is listened to.
            if (!mustReset) report();
        }
    }

    private void settle() {
        if (state == State.IDLE && !motion.still()) state = State.RUN;
        else if ((state == State.RUN || state == State.JOG) && motion.still()) state = State.IDLE;
    }

    private void hold() {
        if (state == State.RUN || (state == State.IDLE && !motion.still())) {
            motion.hold(profile.motion().accelerationMmPerS2());
            state = State.HOLD;
        } else if (state == State.IDLE) {
            state = State.HOLD;
        }
    }

    /** {@code protocol.c}, EXEC_SAFETY_DOOR: a jog is ended for good, everything else waits; the spindle stands meanwhile. */
    private void door() {
        if (state == State.ALARM || state == State.CHECK || state == State.DOOR) return;
        if (state == State.JOG) cancelJog();
        else if (!motion.still()) motion.hold(profile.motion().accelerationMmPerS2());
        state = State.DOOR;
    }

    private boolean suspended() {
        return state == State.HOLD || state == State.DOOR || state == State.TOOL;
    }

    private void cancelJog() {
        if (state == State.JOG) log.dropped(motion.abandon());
    }

    private void resume() {
        if (state == State.HOLD || state == State.DOOR) {
            motion.release();
            state = motion.still() ? State.IDLE : State.RUN;
        } else if (state == State.TOOL) {
            state = State.IDLE;
        }
        if (program.pausedForPerson()) program.personSaysGo();
    }

    private void reset() {
        resetAsked = false;
        boolean moving = !motion.still() && !motion.atRest();
        if (moving) alarm(3);
        if (waiting.isPresent()) ok();
        boolean wasChecking = state == State.CHECK;
        log.dropped(motion.abandon());
        program = program.afterReset();
        forget();
        mustReset = false;
        if (state != State.ALARM || wasChecking) state = State.IDLE;
        greet();
    }

    private void alarm(int code) {
        alarms++;
        state = State.ALARM;
        say(flavour.alarm(code));
    }

    // ---- protocol.c

    private boolean runOne() {
        if (mustReset) {
            ring.clear();
            return false;
        }
        if (waiting.isPresent()) {
            if (!waiting.get().until().getAsBoolean()) return false;
            var done = waiting.get();
            waiting = Optional.empty();
            done.then().run();
            if (waiting.isEmpty()) ok();
            return true;
        }
        // protocol_exec_rt_suspend(): while it is held no line is read; a jog's cancel leaves nothing to be held.
        if (suspended()) return false;
        while (!ring.isEmpty()) {
            char c = ring.take();
            if (c == '\n' || c == '\r') {
                var text = line.toString();
                boolean tooLong = overflow;
                line.setLength(0);
                comment = false;
                overflow = false;
                if (tooLong) error(11);
                else take(text);
                return true;
            }
            collect(c);
        }
        return false;
    }

    private void collect(char c) {
        if (comment) {
            if (c == ')') comment = false;
        } else if (c == '(' || c == ';') {
            comment = true;
        } else if (c > ' ' && c != '/') {
            if (line.length() >= flavour.lineBytes() - 1) overflow = true;
            else line.append(Character.toUpperCase(c));
        }
    }

    private void take(String text) {
        if (text.isEmpty()) ok();
        else if (text.charAt(0) == '$') system(text);
        else if (state == State.ALARM || state == State.JOG) error(9);
        else gcode(text);
    }

    private void system(String text) {
        if (text.startsWith("$J=")) {
            if (state == State.IDLE || state == State.JOG) jog(text.substring(3));
            else error(8);
            return;
        }
        switch (text) {
            case "$" -> {
                say("[HLP:$$ $# $G $I $N $x=val $Nx=line $J=line $SLP $C $X $H ~ ! ? ctrl-x]");
                ok();
            }
            case "$G" -> {
                say("[GC:" + program.modes() + "]");
                ok();
            }
            case "$X" -> {
                if (state == State.ALARM) {
                    state = State.IDLE;
                    say(flavour.message("Caution: Unlocked"));
                }
                ok();
            }
            case "$C" -> check();
            case "$H" -> home();
            case "$$", "$I", "$#", "$N" -> {
                if (state != State.IDLE && state != State.ALARM && !text.equals("$I")) error(8);
                else {
                    information(text).forEach(this::say);
                    if (text.equals("$#")) reports.offsetNext();
                    ok();
                }
            }
            case "$EE", "$EA" -> {
                if (flavour.enumerates()) {
                    boolean alarms = text.equals("$EA");
                    flavour.codes(
                                    alarms,
                                    alarms
                                            ? profile.replies().alarms()
                                            : profile.replies().errors())
                            .forEach(this::say);
                    ok();
                } else error(3);
            }
            default -> setting(text);
        }
    }

    /** A move that leaves the modes of the program as they were. */
    private void jog(String words) {
        var block = program.read("G1" + words, motion.planned());
        if (block.error() != 0) {
            error(block.error());
        } else if (!block.moves() || !words.contains("F")) {
            error(block.moves() ? 22 : 16);
        } else {
            await(motion::hasRoom, () -> {
                motion.add(block.target(), block.after().feed());
                state = State.JOG;
            });
        }
    }

    private Iterable<String> information(String text) {
        return switch (text) {
            case "$$" -> settings.lines();
            case "$I" -> flavour.version();
            case "$N" -> List.of("$N0=", "$N1=");
            default -> program.offsets();
        };
    }

    private void setting(String text) {
        if (!text.matches("\\$\\d+=.*")) error(3);
        else if (state != State.IDLE && state != State.ALARM) error(8);
        else {
            int error = settings.set(text);
            if (error == 0) ok();
            else error(error);
        }
    }

    private void check() {
        if (state == State.CHECK) {
            say(flavour.message("Disabled"));
            ok();
            resetAsked = true;
        } else if (state == State.IDLE) {
            state = State.CHECK;
            say(flavour.message("Enabled"));
            ok();
        } else {
            error(8);
        }
    }

    private void home() {
        if (settings.number(22) == 0) error(5);
        else {
            state = State.IDLE;
            motion.addPath(new double[3], 100, 1000);
            await(motion::still, () -> {});
        }
    }

    private void await(BooleanSupplier until, Runnable then) {
        waiting = Optional.of(new Waiting(until, then));
    }

    // ---- gcode.c

    private void gcode(String text) {
        var block = program.read(text, motion.planned());
        if (block.error() != 0) {
            error(block.error());
            return;
        }
        if (state == State.CHECK) {
            program.apply(block);
            ok();
            return;
        }
        if (block.synchronised()) await(motion::still, () -> start(text, block));
        else start(text, block);
    }

    private void start(String text, GrblProgram.Block block) {
        if (block.moves()) {
            await(motion::hasRoom, () -> act(text, block));
        } else {
            act(text, block);
            if (waiting.isEmpty() && !block.synchronised()) ok();
        }
    }

    private void act(String text, GrblProgram.Block block) {
        log.add(text);
        program.apply(block);
        if (block.moves()) {
            double[] to = block.target();
            if (program.probes()) {
                probe(to);
                return;
            }
            if (settings.number(20) != 0 && beyond(to)) {
                motion.hold(profile.motion().accelerationMmPerS2());
                limit(2);
                return;
            }
            double feed = block.rapid()
                    ? profile.motion().rapidMmPerMin()
                    : Math.min(program.feed(), profile.limits().feedMaxMmPerMin());
            if (block.pathMm() > 0) motion.addPath(to, block.pathMm(), feed);
            else motion.add(to, feed);
        }
        if (block.dwellSeconds() > 0) {
            double until = machineSeconds + block.dwellSeconds();
            await(() -> machineSeconds >= until, () -> {});
        }
        if (block.pauses()) {
            program.waitForPerson();
            state = State.HOLD;
            await(() -> !program.pausedForPerson(), () -> {});
        }
        if (block.changesTool() && flavour.waitsForTool()) state = State.TOOL;
        if (block.ends()) say(flavour.message("Pgm End"));
    }

    /** {@code probe.c}, {@code motion_control.c}: straight until something is touched, or let go of, then it stands. */
    private void probe(double[] to) {
        var from = motion.planned();
        if (table.touches(from) != program.probesAway()) {
            alarm(4);
            return;
        }
        var contact = table.contact(from, to, program.probesAway());
        motion.add(contact.orElse(to), program.feed());
        await(motion::still, () -> {
            program.probed(motion.position(), contact.isPresent());
            if (contact.isEmpty() && program.probeMustTouch()) alarm(5);
            say(program.probeReport());
        });
    }

    private boolean beyond(double[] to) {
        for (int i = 0; i < 3; i++) if (to[i] > 0 || to[i] < -settings.number(130 + i)) return true;
        return false;
    }

    private void limit(int code) {
        log.dropped(motion.abandon());
        waiting = Optional.empty();
        program = program.afterReset();
        alarm(code);
        say(flavour.message("Reset to continue"));
        mustReset = true;
    }

    // ---- report.c

    private void report() {
        boolean busy = state == State.RUN || state == State.HOLD || state == State.DOOR || state == State.JOG;
        say(reports.status(stateName(), busy, program, ring.free()));
    }

    private String stateName() {
        return switch (state) {
            case HOLD -> motion.atRest() ? "Hold:0" : "Hold:1";
            // The door is closed again, or was only said to be open: it waits for the word to go on.
            case DOOR -> motion.atRest() ? "Door:0" : "Door:2";
            case IDLE -> "Idle";
            case RUN -> "Run";
            case JOG -> "Jog";
            case ALARM -> "Alarm";
            case CHECK -> "Check";
            case TOOL -> "Tool";
            case BOOTING, HUNG -> "Sleep";
        };
    }

    private void error(int code) {
        errors++;
        answer(flavour.error(code));
    }

    private void ok() {
        answer("ok");
    }

    private void answer(String text) {
        if (answersToLose > 0) answersToLose--;
        else say(text);
    }

    private void say(String text) {
        out.append(text).append("\r\n");
    }

    // ---- the outside

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> restart(nowNanos);
            case MUTE -> state = State.HUNG;
            case LOSE_OK -> answersToLose++;
            case HALT -> limit(1);
            case HANGUP, BROWN_OUT -> {}
        }
    }

    @Override
    public byte[] takeOutput() {
        var bytes = out.toString().getBytes(StandardCharsets.US_ASCII);
        out.setLength(0);
        return bytes;
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
        status.put("state", state.name().toLowerCase(Locale.ROOT));
        status.put("position", Map.of("X", at[0], "Y", at[1], "Z", at[2]));
        status.put("probe", table.touches(at));
        status.put("spindle", program.spindle());
        status.put("executed", log.count());
        status.put("working", waiting.isPresent() || !motion.still() || !ring.isEmpty());
        status.put("errors", errors);
        status.put("alarms", alarms);
        status.put("bytesLost", ring.lost());
        status.put("resets", resets);
        return status;
    }
}
