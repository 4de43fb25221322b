// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.fabcommons.profile.Envelope;

/** Straight moves one after another that lie on one circle as far as they have been looked at. */
final class ArcRun {
    /** Fewer moves than this stay as they are: three points lie on a circle whatever they mean. */
    private static final int FEWEST = 4;
    /** Each further move looks at all before; a longer curve becomes several arcs. */
    private static final int MOST = 100;

    private static final double SMALLEST_RADIUS_MM = 0.5;
    /** Nearly straight lines are better as they are. */
    private static final double LARGEST_RADIUS_MM = 1000;
    /** A full circle has two ends at one place, from which no firmware knows how far round is meant. */
    private static final double WIDEST_SWEEP = 1.9 * Math.PI;
    /** Sharper than this is a corner that was meant. */
    private static final double SHARPEST_TURN = Math.PI / 4;
    /** Slicers write five decimals. */
    private static final double ROUNDING_MM = 2e-5;

    private static final double SAME_FLOW = 0.02;

    /**
     * A straight move.
     *
     * @param pushed filament, millimetres; 0 where none is
     * @param absoluteE whether its E says where the extruder ends
     */
    record Segment(Line line, double fromX, double fromY, double toX, double toY, double pushed, boolean absoluteE) {
        double length() {
            return Math.hypot(toX - fromX, toY - fromY);
        }
    }

    /** Millimetres. */
    private record Circle(double x, double y, double radius) {}

    private final double tolerance;
    private final Envelope envelope;
    private final List<Segment> segments = new ArrayList<>();
    private Circle circle = new Circle(0, 0, 0);
    private boolean clockwise;
    private double length;
    private double pushed;

    ArcRun(double tolerance, Envelope envelope, Segment first) {
        this.tolerance = tolerance;
        this.envelope = envelope;
        push(first);
    }

    private void push(Segment segment) {
        segments.add(segment);
        length += segment.length();
        pushed += segment.pushed();
    }

    /** How many moves. */
    int size() {
        return segments.size();
    }

    /** Takes the move in if all of them then still lie on one circle. */
    boolean add(Segment next) {
        if (segments.size() == MOST || !goesOn(next)) return false;
        var last = segments.get(segments.size() - 1);
        push(next);
        if (segments.size() < 3 ? turnsGently(last, next) : fits()) return true;
        segments.remove(segments.size() - 1);
        length -= next.length();
        pushed -= next.pushed();
        // What has been taken back must leave the circle of those before.
        if (segments.size() >= 3) fits();
        return false;
    }

    /** At the same feed rate and power, and with as much filament for each millimetre. */
    private boolean goesOn(Segment next) {
        if (changes(next.line(), 'F') || changes(next.line(), 'S')) return false;
        if ((next.pushed() > 0) != (pushed > 0) || next.pushed() < 0) return false;
        double expected = pushed / length * next.length();
        return Math.abs(next.pushed() - expected) <= ROUNDING_MM + SAME_FLOW * Math.abs(expected);
    }

    private boolean changes(Line line, char letter) {
        var value = line.value(letter);
        if (value.isEmpty()) return false;
        var before = OptionalDouble.empty();
        for (var segment : segments) {
            var said = segment.line().value(letter);
            if (said.isPresent()) before = said;
        }
        return before.isEmpty() || before.getAsDouble() != value.getAsDouble();
    }

    private static boolean turnsGently(Segment a, Segment b) {
        double turn = Math.atan2(b.toY() - b.fromY(), b.toX() - b.fromX())
                - Math.atan2(a.toY() - a.fromY(), a.toX() - a.fromX());
        return Math.abs(Math.IEEEremainder(turn, 2 * Math.PI)) <= SHARPEST_TURN;
    }

