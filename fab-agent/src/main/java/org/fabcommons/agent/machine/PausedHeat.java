// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A paused job does not stay hot until somebody comes: its nozzles go off after a while, later bed and chamber, and before it
 * goes on all of them are as warm as they were. A spindle turns on, since it stands in the work and could not begin there;
 * that is told. Of the session's thread.
 */
final class PausedHeat {
    private static final Logger LOG = LoggerFactory.getLogger(PausedHeat.class);
    private static final Pattern NOZZLE = Pattern.compile("T\\d*");
    private static final Pattern BED = Pattern.compile("[BC]");
    private static final String COOLED = "cooled-in-pause";

    private final String key;
    private final PauseOff limits;
    private final Situation now;
    private final RunEnd runEnd;
    /** Whether somebody else looks after the nozzle. */
    private final BooleanSupplier nozzleCared;

    private long restsSinceMs = -1;
    private boolean nozzlesDone;
    private boolean bedDone;
    private boolean complained;
    private boolean warming;
    /** What was switched off, with its targets. */
    private final Map<String, Double> off = new TreeMap<>();
    /** What was hot when it came to rest. */
    private final Map<String, Double> before = new TreeMap<>();

    private Optional<Told> told = Optional.empty();

    PausedHeat(String key, PauseOff limits, Situation now, RunEnd runEnd, BooleanSupplier nozzleCared) {
        this.key = key;
        this.limits = limits;
        this.now = now;
        this.runEnd = runEnd;
        this.nozzleCared = nozzleCared;
    }

    /** What was done, for people; as long as the job rests, or is warmed again. */
    Optional<Told> told() {
        return told;
    }

    /** Another run begins, or it goes on. */
    void forget() {
        if (restsSinceMs < 0) return;
        off.clear();
        before.clear();
        anew();
        restsSinceMs = -1;
    }

    private void anew() {
        nozzlesDone = false;
        bedDone = false;
        complained = false;
        warming = false;
        told = Optional.empty();
        restsSinceMs = now.nowMs();
    }

    void look(Connection c) {
        var run = now.liveRun();
        if (run.isEmpty() || !run.get().is(Run.Phase.PAUSED)) {
            if (run.isEmpty() || run.get().is(Run.Phase.STREAMING)) forget();
            return;
        }
        if (restsSinceMs < 0) {
            anew();
            before.putAll(hot(c, true, true));
        }
        var r = run.get();
        boolean nozzles = !nozzlesDone && due(limits.nozzleS()) && !nozzleCared.getAsBoolean();
        boolean bed = !bedDone && due(limits.bedS());
        if (!nozzles && !bed) return;
        var hot = hot(c, nozzles, bed);
        if (!hot.isEmpty() && c.scripted()) return;
        if (!hot.isEmpty() && !listens(c, r)) {
            complain(r, "hot-in-pause");
            return;
        }
        nozzlesDone |= nozzles;
        bedDone |= bed;
        if (!hot.isEmpty()) cool(c, r, hot);
        else if (c.seen().shines()) complain(r, "turns-in-pause");
    }

    /** Targets by sensor. */
    private static Map<String, Double> hot(Connection c, boolean nozzles, boolean bed) {
        var hot = new TreeMap<String, Double>();
        c.seen().temperatures().forEach((sensor, one) -> {
            boolean wanted = (nozzles && NOZZLE.matcher(sensor).matches())
                    || (bed && BED.matcher(sensor).matches());
            if (wanted && one.target() > 0) hot.put(sensor, one.target());
        });
        return hot;
    }

    private boolean due(int seconds) {
        return seconds > 0 && now.nowMs() - restsSinceMs >= seconds * 1000L;
    }

    /** Whether it carries out what it is told; one that waits by itself, or for a line once more, does not. */
    static boolean listens(Connection c, Run r) {
        return c.streamer().idle() && r.held().isEmpty() && !r.stuck() && !r.pausedByMachine();
    }

    private void complain(Run r, String code) {
        if (!complained) tells(r, code, code);
        complained = true;
    }

