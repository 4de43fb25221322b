// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.util.function.Consumer;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Plotter;
import org.fabcommons.profile.Profile;

/**
 * Where the tool is and what holds: follows instructions one by one. Lengths in millimetres, speeds in mm/s. Sources: HP
 * 7475A manual, chapters 3 to 5; Roland RML-1 Programming Guideline.
 */
public final class Pen {
    /** Chords stand for circles; HP's default chord angle. Degrees. */
    private static final double CHORD = 5;

    private final Plotter plotter;
    private final double fastest;
    private Point at = Point.ZERO;
    private boolean down;
    private boolean relative;
    /** The last motion was one in space ({@code Z}), with a depth of its own. */
    private boolean inSpace;

    private double speed;
    private double speedZ;
    /** Depths of the tool down and up, RML's {@code !PZ}. */
    private double downZ;

    private double upZ;
    private boolean spinning;

    public Pen(Profile profile) {
        plotter = profile.plotter().orElseThrow();
        fastest = plotter.maxSpeedMmPerS();
        reset();
    }

    /** Where the tool is. */
    public Point at() {
        return at;
    }

    /** Whether it draws or cuts. */
    public boolean down() {
        return down;
    }

    /** Whether {@code !MC} has switched the spindle on. */
    boolean spinning() {
        return spinning;
    }

    /** Speed asked for, not yet limited to what the machine does. */
    double speedMmPerS() {
        return speed;
    }

    /** What brings the tool back to where it is now, once it has been lifted; empty when it is up. */
    public String restoring() {
        if (!down) return "";
        return inSpace ? "Z" + units(at.x()) + "," + units(at.y()) + "," + units(at.z()) + ";" : "PD;";
    }

    private long units(double mm) {
        return Math.round(mm * plotter.unitsPerMm());
    }

    private void reset() {
        down = false;
        relative = false;
        inSpace = false;
        speed = fastest;
        speedZ = fastest;
        downZ = 0;
        upZ = 0;
        spinning = false;
    }

    /** Follows this instruction; one that moves nothing shows no stroke. */
    public void follow(Instruction instruction, Consumer<Stroke> strokes) {
        switch (instruction.name()) {
            case "IN", "DF" -> reset();
            case "PA", "PR" -> {
                relative = instruction.name().equals("PR");
                travel(instruction, strokes);
            }
            case "PU", "PD" -> {
                lift(instruction.name().equals("PD"), strokes);
                travel(instruction, strokes);
            }
            case "D", "M" -> {
                // Roland's mode 1: always absolute, the tool down or up.
                lift(instruction.name().equals("D"), strokes);
                boolean before = relative;
                relative = false;
                travel(instruction, strokes);
                relative = before;
            }
            case "R", "I" -> {
                lift(instruction.name().equals("I"), strokes);
                boolean before = relative;
                relative = true;
                travel(instruction, strokes);
                relative = before;
            }
            case "H", "!ZE" -> {
                lift(false, strokes);
                if (instruction.name().equals("H")) go(0, 0, at.z(), strokes);
            }
            case "Z", "!ZZ" -> space(instruction, strokes);
            case "!ZM" -> go(at.x(), at.y(), mm(instruction, 0, at.z()), strokes);
            case "!PZ" -> {
                downZ = mm(instruction, 0, downZ);
                upZ = mm(instruction, 1, upZ);
            }
            case "VS", "V", "F" ->
                speed = instruction.value(0, fastest / plotter.speedUnitMmPerS()) * plotter.speedUnitMmPerS();
            case "!VZ" ->
                speedZ = instruction.value(0, fastest / plotter.speedUnitMmPerS()) * plotter.speedUnitMmPerS();
            case "!MC" -> spinning = instruction.value(0, 1) != 0;
            case "CI" -> circle(mm(instruction, 0, 0), strokes);
            case "AA", "AR" -> arc(instruction, strokes);
            case "EA", "RA", "ER", "RR" -> rectangle(instruction, strokes);
            default -> {
                // Sets something that moves nothing.
            }
        }
    }

