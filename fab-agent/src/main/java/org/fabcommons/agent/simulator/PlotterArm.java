// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Plotter;
import org.fabcommons.profile.Profile;

/**
 * The pen, knife or spindle of a plotter: straight ways at the speed that was set, one after the other. Units of the
 * machine and seconds of machine time. Beyond its hard clip limits it does not go.
 */
final class PlotterArm {
    private static final Set<String> SILENT = Set.of(
            "IN", "DF", "SP", "FS", "LT", "IP", "PT", "PS", "FT", "AP", "AS", "SC", "!FS", "!ST", "!NR", "!DW", "!RC");

    /** @param to X, Y, Z in units */
    private record Way(double[] to, double seconds) {}

    private final Plotter plotter;
    private final Profile profile;
    private final Deque<Way> ways = new ArrayDeque<>();
    /** Where it will be when all is done: X, Y, Z in units. */
    private final double[] planned = new double[3];

    private double[] at = new double[3];
    private double spent;
    private boolean down;
    private boolean relative;
    private double mmPerS;
    private double downZ;
    private double upZ;
    private boolean spinning;

    PlotterArm(Profile profile) {
        this.profile = profile;
        plotter = profile.plotter().orElseThrow();
        reset();
    }

    void reset() {
        ways.clear();
        System.arraycopy(at, 0, planned, 0, 3);
        spent = 0;
        defaults();
    }

    private void defaults() {
        down = false;
        relative = false;
        mmPerS = plotter.maxSpeedMmPerS();
        downZ = 0;
        upZ = 0;
        spinning = false;
    }

    boolean still() {
        return ways.isEmpty();
    }

    boolean down() {
        return down;
    }

    int spindle() {
        return spinning ? 1 : 0;
    }

    String place() {
        return String.format(Locale.ROOT, "%.0f,%.0f,%d", at[0], at[1], down ? 1 : 0);
    }

    Map<String, Object> position() {
        double scale = plotter.unitsPerMm();
        return Map.of("X", at[0] / scale, "Y", at[1] / scale, "Z", at[2] / scale);
    }

    /** Moves for so long; the seconds that were not needed. */
    double advance(double seconds) {
        double left = seconds;
        while (!ways.isEmpty() && left > 0) {
            var way = ways.peek();
            double needed = way.seconds() - spent;
            if (needed > left) {
                spent += left;
                return 0;
            }
            left -= needed;
            spent = 0;
            at = ways.remove().to();
        }
        return left;
    }

    /** Begins to carry it out; false if it does not know it. */
    boolean carryOut(String instruction) {
        int letters = 0;
        while (letters < instruction.length() && "+-.0123456789 ,".indexOf(instruction.charAt(letters)) < 0) letters++;
        var name = instruction.substring(0, letters).replace("^", "");
        double[] v;
        try {
            v = values(instruction.substring(letters).strip());
        } catch (NumberFormatException damaged) {
            return false;
        }
        switch (name) {
            case "IN", "DF" -> defaults();
            case "PA", "PR" -> {
                relative = name.equals("PR");
                list(v, relative);
            }
            case "PU", "PD" -> {
                lift(name.equals("PD"));
                list(v, relative);
            }
            case "D", "M" -> {
                lift(name.equals("D"));
                list(v, false);
            }
            case "I", "R" -> {
                lift(name.equals("I"));
                list(v, true);
            }
            case "H" -> {
                lift(false);
                go(0, 0, planned[2]);
            }
            case "Z", "!ZZ" -> {
                if (v.length < 3) return false;
                down = true;
                boolean offset = relative && name.equals("Z");
                go(
                        v[0] + (offset ? planned[0] : 0),
                        v[1] + (offset ? planned[1] : 0),
                        v[2] + (offset ? planned[2] : 0));
            }
            case "!ZM" -> go(planned[0], planned[1], v.length > 0 ? v[0] : planned[2]);
            case "!ZE" -> lift(false);
            case "!PZ" -> {
                if (v.length > 0) downZ = v[0];
                if (v.length > 1) upZ = v[1];
            }
            case "!MC" -> spinning = v.length == 0 || v[0] != 0;
            case "VS", "V", "F" -> {
                if (v.length > 0)
                    mmPerS = Math.min(plotter.maxSpeedMmPerS(), Math.max(0.1, v[0] * plotter.speedUnitMmPerS()));
            }
            case "!VZ" -> {
                // Up and down is as fast here as across.
            }
            case "CI" -> circle(v);
            case "AA", "AR", "EA", "ER", "RA", "RR" -> {
                // Drawn on the spot: the ways are what matters here.
            }
            default -> {
                return SILENT.contains(name);
            }
        }
        return true;
    }

    private static double[] values(String text) {
        if (text.isEmpty()) return new double[0];
        var parts = text.split("[ ,]+");
        var values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) values[i] = Double.parseDouble(parts[i]);
        return values;
    }

    private void lift(boolean toDown) {
        if (down != toDown) ways.add(new Way(planned.clone(), plotter.liftMs() / 1000.0));
        down = toDown;
        go(planned[0], planned[1], toDown ? downZ : upZ);
    }

    private void list(double[] v, boolean offset) {
        for (int i = 0; i + 1 < v.length; i += 2)
            go(v[i] + (offset ? planned[0] : 0), v[i + 1] + (offset ? planned[1] : 0), planned[2]);
    }

    private void circle(double[] v) {
        if (v.length == 0) return;
        double length = 2 * Math.PI * Math.abs(v[0]) / plotter.unitsPerMm();
        ways.add(new Way(planned.clone(), length / mmPerS));
    }

    private void go(double x, double y, double z) {
        var envelope = profile.envelope();
        boolean clips = envelope.origin() == Envelope.Origin.MACHINE;
        double toX = clips ? clip(x, envelope.minX(), envelope.maxX()) : x;
        double toY = clips ? clip(y, envelope.minY(), envelope.maxY()) : y;
        double mm =
                Math.sqrt(Math.pow(toX - planned[0], 2) + Math.pow(toY - planned[1], 2) + Math.pow(z - planned[2], 2))
                        / plotter.unitsPerMm();
        planned[0] = toX;
        planned[1] = toY;
        planned[2] = z;
        double v = down ? mmPerS : plotter.maxSpeedMmPerS();
        double a = profile.motion().accelerationMmPerS2();
        double seconds = v * v / a <= mm ? mm / v + v / a : 2 * Math.sqrt(mm / a);
        if (mm > 0) ways.add(new Way(planned.clone(), seconds));
    }

    private double clip(double units, double minMm, double maxMm) {
        return Math.max(minMm * plotter.unitsPerMm(), Math.min(maxMm * plotter.unitsPerMm(), units));
    }
}