    private boolean fits() {
        var first = segments.get(0);
        var middle = segments.get(segments.size() / 2);
        var last = segments.get(segments.size() - 1);
        double ax = middle.fromX() - first.fromX();
        double ay = middle.fromY() - first.fromY();
        double bx = last.toX() - first.fromX();
        double by = last.toY() - first.fromY();
        double cross = ax * by - ay * bx;
        if (Math.abs(cross) < 1e-9) return false;
        double a2 = ax * ax + ay * ay;
        double b2 = bx * bx + by * by;
        double x = first.fromX() + (by * a2 - ay * b2) / (2 * cross);
        double y = first.fromY() + (ax * b2 - bx * a2) / (2 * cross);
        var found = new Circle(x, y, Math.hypot(first.fromX() - x, first.fromY() - y));
        if (found.radius() < SMALLEST_RADIUS_MM || found.radius() > LARGEST_RADIUS_MM) return false;
        boolean rightHanded = cross < 0;
        if (!near(found, rightHanded)) return false;
        circle = found;
        clockwise = rightHanded;
        return true;
    }

    /** Whether all corners and the middles between them are near the circle, and all go round it in one direction. */
    private boolean near(Circle c, boolean rightHanded) {
        double sweep = 0;
        for (var s : segments) {
            double middle = Math.hypot((s.fromX() + s.toX()) / 2 - c.x(), (s.fromY() + s.toY()) / 2 - c.y());
            double end = Math.hypot(s.toX() - c.x(), s.toY() - c.y());
            if (Math.abs(middle - c.radius()) > tolerance || Math.abs(end - c.radius()) > tolerance) return false;
            double step =
                    Math.atan2(s.toY() - c.y(), s.toX() - c.x()) - Math.atan2(s.fromY() - c.y(), s.fromX() - c.x());
            double turn = Math.IEEEremainder(rightHanded ? -step : step, 2 * Math.PI);
            if (turn <= 0 || turn > SHARPEST_TURN) return false;
            sweep += turn;
        }
        return sweep <= WIDEST_SWEEP;
    }

    /** One arc, or the moves themselves where that would gain nothing or leave the machine's room. */
    List<Line> lines() {
        if (segments.size() < FEWEST)
            return segments.stream().map(Segment::line).toList();
        var first = segments.get(0);
        var last = segments.get(segments.size() - 1);
        var from = new double[] {first.fromX(), first.fromY(), 0};
        var to = new double[] {last.toX(), last.toY(), 0};
        var centre = new double[] {circle.x() - first.fromX(), circle.y() - first.fromY(), 0};
        var arc = Arc.of(17, clockwise, from, to, centre, OptionalDouble.empty());
        if (arc.isEmpty() || !inside(arc.get().bounds()))
            return segments.stream().map(Segment::line).toList();
        var text = new StringBuilder(clockwise ? "G2" : "G3");
        word(text, 'X', last.toX(), 3);
        word(text, 'Y', last.toY(), 3);
        word(text, 'I', centre[0], 4);
        word(text, 'J', centre[1], 4);
        if (pushed > 0)
            word(text, 'E', last.absoluteE() ? last.line().value('E').orElseThrow() : pushed, 5);
        for (char letter : new char[] {'F', 'S'}) {
            var said = first.line().value(letter);
            if (said.isPresent()) word(text, letter, said.getAsDouble(), 3);
        }
        return List.of(Line.parse(last.line().number(), text.toString()));
    }

    /**
     * The moves were found to be in the machine's room; the arc may be outside of them by the tolerance. Where only the
     * size of the stock counts, nobody could say more exactly anyway.
     */
    private boolean inside(Bounds reach) {
        return envelope.origin() == Envelope.Origin.STOCK
                || (reach.min().x() >= envelope.minX()
                        && reach.max().x() <= envelope.maxX()
                        && reach.min().y() >= envelope.minY()
                        && reach.max().y() <= envelope.maxY());
    }

    private static void word(StringBuilder text, char letter, double value, int decimals) {
        var number = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        text.append(' ').append(letter).append(number.signum() == 0 ? "0" : number.toPlainString());
    }
}
