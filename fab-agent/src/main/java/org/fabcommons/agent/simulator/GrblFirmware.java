// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        JOG,
        ALARM,
        CHECK,
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
    private GrblProgram program = new GrblProgram();

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
    private int offsetsIn;
    private double[] offsetTold = new double[3];
    private int overridesIn;
    private final int[] overrides = {100, 100, 100};
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
        program = new GrblProgram();
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
        offsetsIn = 0;
        overridesIn = 0;
        Arrays.fill(overrides, 100);
        motion.override(1, 1);
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
            else if (c == '!') hold();
            else if (c == '~') resume();
            else if (c < 0x80) ring.put((byte) c);
            else override(c);
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

    /** {@code config.h}: coarse steps of 10, from 10 to 200 per cent; rapids full, half, quarter. */
    private void override(int c) {
        if (flavour.words()) return;
        switch (c) {
            case 0x90 -> overrides[0] = 100;
            case 0x91 -> overrides[0] = Math.min(200, overrides[0] + 10);
            case 0x92 -> overrides[0] = Math.max(10, overrides[0] - 10);
            case 0x95 -> overrides[1] = 100;
            case 0x96 -> overrides[1] = 50;
            case 0x97 -> overrides[1] = 25;
            case 0x99 -> overrides[2] = 100;
            case 0x9a -> overrides[2] = Math.min(200, overrides[2] + 10);
            case 0x9b -> overrides[2] = Math.max(10, overrides[2] - 10);
            default -> {
                return;
            }
        }
        motion.override(overrides[0] / 100.0, overrides[1] / 100.0);
        overridesIn = 0;
    }

    private void hold() {
        if (state == State.RUN || (state == State.IDLE && !motion.still())) {
            motion.hold(profile.motion().accelerationMmPerS2());
            state = State.HOLD;
        } else if (state == State.IDLE) {
            state = State.HOLD;
        }
    }

    private void cancelJog() {
        if (state == State.JOG) log.dropped(motion.abandon());
    }

    private void resume() {
        if (state == State.HOLD) {
            motion.release();
            state = motion.still() ? State.IDLE : State.RUN;
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
        if (flavour.words()) reportInCommas();
        else reportInBars();
    }

    /** grbl 0.9: {@code <Run,MPos:1.000,0.000,0.000,WPos:1.000,0.000,0.000>}. */
    private void reportInCommas() {
        double[] at = motion.position();
        double[] offset = program.offset();
        var machine = axes(at);
        for (int i = 0; i < 3; i++) at[i] -= offset[i];
        say("<" + stateName().split(":", 2)[0] + ",MPos:" + machine + ",WPos:" + axes(at) + ">");
    }

    private String stateName() {
        return switch (state) {
            case HOLD -> motion.atRest() ? "Hold:0" : "Hold:1";
            case IDLE -> "Idle";
            case RUN -> "Run";
            case JOG -> "Jog";
            case ALARM -> "Alarm";
            case CHECK -> "Check";
            case BOOTING, HUNG -> "Sleep";
        };
    }

    private void reportInBars() {
        var text = new StringBuilder("<");
        text.append(stateName());
        int mask = (int) settings.number(10);
        double[] offset = program.offset();
        double[] at = motion.position();
        if ((mask & 1) == 0) for (int i = 0; i < 3; i++) at[i] -= offset[i];
        text.append((mask & 1) == 0 ? "|WPos:" : "|MPos:").append(axes(at));
        if ((mask & 2) != 0)
            text.append("|Bf:").append(motion.free()).append(',').append(ring.free());
        text.append(String.format(Locale.ROOT, "|FS:%.0f,%.0f", motion.feed(), program.spindle()));
        boolean busy = state == State.RUN || state == State.HOLD || state == State.JOG;
        if (table.touches(motion.position())) text.append("|Pn:P");
        // system_flag_wco_change(): what has changed is in the next report.
        if (!Arrays.equals(offset, offsetTold)) offsetsIn = 0;
        if (offsetsIn-- == 0) {
            offsetTold = offset;
            text.append("|WCO:").append(axes(offset));
            offsetsIn = busy ? 29 : 9;
            if (overridesIn == 0) overridesIn = 1;
        }
        if (overridesIn-- == 0) {
            text.append("|Ov:")
                    .append(overrides[0])
                    .append(',')
                    .append(overrides[1])
                    .append(',')
                    .append(overrides[2]);
            if (program.spindle() > 0) text.append("|A:S");
            overridesIn = busy ? 19 : 9;
        }
        say(text.append('>').toString());
    }

    private static String axes(double[] at) {
        return String.format(Locale.ROOT, "%.3f,%.3f,%.3f", at[0], at[1], at[2]);
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
