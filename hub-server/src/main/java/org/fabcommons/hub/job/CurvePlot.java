// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.fabcommons.link.Curve;
import org.fabcommons.link.CurveScale;
import org.fabcommons.link.Telemetry;

/** A job's curve as a drawing that needs no script, and the same in figures. */
public record CurvePlot(List<Curve.Moment> moments) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int RIGHT = 66;
    private static final int TOP = 12;
    private static final int BOTTOM = 28;
    private static final int COLOURS = 5;

    /**
     * A sensor in the drawing.
     *
     * @param number tells its colour
     * @param hottest and the highest target, degrees Celsius
     * @param actual pieces of a line; where the machine was away there is none
     */
    public record Sensor(
            String key,
            String kind,
            String name,
            int number,
            double hottest,
            double target,
            List<String> actual,
            List<String> wanted) {}

    /** A mark on an axis: where it is, and what it says. */
    public record Mark(double at, double value) {}

    /** A line of the table; a sensor that was not heard of is not among them. */
    public record Row(long seconds, double done, List<Cell> cells) {}

    /** A figure of the table, empty where nothing was heard. */
    public record Cell(boolean known, double actual, double target) {}

    public List<Sensor> sensors() {
        var keys = keys();
        List<Sensor> sensors = new ArrayList<>();
        long nozzles = keys.stream().filter(key -> key.startsWith("T")).count();
        for (var key : keys) {
            var kind = kind(key);
            sensors.add(new Sensor(
                    key,
                    kind.equals("nozzle") && nozzles == 1 ? "only" : kind,
                    kind.equals("nozzle") ? key.substring(1) : key,
                    sensors.size() % COLOURS,
                    most(key, Telemetry.Temperature::actual),
                    most(key, Telemetry.Temperature::target),
                    pieces(key, Telemetry.Temperature::actual, false),
                    pieces(key, Telemetry.Temperature::target, true)));
        }
        return sensors;
    }

    /** How far the file was, as pieces of a line from 0 to 100 per cent. */
    public List<String> done() {
        return pieces(moment -> moment.done() * 100, moment -> true, 100);
    }

    public List<Mark> degrees() {
        double top = top();
        double step = CurveScale.stepC(top);
        List<Mark> marks = new ArrayList<>();
        if (keys().isEmpty()) return marks;
        for (double c = 0; c <= top; c += step) marks.add(new Mark(round(y(c, top)), c));
        return marks;
    }

    public List<Mark> percents() {
        return List.of(0, 50, 100).stream()
                .map(part -> new Mark(round(y(part, 100)), part))
                .toList();
    }

    public List<Mark> times() {
        List<Mark> marks = new ArrayList<>();
        for (long at : CurveScale.times(end(), CurveScale.MOST_MARKS)) marks.add(new Mark(round(x(at)), at));
        return marks;
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (long at : CurveScale.times(end(), CurveScale.MOST_ROWS)) {
            var nearest = moments.stream()
                    .min(Comparator.comparingLong(moment -> Math.abs(moment.seconds() - at)))
                    .orElseThrow();
            if (Math.abs(nearest.seconds() - at) > gap()) continue;
            rows.add(new Row(
                    at,
                    nearest.done(),
                    keys().stream()
                            .map(key -> nearest.sensors().get(key))
                            .map(one ->
                                    one == null ? new Cell(false, 0, 0) : new Cell(true, one.actual(), one.target()))
                            .toList()));
        }
        return rows;
    }

    public int width() {
        return WIDTH;
    }

    public int height() {
        return HEIGHT;
    }

    public int left() {
        return LEFT;
    }

    public int right() {
        return WIDTH - RIGHT;
    }

    private List<String> keys() {
        return CurveScale.sensors(temperatures());
    }

    private List<Map<String, Telemetry.Temperature>> temperatures() {
        return moments.stream().map(Curve.Moment::sensors).toList();
    }

    private static String kind(String key) {
        return key.startsWith("T") ? "nozzle" : key.startsWith("B") ? "bed" : key.startsWith("C") ? "chamber" : "other";
    }

    private double most(String key, ToDoubleFunction<Telemetry.Temperature> what) {
        return moments.stream()
                .filter(moment -> moment.sensors().containsKey(key))
                .mapToDouble(moment -> what.applyAsDouble(moment.sensors().get(key)))
                .max()
                .orElse(0);
    }

    private List<String> pieces(String key, ToDoubleFunction<Telemetry.Temperature> what, boolean wanted) {
        return pieces(
                moment -> what.applyAsDouble(moment.sensors().get(key)),
                // A heater that is off wants nothing.
                moment -> moment.sensors().containsKey(key)
                        && !(wanted && moment.sensors().get(key).target() <= 0),
                top());
    }

    private List<String> pieces(ToDoubleFunction<Curve.Moment> what, Predicate<Curve.Moment> there, double top) {
        List<String> pieces = new ArrayList<>();
        var piece = new StringBuilder();
        long before = Long.MIN_VALUE / 2;
        for (var moment : moments) {
            boolean drawn = there.test(moment);
            if (!drawn || moment.seconds() - before > gap()) {
                if (!piece.isEmpty()) pieces.add(piece.toString().strip());
                piece.setLength(0);
            }
            if (!drawn) continue;
            piece.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x(moment.seconds()), y(what.applyAsDouble(moment), top)));
            before = moment.seconds();
        }
        if (!piece.isEmpty()) pieces.add(piece.toString().strip());
        return pieces;
    }

    private long end() {
        return Math.max(1, moments.get(moments.size() - 1).seconds());
    }

    private long gap() {
        return CurveScale.gapSeconds(end(), moments.size());
    }

    private double top() {
        return CurveScale.topC(temperatures());
    }

    private double x(long seconds) {
        return LEFT + (double) seconds / end() * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return TOP + (1 - Math.max(0, Math.min(1, value / top))) * (HEIGHT - TOP - BOTTOM);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
