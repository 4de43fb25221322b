// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import org.fabcommons.profile.Profile;

/** Blocks, carried out. Sources: grbl 1.1h, {@code gcode.c}, {@code motion_control.c}, {@code probe.c}. */
final class GrblMoves {
    private final Profile profile;
    private final GrblCore core;
    private final GrblSettings settings;
    private final Motion motion;
    private final Table table;
    private final ExecutedLog log;

    GrblMoves(Profile profile, GrblCore core, GrblSettings settings, Motion motion, Table table, ExecutedLog log) {
        this.profile = profile;
        this.core = core;
        this.settings = settings;
        this.motion = motion;
        this.table = table;
        this.log = log;
    }

    void run(String text) {
        var block = core.program().read(text, motion.planned());
        if (block.error() != 0) {
            core.error(block.error());
            return;
        }
        if (core.is(GrblState.CHECK)) {
            core.program().apply(block);
            core.ok();
            return;
        }
        if (block.synchronised()) core.await(motion::still, () -> start(text, block));
        else start(text, block);
    }

    private void start(String text, GrblBlock block) {
        if (block.moves()) {
            core.await(motion::hasRoom, () -> act(text, block));
        } else {
            act(text, block);
            if (!core.waits() && !block.synchronised()) core.ok();
        }
    }

    private void act(String text, GrblBlock block) {
        log.add(text);
        core.program().apply(block);
        if (block.moves()) {
            double[] to = block.target();
            if (core.program().modes().probes() && block.home().isEmpty()) {
                probe(to);
                return;
            }
            if (limited(to)) return;
            double feed = block.rapid()
                    ? profile.motion().rapidMmPerMin()
                    : Math.min(core.program().feed(), profile.limits().feedMaxMmPerMin());
            if (block.pathMm() > 0) motion.addPath(to, block.pathMm(), feed);
            else motion.add(to, feed);
            if (block.home().isPresent()) goHome(block.home().get());
        }
        if (block.dwellSeconds() > 0) {
            double until = core.seconds() + block.dwellSeconds();
            core.await(() -> core.seconds() >= until, () -> {});
        }
        if (block.pauses()) {
            core.program().waitForPerson();
            core.enter(GrblState.HOLD);
            core.await(() -> !core.program().pausedForPerson(), () -> {});
        }
        if (block.changesTool() && core.flavour().waitsForTool()) core.enter(GrblState.TOOL);
        if (block.ends()) core.message("Pgm End");
    }

    /** {@code gcode.c}, NON_MODAL_GO_HOME: the second of two lines, as fast as it can. */
    private void goHome(double[] to) {
        if (limited(to)) return;
        core.await(motion::hasRoom, () -> motion.add(to, profile.motion().rapidMmPerMin()));
    }

    /** {@code probe.c}, {@code motion_control.c}: straight until something is touched, or let go of, then it stands. */
    private void probe(double[] to) {
        var from = motion.planned();
        if (table.touches(from) != core.program().modes().probesAway()) {
            core.alarm(4);
            return;
        }
        var contact = table.contact(from, to, core.program().modes().probesAway());
        motion.add(contact.orElse(to), core.program().feed());
        core.await(motion::still, () -> {
            core.program().probed(motion.position(), contact.isPresent());
            if (contact.isEmpty() && core.program().modes().probeMustTouch()) core.alarm(5);
            core.say(core.program().probeReport(settings.inches()));
        });
    }

    /** With soft limits it stops rather than leave its travel. */
    private boolean limited(double[] to) {
        if (settings.number(20) == 0 || !beyond(to)) return false;
        motion.hold(profile.motion().accelerationMmPerS2());
        limit(2);
        return true;
    }

    private boolean beyond(double[] to) {
        for (int i = 0; i < 3; i++) if (to[i] > 0 || to[i] < -settings.number(130 + i)) return true;
        return false;
    }

    /** {@code $J=}: a move that leaves the modes of the program as they were. */
    void jog(String words) {
        var block = core.program().read("G1" + words, motion.planned());
        if (block.error() != 0) {
            core.error(block.error());
        } else if (!block.moves() || !words.contains("F")) {
            core.error(block.moves() ? 22 : 16);
        } else {
            core.await(motion::hasRoom, () -> {
                motion.add(block.target(), block.after().feed);
                core.enter(GrblState.JOG);
            });
        }
    }

    /** {@code $H}. */
    void home() {
        if (settings.number(22) == 0) core.error(5);
        else {
            core.enter(GrblState.IDLE);
            motion.addPath(new double[3], 100, 1000);
            core.await(motion::still, () -> {});
        }
    }

    /** A switch was hit, or would be: after that only a reset is listened to. */
    void limit(int code) {
        log.dropped(motion.abandon());
        core.endProgram();
        core.alarm(code);
        core.mustReset();
    }
}