    private double mm(Instruction instruction, int index, double otherwise) {
        return index < instruction.values().size() ? instruction.values().get(index) / plotter.unitsPerMm() : otherwise;
    }

    private void lift(boolean toDown, Consumer<Stroke> strokes) {
        down = toDown;
        inSpace = false;
        go(at.x(), at.y(), toDown ? downZ : upZ, strokes);
    }

    private void travel(Instruction instruction, Consumer<Stroke> strokes) {
        for (int i = 0; i + 1 < instruction.values().size(); i += 2) {
            double x = mm(instruction, i, 0);
            double y = mm(instruction, i + 1, 0);
            go(relative ? at.x() + x : x, relative ? at.y() + y : y, at.z(), strokes);
        }
    }

    private void space(Instruction instruction, Consumer<Stroke> strokes) {
        boolean offset = instruction.name().equals("Z") && relative;
        double x = mm(instruction, 0, offset ? 0 : at.x());
        double y = mm(instruction, 1, offset ? 0 : at.y());
        double z = mm(instruction, 2, offset ? 0 : at.z());
        down = true;
        inSpace = true;
        go(offset ? at.x() + x : x, offset ? at.y() + y : y, offset ? at.z() + z : z, strokes);
    }

    private void go(double x, double y, double z, Consumer<Stroke> strokes) {
        var to = new Point(x, y, z);
        if (to.equals(at)) return;
        boolean onlyZ = x == at.x() && y == at.y();
        double wanted = !down ? fastest : onlyZ ? speedZ : speed;
        var stroke = new Stroke(down, at, to, Math.min(fastest, Math.max(wanted, 0.1)));
        at = to;
        strokes.accept(stroke);
    }

    /** Around where the tool is, and back there. */
    private void circle(double radius, Consumer<Stroke> strokes) {
        var centre = at;
        boolean before = down;
        go(centre.x() + radius, centre.y(), centre.z(), strokes);
        down = true;
        for (double angle = CHORD; angle <= 360; angle += CHORD)
            go(
                    centre.x() + radius * Math.cos(Math.toRadians(angle)),
                    centre.y() + radius * Math.sin(Math.toRadians(angle)),
                    centre.z(),
                    strokes);
        down = before;
        go(centre.x(), centre.y(), centre.z(), strokes);
    }

    private void arc(Instruction instruction, Consumer<Stroke> strokes) {
        boolean offset = instruction.name().equals("AR");
        double cx = mm(instruction, 0, 0) + (offset ? at.x() : 0);
        double cy = mm(instruction, 1, 0) + (offset ? at.y() : 0);
        double sweep = Math.max(-360, Math.min(360, instruction.value(2, 0)));
        double radius = Math.hypot(at.x() - cx, at.y() - cy);
        double begin = Math.atan2(at.y() - cy, at.x() - cx);
        int chords = (int) Math.ceil(Math.abs(sweep) / CHORD);
        for (int i = 1; i <= chords; i++) {
            double angle = begin + Math.toRadians(sweep) * i / chords;
            go(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle), at.z(), strokes);
        }
    }

    /** Its edge; what fills it lies within. */
    private void rectangle(Instruction instruction, Consumer<Stroke> strokes) {
        boolean offset = instruction.name().endsWith("R");
        var corner = at;
        double x = mm(instruction, 0, 0) + (offset ? corner.x() : 0);
        double y = mm(instruction, 1, 0) + (offset ? corner.y() : 0);
        boolean before = down;
        down = true;
        go(x, corner.y(), corner.z(), strokes);
        go(x, y, corner.z(), strokes);
        go(corner.x(), y, corner.z(), strokes);
        go(corner.x(), corner.y(), corner.z(), strokes);
        down = before;
    }
}
