// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.HashMap;
import java.util.Map;
import org.fabcommons.agent.machine.Hand;

/**
 * Finds a surface, an edge or the middle of a hole with a probe, first quickly, then slowly from a short way off, and
 * sets the zero there.
 *
 * @param hand the machine
 * @param system the work coordinate system, counted from 1
 * @param travelMm how far to look at most
 * @param feedMmPerMin of the quick way
 * @param watched a person says to be watching
 */
public record Probing(Hand hand, int system, double travelMm, double feedMmPerMin, boolean watched) {
    private static final double BACK_MM = 1;
    /** Of the quick way's speed. */
    private static final double SLOW = 0.25;

    /** Longest way that makes sense: what it hits after that is not what was meant. */
    public static final double LONGEST_MM = 100;

    public Probing {
        if (!(travelMm > 0 && travelMm <= LONGEST_MM))
            throw new IllegalArgumentException("The way must be above 0 and at most 100 mm.");
        if (!(feedMmPerMin > 0 && feedMmPerMin <= 1000))
            throw new IllegalArgumentException("A probe goes at most 1000 mm/min.");
    }

    /** Down onto a plate of this thickness, whose underside becomes Z 0. */
    public void plate(double thicknessMm) throws Failed {
        double touched = touch("Z", -1);
        zero("Z", touched, thicknessMm);
        away("Z", 1);
    }

    /**
     * Sideways onto an edge, which becomes 0.
     *
     * @param direction 1 towards greater coordinates, else -1
     * @param diameterMm of the probe or tool
     */
    public void edge(String axis, int direction, double diameterMm) throws Failed {
        double touched = touch(axis, direction);
        zero(axis, touched, -direction * diameterMm / 2);
        away(axis, -direction);
    }

    /** To all four sides of a hole, whose middle becomes X 0, Y 0. */
    public void centre() throws Failed {
        for (var axis : new String[] {"X", "Y"}) {
            double high = touch(axis, 1);
            away(axis, -1);
            double low = touch(axis, -1);
            double middle = (high + low) / 2;
            Failed.well(hand.step(
                    new Hand.Step(Map.of(axis, middle - hand.state().machine().get(axis)), feedMmPerMin, watched)));
            zero(axis, middle, 0);
        }
    }

    /** Where this axis touches, in machine coordinates. */
    double touch(String axis, int direction) throws Failed {
        Failed.well(hand.probe(new Hand.Step(Map.of(axis, direction * travelMm), feedMmPerMin, watched)));
        away(axis, -direction);
        var slowly = Failed.well(
                hand.probe(new Hand.Step(Map.of(axis, direction * 2 * BACK_MM), feedMmPerMin * SLOW, watched)));
        return slowly.touched().get(axis);
    }

    private void away(String axis, int direction) throws Failed {
        Failed.well(hand.step(new Hand.Step(Map.of(axis, direction * BACK_MM), feedMmPerMin, watched)));
    }

    /** The machine brakes after it touches: it stands a little beyond. */
    private void zero(String axis, double touched, double value) throws Failed {
        var place = new HashMap<String, Double>();
        place.put(axis, value + hand.state().machine().getOrDefault(axis, touched) - touched);
        Failed.well(hand.zero(system, place));
    }
}
