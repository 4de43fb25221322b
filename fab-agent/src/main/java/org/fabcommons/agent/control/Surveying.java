// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;

/**
 * Probes the points of a grid, to and fro.
 *
 * @param plan the grid; its heights say nothing yet
 * @param clearanceMm how far above Z 0 of the work it travels, and how far below that it may look at most
 * @param travelFeed between the points, mm/min
 * @param probeFeed downwards, mm/min
 * @param watched a person says to be watching
 */
public record Surveying(
        HeightMap plan, double clearanceMm, double depthMm, double travelFeed, double probeFeed, boolean watched) {
    public Surveying {
        if (!(clearanceMm > 0 && clearanceMm <= 50))
            throw new Wrong("clearance", "The clearance must be above 0 and at most 50 mm.");
        if (!(depthMm > 0 && depthMm <= 20)) throw new Wrong("depth", "The depth must be above 0 and at most 20 mm.");
        if (!(probeFeed > 0 && probeFeed <= 500)) throw new Wrong("probeDown", "A probe goes down at most 500 mm/min.");
        if (!(travelFeed > 0)) throw new Wrong("feed", "The feed rate must be above 0.");
    }

    private static final double ROUNDING_MM = 0.01;

    /** A grid whose heights are still to be probed. */
    public static HeightMap plan(
            String name, double minX, double minY, double maxX, double maxY, int columns, int rows, long now) {
        if (columns < 2 || rows < 2 || (long) columns * rows > HeightMap.MOST_POINTS)
            throw new Wrong("mapPoints", "A height map has at least 2 by 2 and at most 1600 points.");
        return new HeightMap(
                name, minX, minY, maxX, maxY, columns, rows, Collections.nCopies(columns * rows, 0.0), now);
    }

    /** Goes to each point; the result comes only when all were touched. */
    public void run(Hand hand, Routines.Course course, Consumer<HeightMap> result) throws Failed {
        inside(hand.state());
        var heights = new ArrayList<>(plan.heights());
        int points = heights.size();
        double zero = 0;
        for (int i = 0; i < points; i++) {
            course.reached(i, points);
            int row = i / plan.columns();
            int along = i % plan.columns();
            int column = row % 2 == 0 ? along : plan.columns() - 1 - along;
            raise(hand);
            move(hand, Map.of("X", plan.x(column), "Y", plan.y(row)), travelFeed);
            var touched =
                    Failed.well(hand.probe(new Hand.Step(Map.of("Z", -(clearanceMm + depthMm)), probeFeed, watched)));
            double z = touched.touched().get("Z");
            if (i == 0) zero = z;
            heights.set(row * plan.columns() + column, z - zero);
        }
        raise(hand);
        result.accept(new HeightMap(
                plan.name(),
                plan.minX(),
                plan.minY(),
                plan.maxX(),
                plan.maxY(),
                plan.columns(),
                plan.rows(),
                heights,
                plan.probedAt()));
        course.reached(points, points);
    }

    /** Before anything moves: a grid that does not fit would end in its middle. */
    private void inside(Hand.State now) throws Failed {
        inside(now, "X", plan.minX(), plan.maxX());
        inside(now, "Y", plan.minY(), plan.maxY());
    }

    private static void inside(Hand.State now, String axis, double from, double to) throws Failed {
        if (!now.known().contains(axis)) return;
        double shift = now.machine().getOrDefault(axis, 0.0) - now.work().getOrDefault(axis, 0.0);
        double low = now.low().get(axis) - shift;
        double high = now.high().get(axis) - shift;
        if (from >= low - ROUNDING_MM && to <= high + ROUNDING_MM) return;
        throw new Failed(
                "beyond-envelope",
                new Wrong(
                        "mapReach",
                        "%s of the map goes from %.2f to %.2f, the tool can go from %.2f to %.2f (work coordinates).",
                        axis,
                        from,
                        to,
                        low,
                        high));
    }

    private void raise(Hand hand) throws Failed {
        move(hand, Map.of("Z", clearanceMm), travelFeed);
    }

    /** To a place in work coordinates, in steps that are allowed where nobody knows the machine's own. */
    private void move(Hand hand, Map<String, Double> to, double feed) throws Failed {
        var lines = new StringBuilder("G21 G90 G1");
        to.forEach((axis, mm) -> lines.append(String.format(Locale.ROOT, " %s%.3f", axis, mm)));
        lines.append(String.format(Locale.ROOT, " F%.0f", feed));
        Failed.well(hand.send(org.fabcommons.agent.guard.Source.MACRO, java.util.List.of(lines.toString()), watched));
    }
}