    private void cool(Connection c, Run r, Map<String, Double> hot) {
        var steps = new ArrayList<Step>();
        hot.forEach((sensor, target) -> {
            var line = set(c, sensor, 0);
            if (c.guard().check(Source.FILE, line).isPresent()) return;
            off.put(sensor, target);
            steps.add(new Step.Hand(line, Source.FILE));
        });
        if (steps.isEmpty()) return;
        runEnd.steps(steps, RunEnd.STEPS_MS, () -> {
            if (!now.is(r)) return;
            boolean nozzle = off.keySet().stream()
                    .anyMatch(sensor -> NOZZLE.matcher(sensor).matches());
            boolean bed =
                    off.keySet().stream().anyMatch(sensor -> BED.matcher(sensor).matches());
            tells(r, COOLED, COOLED + (nozzle && bed ? "-all" : bed ? "-bed" : ""));
        });
    }

    private void tells(Run r, String reason, String code) {
        long minutes = Math.max(1, Math.round((now.nowMs() - restsSinceMs) / 60_000.0));
        var detail = Detail.of(code, minutes);
        LOG.info("{}: {}", key, detail);
        told = Optional.of(new Told(code, detail));
        r.listener().noted(reason, detail);
    }

    private static String set(Connection c, String sensor, double celsius) {
        var number = " S" + Numbers.plain(celsius);
        if (sensor.equals("B")) return "M140" + number;
        if (sensor.equals("C")) return "M141" + number;
        boolean several = c.seen().temperatures().keySet().stream()
                        .filter(one -> NOZZLE.matcher(one).matches())
                        .count()
                > 1;
        return "M104" + (several && sensor.length() > 1 ? " " + sensor : "") + number;
    }

    /**
     * Somebody goes on.
     *
     * @param then done once it is as warm as it was, with the run at rest as before
     * @return false when nothing was switched off, and nothing is done here
     */
    boolean warmsFirst(Run r, Runnable then) {
        var c = now.connection().orElseThrow();
        if (listens(c, r)) byOthers(c);
        if (off.isEmpty()) return false;
        var steps = new ArrayList<Step>();
        // The bed first: it takes longest, and the nozzle stands on the work meanwhile.
        for (boolean nozzles : List.of(false, true)) {
            var some = new TreeMap<>(off);
            some.keySet().removeIf(sensor -> NOZZLE.matcher(sensor).matches() != nozzles);
            for (var one : some.entrySet()) {
                var line = set(c, one.getKey(), one.getValue());
                var refusal = c.guard().check(Source.FILE, line);
                if (refusal.isPresent()) {
                    runEnd.fail("guard-refused", refusal.get().why());
                    return true;
                }
                steps.add(new Step.Hand(line, Source.FILE));
            }
            some.forEach((sensor, target) -> steps.addAll(Warming.until(new Heating(sensor, target, false), now)));
        }
        warming = true;
        told = Optional.of(Told.of("warms-again"));
        r.enter(Run.Phase.RESUMING);
        runEnd.steps(steps, RunEnd.MOTION_MS, () -> {
            if (!now.is(r) || !r.is(Run.Phase.RESUMING)) return;
            off.clear();
            before.clear();
            anew();
            r.enter(Run.Phase.PAUSED);
            then.run();
        });
        return true;
    }

    /** Firmwares have limits of their own, and a person may have switched it off to save power: the job needs it all the same. */
    private void byOthers(Connection c) {
        var hot = hot(c, true, true);
        before.forEach((sensor, target) -> {
            boolean cared = nozzleCared.getAsBoolean() && NOZZLE.matcher(sensor).matches();
            if (!cared && !hot.containsKey(sensor)) off.putIfAbsent(sensor, target);
        });
    }

    /** Somebody wants it to rest on while it is warmed; false when it is not. */
    boolean pause(Run r) {
        if (!warming || !r.is(Run.Phase.RESUMING)) return false;
        now.connection().orElseThrow().take(List.of(), RunEnd.STEPS_MS, failure -> {});
        anew();
        r.enter(Run.Phase.PAUSED);
        r.listener().paused();
        return true;
    }
}
