// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.LinkedHashMap;
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

    /** A line that is not done yet. */
    private record Waiting(BooleanSupplier until, Runnable then) {}

    private final Profile profile;
    private final double speed;
    private final ExecutedLog log;
    private final GrblFlavour flavour;
    private final RxRing ring;
    private final GrblLine line;
    private final Transmitter tx = new Transmitter("\r\n");
    private final Motion motion;
    private final GrblSettings settings;
    private final Table table;
    private final GrblReports reports;
    private GrblProgram program;

    private GrblState state = GrblState.BOOTING;
    private boolean statusAsked;
    private boolean resetAsked;
    private boolean mustReset;
    private Optional<Waiting> waiting = Optional.empty();
    private int resets;
    private int alarms;
    private int errors;
    private long now;
    private double machineSeconds;
    private long bootedAt;

    GrblFirmware(Profile profile, double speed, ExecutedLog log, Table table) {
        this.table = table;
        this.profile = profile;
        flavour = GrblFlavour.of(profile);
        settings = new GrblSettings(profile);
        ring = new RxRing(flavour.ringBytes());
        line = new GrblLine(flavour.lineBytes());
        motion = new Motion(3, flavour.blocks(), profile);
        reports = new GrblReports(flavour, profile.replies(), settings, motion, table);
        program = new GrblProgram(flavour);
        this.speed = speed;
        this.log = log;
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        state = GrblState.BOOTING;
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
        line.clear();
        waiting = Optional.empty();
        reports.restart();
    }

    private void greet() {
        tx.say("");
        tx.say(flavour.banner());
        if (state == GrblState.ALARM) tx.say(flavour.message("'$H'|'$X' to unlock"));
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (state == GrblState.BOOTING || state == GrblState.HUNG) return;
        for (int i = 0; i < count; i++) {
            int c = bytes[i] & 0xff;
            if (c == 0x18) resetAsked = true;
            else if (c == '?') statusAsked = true;
            else if (c == 0x85 || (c == '!' && state == GrblState.JOG)) cancelJog();
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
        if (state == GrblState.BOOTING && now >= bootedAt) {
            state = GrblState.IDLE;
            greet();
        }
        if (state == GrblState.BOOTING || state == GrblState.HUNG) return;
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
        if (state == GrblState.IDLE && !motion.still()) state = GrblState.RUN;
        else if ((state == GrblState.RUN || state == GrblState.JOG) && motion.still()) state = GrblState.IDLE;
    }

    private void hold() {
        if (state == GrblState.RUN || (state == GrblState.IDLE && !motion.still())) {
            motion.hold(profile.motion().accelerationMmPerS2());
            state = GrblState.HOLD;
        } else if (state == GrblState.IDLE) {
            state = GrblState.HOLD;
        }
    }

    /** {@code protocol.c}, EXEC_SAFETY_DOOR: a jog is ended for good, everything else waits; the spindle stands meanwhile. */
    private void door() {
        if (state == GrblState.ALARM || state == GrblState.CHECK || state == GrblState.DOOR) return;
        if (state == GrblState.JOG) cancelJog();
        else if (!motion.still()) motion.hold(profile.motion().accelerationMmPerS2());
        state = GrblState.DOOR;
    }

    private void cancelJog() {
        if (state == GrblState.JOG) log.dropped(motion.abandon());
    }

    private void resume() {
        if (state == GrblState.HOLD || state == GrblState.DOOR) {
            motion.release();
            state = motion.still() ? GrblState.IDLE : GrblState.RUN;
        } else if (state == GrblState.TOOL) {
            state = GrblState.IDLE;
        }
        if (program.pausedForPerson()) program.personSaysGo();
    }

    private void reset() {
        resetAsked = false;
        boolean moving = !motion.still() && !motion.atRest();
        if (moving) alarm(3);
        if (waiting.isPresent()) ok();
        boolean wasChecking = state == GrblState.CHECK;
        log.dropped(motion.abandon());
        program = program.afterReset();
        forget();
        mustReset = false;
        if (state != GrblState.ALARM || wasChecking) state = GrblState.IDLE;
        greet();
    }

    private void alarm(int code) {
        alarms++;
        state = GrblState.ALARM;
        tx.say(flavour.alarm(code));
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
        if (state.suspended()) return false;
        var next = line.next(ring);
        next.ifPresent(whole -> {
            if (whole.tooLong()) error(11);
            else take(whole.text());
        });
        return next.isPresent();
    }

    private void take(String text) {
        if (text.isEmpty()) ok();
        else if (text.charAt(0) == '$') system(text);
        else if (state == GrblState.ALARM || state == GrblState.JOG) error(9);
        else gcode(text);
    }

    private void system(String text) {
        if (text.startsWith("$J=")) {
            if (state == GrblState.IDLE || state == GrblState.JOG) jog(text.substring(3));
            else error(8);
            return;
        }
        switch (text) {
            case "$X" -> {
                if (state == GrblState.ALARM) {
                    state = GrblState.IDLE;
                    tx.say(flavour.message("Caution: Unlocked"));
                }
                ok();
            }
            case "$C" -> check();
            case "$H" -> home();
            default -> {
                if (text.matches("\\$\\d+=.*")) setting(text);
                else tell(text);
            }
        }
    }

    /** A question, not a command. */
    private void tell(String question) {
        var told = reports.told(question, program);
        if (told.isEmpty()) error(3);
        else if (GrblReports.needsRest(question) && state != GrblState.IDLE && state != GrblState.ALARM) error(8);
        else {
            told.get().forEach(tx::say);
            if (question.equals("$#")) reports.offsetNext();
            ok();
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
                motion.add(block.target(), block.after().feed);
                state = GrblState.JOG;
            });
        }
    }

    private void setting(String text) {
        if (state != GrblState.IDLE && state != GrblState.ALARM) error(8);
        else {
            int error = settings.set(text);
            if (error == 0) ok();
            else error(error);
        }
    }

    private void check() {
        if (state == GrblState.CHECK) {
            tx.say(flavour.message("Disabled"));
            ok();
            resetAsked = true;
        } else if (state == GrblState.IDLE) {
            state = GrblState.CHECK;
            tx.say(flavour.message("Enabled"));
            ok();
        } else {
            error(8);
        }
    }

    private void home() {
        if (settings.number(22) == 0) error(5);
        else {
            state = GrblState.IDLE;
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
        if (state == GrblState.CHECK) {
            program.apply(block);
            ok();
            return;
        }
        if (block.synchronised()) await(motion::still, () -> start(text, block));
        else start(text, block);
    }

    private void start(String text, GrblBlock block) {
        if (block.moves()) {
            await(motion::hasRoom, () -> act(text, block));
        } else {
            act(text, block);
            if (waiting.isEmpty() && !block.synchronised()) ok();
        }
    }

    private void act(String text, GrblBlock block) {
        log.add(text);
        program.apply(block);
        if (block.moves()) {
            double[] to = block.target();
            if (program.modes().probes() && block.home().isEmpty()) {
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
            if (block.home().isPresent()) goHome(block.home().get());
        }
        if (block.dwellSeconds() > 0) {
            double until = machineSeconds + block.dwellSeconds();
            await(() -> machineSeconds >= until, () -> {});
        }
        if (block.pauses()) {
            program.waitForPerson();
            state = GrblState.HOLD;
            await(() -> !program.pausedForPerson(), () -> {});
        }
        if (block.changesTool() && flavour.waitsForTool()) state = GrblState.TOOL;
        if (block.ends()) tx.say(flavour.message("Pgm End"));
    }

    /** {@code gcode.c}, NON_MODAL_GO_HOME: the second of two lines, as fast as it can. */
    private void goHome(double[] to) {
        if (settings.number(20) != 0 && beyond(to)) {
            motion.hold(profile.motion().accelerationMmPerS2());
            limit(2);
            return;
        }
        await(motion::hasRoom, () -> motion.add(to, profile.motion().rapidMmPerMin()));
    }

    /** {@code probe.c}, {@code motion_control.c}: straight until something is touched, or let go of, then it stands. */
    private void probe(double[] to) {
        var from = motion.planned();
        if (table.touches(from) != program.modes().probesAway()) {
            alarm(4);
            return;
        }
        var contact = table.contact(from, to, program.modes().probesAway());
        motion.add(contact.orElse(to), program.feed());
        await(motion::still, () -> {
            program.probed(motion.position(), contact.isPresent());
            if (contact.isEmpty() && program.modes().probeMustTouch()) alarm(5);
            tx.say(program.probeReport());
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
        tx.say(flavour.message("Reset to continue"));
        mustReset = true;
    }

    // ---- report.c

    private void report() {
        tx.say(reports.status(state.told(motion.atRest()), state.busy(), program, ring.free()));
    }

    private void error(int code) {
        errors++;
        tx.answer(flavour.error(code));
    }

    private void ok() {
        tx.answer("ok");
    }

    // ---- the outside

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> restart(nowNanos);
            case MUTE -> state = GrblState.HUNG;
            case LOSE_OK -> tx.loseNextAnswer();
            case HALT -> limit(1);
            case HANGUP, BROWN_OUT -> {}
        }
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
