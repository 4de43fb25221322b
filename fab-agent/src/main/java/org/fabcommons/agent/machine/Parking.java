// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;

/**
 * Out of the way while a person changes the tool, and back to the very place: up before it goes across, across before it
 * goes down. It jogs, since a jog leaves alone what the file has set: units, distances, the kind of motion. Only where the
 * machine knows its place. Source: grbl wiki, "Grbl v1.1 Jogging". Of the session's thread.
 */
final class Parking {
    /** A line of the profile's own way to the parking place, in the machine's coordinates. */
    private static final Pattern STRAIGHT = Pattern.compile("G53 G0 ((?:[XYZ]-?\\d+(?:\\.\\d+)? ?)+)");

    private static final Pattern WORD = Pattern.compile("([XYZ])(-?\\d+(?:\\.\\d+)?)");
    /** Across the largest machine at the pace of a slow one. */
    private static final long WAY_MS = TimeUnit.MINUTES.toMillis(5);

    private static final double LEAST_MM = 0.001;

    private final Profile profile;
    private Optional<Map<String, Double>> left = Optional.empty();

    Parking(Profile profile) {
        this.profile = profile;
    }

    /** To the parking place; nothing where there is none, or where the machine may not know the way. */
    List<Step> away() {
        left = Optional.empty();
        return List.of(atRest(), new Step.Then(c -> {
            var way = way(c);
            if (way.isEmpty()) return List.of();
            var from = Map.copyOf(c.seen().machinePosition());
            left = Optional.of(from);
            var steps = new ArrayList<Step>();
            way.forEach(to -> steps.addAll(go(from, to)));
            return steps;
        }));
    }

    /** Back to where it was left; nothing where it was not. */
    List<Step> back() {
        var place = left;
        left = Optional.empty();
        if (place.isEmpty()) return List.of();
        return List.of(atRest(), new Step.Then(c -> {
            var from = c.seen().machinePosition();
            var across = new LinkedHashMap<>(place.get());
            across.remove("Z");
            var steps = new ArrayList<>(go(from, across));
            steps.addAll(go(from, Map.of("Z", place.get().get("Z"))));
            return steps;
        }));
    }

    /** The places on the way; empty where it must stay. */
    private List<Map<String, Double>> way(Connection c) {
        boolean jogs = jog().filter(line -> line.startsWith("$J=")).isPresent();
        for (var axis : Whereabouts.Axis.values()) jogs &= c.whereabouts().knows(axis);
        if (!jogs) return List.of();
        var way = new ArrayList<Map<String, Double>>();
        for (var line : profile.control().orElseThrow().lines("park")) {
            var straight = STRAIGHT.matcher(line);
            if (!straight.matches()) return List.of();
            var to = new LinkedHashMap<String, Double>();
            var words = WORD.matcher(straight.group(1));
            while (words.find()) to.put(words.group(1), Double.valueOf(words.group(2)));
            way.add(to);
        }
        return way;
    }

    private Optional<String> jog() {
        return profile.control()
                .flatMap(control -> control.lines(Control.JOG).stream().findFirst());
    }

    private List<Step> go(Map<String, Double> from, Map<String, Double> to) {
        var words = new ArrayList<String>();
        for (var axis : List.of("X", "Y", "Z")) {
            if (!to.containsKey(axis)) continue;
            double by = to.get(axis) - from.getOrDefault(axis, 0.0);
            if (Math.abs(by) >= LEAST_MM) words.add(axis + Numbers.plain(by));
        }
        if (words.isEmpty()) return List.of();
        var line = jog().orElseThrow()
                .replace("{move}", String.join(" ", words))
                .replace("{feed}", Numbers.plain(profile.limits().feedMaxMmPerMin()));
        return List.of(new Step.Hand(line, Source.CONTROL), atRest());
    }

    /** Waits for a report that is surely newer than what was sent last: it says where the machine has come to rest. */
    private static Step atRest() {
        return new Step.Then(begun -> {
            long reports = begun.seen().statuses();
            return List.of(Step.await(
                    c -> c.seen().statuses() > reports + 1 && c.seen().in(Reply.State.IDLE),
                    WAY_MS,
                    "The machine did not come to rest on its way."));
        });
    }
}
