// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;

/**
 * Finds a surface, an edge, a corner, or the middle of a hole or a boss with a probe: first quickly, then slowly from a short
 * way off, and away again. It sets nothing; what it returns says where a zero would be. Whatever it did not expect to touch
 * or not to touch ends it, back where it began.
 *
 * @param hand the machine
 * @param travelMm how far to look at most
 * @param feedMmPerMin of the quick way
 * @param diameterMm of the probe or tool; of no matter for a surface
 * @param watched a person says to be watching
 */
public record Probing(Hand hand, double travelMm, double feedMmPerMin, double diameterMm, boolean watched) {
    private static final double BACK_MM = 1;
    /** As far off the middle of 20 mm a way across is 0.001 mm shorter. */
    private static final double OFF_MM = 0.1;
    /** Of the quick way's speed. */
    private static final double SLOW = 0.25;
    /** Beside what is gone around. */
    private static final double BESIDE_MM = 3;

    /** After these the machine still moves. */
    private static final Set<String> MOVABLE = Set.of("no-contact", "in-the-way", "already-touching");

    /** Longest way that makes sense: what it hits after that is not what was meant. */
    public static final double LONGEST_MM = 100;

    public Probing {
        if (!(travelMm > 0 && travelMm <= LONGEST_MM))
            throw new Wrong("way", "The way must be above 0 and at most 100 mm.");
        if (!(feedMmPerMin > 0 && feedMmPerMin <= 1000))
            throw new Wrong("probeFeed", "A probe goes at most 1000 mm/min.");
        if (!(diameterMm >= 0 && diameterMm <= 50)) throw new Wrong("diameter", "A probe's diameter is 0 to 50 mm.");
    }

    /** Down onto a plate of this thickness, whose underside becomes Z 0; without one onto the surface itself. */
    public Found plate(double thicknessMm) throws Failed {
        var touched = touch("Z", -1);
        away("Z", 1);
        return new Found(Map.of("Z", touched - thicknessMm), Map.of(), epoch());
    }

    /**
     * Sideways onto an edge.
     *
     * @param direction 1 towards greater coordinates, else -1
     */
    public Found edge(String axis, int direction) throws Failed {
        double touched = touch(axis, direction);
        away(axis, -direction);
        return new Found(Map.of(axis, touched + direction * diameterMm / 2), Map.of(), epoch());
    }

    /**
     * An outer corner, from diagonally outside of it: along each side first, so far as to be safely beside it.
     *
     * @param x which way the work lies along X, 1 or -1
     * @param y the same along Y
     * @param insetMm how far from the corner the sides are touched
     */
    public Found corner(int x, int y, double insetMm) throws Failed {
        within("The distance from the corner", insetMm);
        free("Y", y * insetMm);
        double alongX = touch("X", x);
        away("X", -x);
        free("Y", -y * insetMm);
        free("X", x * insetMm);
        double alongY = touch("Y", y);
        away("Y", -y);
        free("X", -x * insetMm);
        return new Found(Map.of("X", alongX + x * diameterMm / 2, "Y", alongY + y * diameterMm / 2), Map.of(), epoch());
    }

    /** To all four sides of a hole; stands in its middle then. */
    public Found hole() throws Failed {
        return round(axis -> {
            double high = touch(axis, 1);
            away(axis, -1);
            double low = touch(axis, -1);
            return new Across((high + low) / 2, high - low + diameterMm);
        });
    }

    /** The middle along an axis, and how wide it is there. */
    private record Across(double middle, double size) {}

    private interface Way {
        Across along(String axis) throws Failed;
    }

    /**
     * Along X, then along Y through the middle of that; where it began off the middle of Y, along X once more, since it has
     * touched a shorter way across.
     */
    private Found round(Way way) throws Failed {
        var middle = new TreeMap<String, Double>();
        var size = new TreeMap<String, Double>();
        double beganY = at("Y");
        for (var axis : List.of("X", "Y", "X")) {
            boolean twice = size.containsKey(axis);
            if (twice && Math.abs(middle.get("Y") - beganY) < OFF_MM) break;
            var across = way.along(axis);
            middle.put(axis, across.middle());
            size.put(axis, across.size());
            move(axis, across.middle() - at(axis));
        }
        return new Found(middle, size, epoch());
    }

