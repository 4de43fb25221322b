// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.profile.Profile;

/**
 * Out of the way while a person changes the tool, and back to the very place: up before it goes across, across before it
 * goes down. Only where the machine knows its place. Of the session's thread.
 */
final class Parking {
    /** A line of the profile's own way to the parking place, in the machine's coordinates. */
    private static final Pattern STRAIGHT = Pattern.compile("G53 G0 ((?:[XYZ]-?\\d+(?:\\.\\d+)? ?)+)");

    private static final Pattern WORD = Pattern.compile("([XYZ])(-?\\d+(?:\\.\\d+)?)");

    private final Profile profile;
    private final Jogs jogs;
    private Optional<Map<String, Double>> left = Optional.empty();

    Parking(Profile profile, Jogs jogs) {
        this.profile = profile;
        this.jogs = jogs;
    }

    /** Remembers where the machine stands, if it knows. */
    List<Step> leave() {
        left = Optional.empty();
        if (!jogs.offered()) return List.of();
        return List.of(Jogs.atRest(), new Step.Then(c -> {
            if (jogs.knowTheWay(c)) left = Optional.of(Map.copyOf(c.seen().machinePosition()));
            return List.of();
        }));
    }

    /** To the parking place; nothing where there is none, or where the machine may not know the way. */
    List<Step> away() {
        if (!jogs.offered()) return List.of();
        return List.of(Jogs.atRest(), new Step.Then(c -> {
            if (left.isEmpty()) return List.of();
            var from = c.seen().machinePosition();
            var steps = new ArrayList<Step>();
            way().forEach(to -> steps.addAll(jogs.go(from, to)));
            return steps;
        }));
    }

    /** Where it was left. */
    Optional<Map<String, Double>> left() {
        return left;
    }

    /**
     * Back to where it was left; nothing where it was not.
     *
     * @param higherMm by how much its end would be lower there than it was, since the tool is longer now
     */
    List<Step> back(double higherMm) {
        var place = left;
        if (place.isEmpty()) return List.of();
        return List.of(Jogs.atRest(), new Step.Then(c -> {
            var from = c.seen().machinePosition();
            var across = new LinkedHashMap<>(place.get());
            across.remove("Z");
            var steps = new ArrayList<>(jogs.go(from, across));
            steps.addAll(jogs.go(from, Map.of("Z", place.get().get("Z") + higherMm)));
            return steps;
        }));
    }

    /** The places on the way; empty where it must stay. */
    private List<Map<String, Double>> way() {
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
}
