// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;

/**
 * Moves of the agent's own in the middle of a job. They are jogs, since a jog leaves alone what the file has set: units,
 * distances, the kind of motion. None begins before the one before it has come to where it was to. Source: grbl wiki,
 * "Grbl v1.1 Jogging".
 */
final class Jogs {
    /** Across the largest machine at the pace of a slow one. */
    private static final long WAY_MS = TimeUnit.MINUTES.toMillis(5);

    /** A hold, however long it is. */
    private static final long HELD_MS = TimeUnit.HOURS.toMillis(12);

    private static final double LEAST_MM = 0.001;
    /** Steps of a motor and rounding in reports. */
    private static final double TOLERANCE_MM = 0.05;

    private final Profile profile;
    private boolean brokenOff;

    Jogs(Profile profile) {
        this.profile = profile;
    }

    /** Whether the firmware has such moves. */
    boolean offered() {
        return line().filter(line -> line.startsWith("$J=")).isPresent();
    }

    /** Whether they may lead to places that are told by the machine's own coordinates. */
    boolean knowTheWay(Connection c) {
        boolean know = offered();
        for (var axis : Whereabouts.Axis.values()) know &= c.whereabouts().knows(axis);
        return know;
    }

    /** Whether one ended elsewhere than where it was to: a hold, an open door or a person's pause ends a jog for good. */
    boolean brokenOff() {
        return brokenOff;
    }

    void begin() {
        brokenOff = false;
    }

    private Optional<String> line() {
        return profile.control()
                .flatMap(control -> control.lines(Control.JOG).stream().findFirst());
    }

    /** From one place to another, both from the machine's zero; an axis that is not named stays. */
    List<Step> go(Map<String, Double> from, Map<String, Double> to) {
        var words = new ArrayList<String>();
        for (var axis : List.of("X", "Y", "Z")) {
            if (!to.containsKey(axis)) continue;
            double by = to.get(axis) - from.getOrDefault(axis, 0.0);
            if (Math.abs(by) >= LEAST_MM) words.add(axis + Numbers.plain(by));
        }
        if (words.isEmpty()) return List.of();
        var jog = line().orElseThrow()
                .replace("{move}", String.join(" ", words))
                .replace("{feed}", Numbers.plain(profile.limits().feedMaxMmPerMin()));
        return List.of(new Step.Hand(jog, Source.CONTROL), atRest(), new Step.Then(c -> {
            var at = c.seen().machinePosition();
            for (var axis : List.of("X", "Y", "Z")) {
                if (!to.containsKey(axis) || Math.abs(at.getOrDefault(axis, 0.0) - to.get(axis)) < TOLERANCE_MM)
                    continue;
                brokenOff = true;
                return List.of(new Step.Halt(Detail.of("held-on-its-way")));
            }
            return List.of();
        }));
    }

    /** From where it stands, once it stands. */
    List<Step> go(Map<String, Double> to) {
        return List.of(atRest(), new Step.Then(c -> go(c.seen().machinePosition(), to)));
    }

    /**
     * Asks for a report, and waits for one that is surely newer than what was sent last: it says where the machine has come
     * to rest. A machine that is held meanwhile has all the time.
     */
    static Step atRest() {
        return new Step.Then(begun -> {
            long reports = begun.seen().statuses();
            return List.of(
                    new Step.Shout('?'),
                    new Step.Shout('?'),
                    Step.await(
                            c -> c.seen().statuses() > reports + 1
                                    && (c.seen().in(Reply.State.IDLE)
                                            || c.seen().held()),
                            WAY_MS,
                            Detail.of("not-at-rest-on-its-way")),
                    new Step.Then(c -> c.seen().held() ? released() : List.of()));
        });
    }

    private static List<Step> released() {
        return List.of(Step.await(c -> !c.seen().held(), HELD_MS, Detail.of("held-too-long")), atRest());
    }
}