    /**
     * To all four sides of a boss, from above its middle; stands above its middle then.
     *
     * @param acrossMm about how wide it is
     * @param depthMm how far below the place where it begins the sides are touched
     */
    public Found boss(double acrossMm, double depthMm) throws Failed {
        within("The width", acrossMm);
        within("The depth", depthMm);
        double out = acrossMm / 2 + diameterMm / 2 + BESIDE_MM;
        return round(axis -> {
            double low = side(axis, 1, out, depthMm);
            double high = side(axis, -1, out, depthMm);
            return new Across((high + low) / 2, high - low - diameterMm);
        });
    }

    /** Out over the edge, down beside it, in until it touches, up, and back above the middle. */
    private double side(String axis, int inwards, double out, double depthMm) throws Failed {
        double began = at(axis);
        move(axis, -inwards * out);
        free("Z", -depthMm);
        try {
            double touched = touch(axis, inwards);
            away(axis, -inwards);
            return touched;
        } finally {
            move("Z", depthMm);
            move(axis, began - at(axis));
        }
    }

    private static void within(String what, double mm) {
        if (!(mm > 0 && mm <= LONGEST_MM))
            throw new IllegalArgumentException(what + " must be above 0 and at most 100 mm.");
    }

    /** Where this axis touches, in machine coordinates; when it does not, back to where it began. */
    double touch(String axis, int direction) throws Failed {
        double began = at(axis);
        try {
            Failed.well(hand.probe(new Hand.Step(Map.of(axis, direction * travelMm), feedMmPerMin, watched)));
            away(axis, -direction);
            var slowly = Failed.well(
                    hand.probe(new Hand.Step(Map.of(axis, direction * 2 * BACK_MM), feedMmPerMin * SLOW, watched)));
            return slowly.touched().get(axis);
        } catch (Failed failed) {
            back(axis, began, failed);
            throw failed;
        }
    }

    /** A way on which nothing should be; looks for it all the same. */
    private void free(String axis, double mm) throws Failed {
        double began = at(axis);
        var done = hand.probe(new Hand.Step(Map.of(axis, mm), feedMmPerMin, watched))
                .toCompletableFuture()
                .join();
        if (done.problem()
                .filter(problem -> problem.code().equals("no-contact"))
                .isPresent()) return;
        var failed = done.problem()
                .map(Failed::new)
                .orElseGet(() -> new Failed("in-the-way", "Something is in the way along " + axis + "."));
        back(axis, began, failed);
        throw failed;
    }

    private void back(String axis, double began, Failed failed) {
        // Only where it can still move: a machine that has locked itself or is gone stays where it is.
        if (!MOVABLE.contains(failed.code())) return;
        try {
            move(axis, began - at(axis));
        } catch (Failed stuck) {
            failed.addSuppressed(stuck);
        }
    }

    private long epoch() throws Failed {
        return Failed.well(hand.locate()).epoch();
    }

    private double at(String axis) throws Failed {
        return Failed.well(hand.locate()).at().get(axis);
    }

    private void move(String axis, double mm) throws Failed {
        if (Math.abs(mm) < 0.0005) return;
        Failed.well(hand.step(new Hand.Step(Map.of(axis, mm), feedMmPerMin, watched)));
    }

    private void away(String axis, int direction) throws Failed {
        move(axis, direction * BACK_MM);
    }

    /**
     * What was found, from the machine's zero, mm.
     *
     * @param zero by axis, where the work's zero would be
     * @param size by axis, how wide a hole or a boss is there
     * @param epoch as {@link Hand.Done#epoch} when it was found
     */
    public record Found(Map<String, Double> zero, Map<String, Double> size, long epoch) {
        /**
         * Sets the zero there, wherever the machine stands by now.
         *
         * @param system the work coordinate system, counted from 1
         */
        public void set(Hand hand, int system) throws Failed {
            var now = Failed.well(hand.locate());
            if (now.epoch() != epoch)
                throw new Failed("restarted", "The machine was restarted or connected anew since. Probe once more.");
            var place = new HashMap<String, Double>();
            zero.forEach((axis, mm) -> place.put(axis, now.at().get(axis) - mm));
            Failed.well(hand.zero(system, place));
        }
    }
}
