// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Plotter;
import org.fabcommons.profile.Profile;

/**
 * HPGL and RML: what is in the machine's buffer is drawn, whatever is said after it, unless the machine can be made to
 * forget it. Sources: HP 7475A, "Interfacing and Programming Manual", chapter 10; Roland EGX-600 user manual, page 140.
 */
final class PlotterManners implements Manners {
    private static final String ASK_STATUS = "\u001b.O";
    private static final String ASK_ERROR = "\u001b.E";
    private static final String ASK_SIZE = "\u001b.L";
    private static final String ABORT = "\u001b.K";
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);
    /** For what a small buffer holds; less than the session waits for all. Milliseconds. */
    private static final long REST_MS = 20_000;

    /** Between two questions whether it stands. Milliseconds. */
    private static final long ASK_MS = 200;

    private final Profile profile;
    private final Plotter plotter;

    PlotterManners(Profile profile) {
        this.profile = profile;
        plotter = profile.plotter().orElseThrow();
    }

    @Override
    public List<Step> connect() {
        var steps = new ArrayList<Step>();
        steps.add(Step.allow(c -> false, profile.serial().quietMs()));
        steps.add(new Step.Forget());
        plotter.setUp().forEach(text -> steps.add(new Step.Aside(text)));
        if (!plotter.queries()) return steps;
        steps.add(Step.say(ASK_STATUS));
        // Reading an old error clears it.
        steps.add(Step.say(ASK_ERROR));
        // These are answered in their turn only, which may be in an hour.
        steps.add(new Step.Then(c -> c.seen().drained()
                ? Stream.of(ASK_SIZE, "OI;", "OH;").map(Step::ask).toList()
                : List.of()));
        return steps;
    }

    /** Nothing is taken back: it stands when what the machine holds has been drawn. */
    @Override
    public List<Step> pause() {
        var steps = new ArrayList<Step>();
        steps.add(Step.await(c -> c.streamer().idle(), MOTION_MS, Detail.of("not-at-rest")));
        steps.addAll(Step.say(profile.sequences().pause()));
        return steps;
    }

    @Override
    public List<Step> resume() {
        return List.of(new Step.Then(c -> {
            var steps = new ArrayList<>(Step.say(profile.sequences().resume()));
            c.streamer().restoring().map(Step::say).ifPresent(steps::add);
            return steps;
        }));
    }

    @Override
    public List<Step> finish() {
        var steps = new ArrayList<>(Step.say(profile.sequences().end()));
        profile.wire().sync().map(Step::say).ifPresent(steps::add);
        if (plotter.queries()) steps.add(Step.say(ASK_ERROR));
        steps.add(Step.await(c -> c.streamer().idle(), MOTION_MS, Detail.of("motion-did-not-end")));
        return steps;
    }

    @Override
    public List<Step> stop(Connection now) {
        return halt(profile.sequences().safeOff());
    }

    /** Past everything that waits, and without waiting itself. */
    private List<Step> tell(List<String> off) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.Then(c -> {
            c.dropUnsent();
            return List.of();
        }));
        if (plotter.abort()) {
            steps.add(new Step.Aside(ABORT));
            steps.add(new Step.Forget());
        }
        off.stream().filter(text -> !text.equals(ABORT)).forEach(text -> steps.add(new Step.Aside(text)));
        return steps;
    }

    private List<Step> halt(List<String> off) {
        var steps = new ArrayList<>(tell(off));
        if (plotter.queries()) {
            steps.addAll(untilDrained(REST_MS / ASK_MS));
        } else {
            steps.add(Step.await(c -> c.streamer().idle(), REST_MS, Detail.of("carries-out-still")));
        }
        return steps;
    }

    /** Asks again and again, for nothing tells. */
    private static List<Step> untilDrained(long times) {
        return List.of(Step.say(ASK_STATUS), new Step.Then(c -> {
            if (c.seen().drained()) return List.of();
            if (times == 0) return List.of(Step.await(drained -> false, 0, Detail.of("draws-still")));
            var steps = new ArrayList<Step>();
            steps.add(Step.allow(later -> false, ASK_MS));
            steps.addAll(untilDrained(times - 1));
            return steps;
        }));
    }

    @Override
    public List<Step> makeSafe(Connection now) {
        var steps = new ArrayList<>(Step.say(profile.sequences().safeOff()));
        steps.add(Step.allow(c -> c.streamer().idle(), REST_MS));
        return steps;
    }

    @Override
    public List<Step> emergencyStop(Connection now) {
        var off = profile.sequences().emergencyStop();
        if (plotter.queries()) return halt(off);
        var steps = new ArrayList<>(tell(off));
        // Nothing it says could tell whether it stands.
        steps.add(Step.await(c -> false, 0, Detail.of("no-stop-over-line")));
        return steps;
    }

    @Override
    public List<Step> unlock(Connection now) {
        return List.of();
    }

    @Override
    public List<String> questions(Connection now) {
        return profile.status().ask();
    }
}
