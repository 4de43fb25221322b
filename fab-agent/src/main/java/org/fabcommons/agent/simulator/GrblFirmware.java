// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fabcommons.profile.Profile;

/**
 * grbl 1.1h on an ATmega328P: real-time bytes picked out of the stream, a ring of 128 bytes, one answer a line, a planner
 * of 15 blocks, and the states and alarms of {@code protocol.c} and {@code report.c}. What others of its kind do
 * differently is their {@link GrblFlavour}.
 */
final class GrblFirmware implements Firmware {
    private static final long BOOTLOADER_NANOS = 250_000_000L;
    /** {@code [MSG:Reset to continue]} at 115200 baud. */
    private static final long WORD_NANOS = 2_300_000L;

    private final Profile profile;
    private final double speed;
    private final ExecutedLog log;
    private final GrblFlavour flavour;
    private final RxRing ring;
    private final GrblLine line;
    private final Transmitter tx = new Transmitter("\r\n");
    private final Motion motion;
    private final Table table;
    private final GrblSettings settings;
    private final GrblReports reports;
    private final GrblCore core;
    private final GrblSpindle spindle;
    private final GrblMoves moves;
    private final GrblSystem system;

    private final GrblOverrides overrides;

    private boolean statusAsked;
    /** When it has said what it says after a limit. */
    private long wordAt;

    private int resets;
    private long now;
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
        core = new GrblCore(flavour, tx);
        spindle = new GrblSpindle(core, settings, motion);
        moves = new GrblMoves(profile, core, settings, motion, table, log);
        system = new GrblSystem(core, settings, reports, moves);
        overrides = new GrblOverrides(flavour, reports);
        this.speed = speed;
        this.log = log;
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        core.restart();
        bootedAt = now + BOOTLOADER_NANOS;
        log.dropped(motion.abandon());
        motion.place(new double[3]);
        forget();
        statusAsked = false;
    }

    private void forget() {
        ring.clear();
        overrides.clear();
        line.clear();
        reports.restart();
        spindle.restart();
    }

    private void greet() {
        tx.say("");
        tx.say(flavour.banner());
        if (core.is(GrblState.ALARM)) core.message("'$H'|'$X' to unlock");
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (core.is(GrblState.BOOTING) || core.is(GrblState.HUNG)) return;
        for (int i = 0; i < count; i++) {
            int c = bytes[i] & 0xff;
            if (c == 0x18) core.askReset();
            else if (c == '?') statusAsked = true;
            else if (c == 0x85 || (c == '!' && core.is(GrblState.JOG))) cancelJog();
            else if (c == 0x84) door();
            else if (c == '!') hold();
            else if (c == '~') resume();
            else if (c == 0x9e) spindle.toggle();
            else if (c < 0x80) ring.put((byte) c);
            else overrides.take(c, now);
        }
    }

    @Override
    public void advance(long nowNanos) {
        double seconds = (nowNanos - now) / 1e9 * speed;
        now = nowNanos;
        core.pass(seconds);
        if (core.is(GrblState.BOOTING) && now >= bootedAt) {
            // main.c: with homing on nobody moves it before it is homed or unlocked.
            core.enter(settings.number(22) == 0 ? GrblState.IDLE : GrblState.ALARM);
            greet();
        }
        if (core.is(GrblState.BOOTING) || core.is(GrblState.HUNG)) return;
        if (core.owesWord()) {
            if (wordAt == 0) wordAt = now + WORD_NANOS;
            if (now < wordAt) return;
            wordAt = 0;
            core.sayTheWord();
        }
        if (core.resetAsked()) reset();
        overrides.carryOut(now);
        motion.advance(seconds);
        boolean progress = true;
        while (progress && !core.resetAsked()) {
            settle();
            progress = runOne();
        }
        settle();
        spindle.advance();
        if (statusAsked) {
            statusAsked = false;
            if (!core.onlyReset()) report();
        }
    }

    private void settle() {
        if (core.is(GrblState.IDLE) && !motion.still()) core.enter(GrblState.RUN);
        else if ((core.is(GrblState.RUN) || core.is(GrblState.JOG)) && motion.still()) core.enter(GrblState.IDLE);
    }

    private void hold() {
        if (core.is(GrblState.RUN) || (core.is(GrblState.IDLE) && !motion.still())) {
            motion.hold(profile.motion().accelerationMmPerS2());
            core.enter(GrblState.HOLD);
        } else if (core.is(GrblState.IDLE)) {
            core.enter(GrblState.HOLD);
        }
    }

    /** {@code protocol.c}, EXEC_SAFETY_DOOR: a jog is ended for good, everything else waits; the spindle stands meanwhile. */
    private void door() {
        if (core.is(GrblState.ALARM) || core.is(GrblState.CHECK) || core.is(GrblState.DOOR)) return;
        if (core.is(GrblState.JOG)) cancelJog();
        else if (!motion.still()) motion.hold(profile.motion().accelerationMmPerS2());
        core.enter(GrblState.DOOR);
    }

    private void cancelJog() {
        if (core.is(GrblState.JOG)) log.dropped(motion.abandon());
    }

    private void resume() {
        if (core.is(GrblState.HOLD) || core.is(GrblState.DOOR)) {
            motion.release();
            core.enter(motion.still() ? GrblState.IDLE : GrblState.RUN);
        } else if (core.is(GrblState.TOOL)) {
            core.enter(GrblState.IDLE);
        }
        if (core.program().pausedForPerson()) core.program().personSaysGo();
    }

    private void reset() {
        boolean moving = !motion.still() && !motion.atRest();
        if (moving) core.alarm(3);
        if (core.waits()) core.ok();
        boolean wasChecking = core.is(GrblState.CHECK);
        log.dropped(motion.abandon());
        core.reset();
        forget();
        if (!core.is(GrblState.ALARM) || wasChecking) core.enter(GrblState.IDLE);
        greet();
    }

    // ---- protocol.c

    private boolean runOne() {
        if (core.onlyReset()) {
            ring.clear();
            return false;
        }
        if (core.waits()) return core.goOn();
        if (core.state().suspended()) return false;
        var next = line.next(ring);
        next.ifPresent(whole -> {
            if (whole.tooLong()) core.error(11);
            else take(whole.text());
        });
        return next.isPresent();
    }

    private void take(String text) {
        if (text.isEmpty()) core.ok();
        else if (text.charAt(0) == '$') system.take(text);
        else if (core.is(GrblState.ALARM) || core.is(GrblState.JOG)) core.error(9);
        else moves.run(text);
    }

    // ---- report.c

    private void report() {
        var state = core.state();
        tx.say(reports.status(state.told(motion.atRest()), state.busy(), core.program(), spindle.speed(), ring.free()));
    }

    // ---- the outside

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> restart(nowNanos);
            case MUTE -> core.enter(GrblState.HUNG);
            case LOSE_OK -> tx.loseNextAnswer();
            case HALT -> moves.limit(1);
            case HANGUP, BROWN_OUT -> {}
        }
    }

    @Override
    public byte[] takeOutput() {
        return tx.take();
    }

    @Override
    public int restMs() {
        return core.waits() || core.owesWord() || overrides.pending() || !motion.still() ? 1 : 20;
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
        status.put("state", core.state().name().toLowerCase(Locale.ROOT));
        status.put("position", Map.of("X", at[0], "Y", at[1], "Z", at[2]));
        status.put("probe", table.touches(at));
        status.put("spindle", spindle.speed());
        status.put("executed", log.count());
        status.put("working", core.waits() || !motion.still() || !ring.isEmpty());
        status.put("errors", core.errors());
        status.put("alarms", core.alarms());
        status.put("bytesLost", ring.lost());
        status.put("resets", resets);
        return status;
    }
}
