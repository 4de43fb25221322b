// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads one block and finds it valid, or why it is not. Source: grbl {@code gcode.c}, {@code gc_execute_line}. */
final class GrblBlockReader {
    private static final double INCH = 25.4;

    /** Words of one group exclude each other. */
    private enum Group {
        MOTION,
        NON_MODAL,
        PLANE,
        DISTANCE,
        ARC_DISTANCE,
        FEED_MODE,
        UNITS,
        CUTTER,
        LENGTH,
        SYSTEM,
        CONTROL,
        STOPPING,
        SPINDLE,
        COOLANT,
        TOOL
    }

    /** The modes after this block; the block changes them as it is read. */
    private final GrblModes after;

    private final double[] from;
    private final Set<Group> groups = EnumSet.noneOf(Group.class);
    private final double[] values = new double[26];
    private final boolean[] given = new boolean[26];
    private boolean axisCommand;
    private boolean setsSystem;
    private boolean setsLength;
    private boolean machineCoordinates;
    private int nonModal;
    private boolean stops;
    private boolean ends;
    private boolean synchronised;
    private boolean changesTool;

    GrblBlockReader(GrblModes before, double[] from) {
        after = before.copy();
        this.from = from;
    }

    /** @param text upper-case words without blanks and comments */
    GrblBlock read(String text) {
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter < 'A' || letter > 'Z') return GrblBlock.refused(1);
            int end = at;
            while (end < text.length() && "+-.0123456789".indexOf(text.charAt(end)) >= 0) end++;
            var number = text.substring(at, end);
            if (!number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)")) return GrblBlock.refused(2);
            int error = word(letter, Double.parseDouble(number));
            if (error != 0) return GrblBlock.refused(error);
            at = end;
        }
        return finish();
    }

    private int word(char letter, double value) {
        if (letter == 'G') return g((int) Math.round(value * 10));
        if (letter == 'M') return value == Math.rint(value) ? m((int) value) : 23;
        if ("FIJKLNPRSTXYZ".indexOf(letter) < 0) return 20;
        if (given[letter - 'A']) return 25;
        if ("FNPST".indexOf(letter) >= 0 && value < 0) return 4;
        if (letter == 'N' && value > 9_999_999) return 27;
        if (letter == 'T' && value > 255) return 38;
        given[letter - 'A'] = true;
        values[letter - 'A'] = value;
        return 0;
    }

    private int g(int tenths) {
        return switch (tenths) {
            case 0, 10, 20, 30 -> motion(tenths / 10.0);
            case 382, 383, 384, 385 -> {
                synchronised = true;
                yield motion(tenths / 10.0);
            }
            case 800 -> {
                after.motion = 80;
                yield group(Group.MOTION);
            }

            case 40, 100, 280, 281, 300, 301, 530, 920, 921 -> {
                nonModal = tenths;
                boolean takesAxes = tenths == 100 || tenths == 280 || tenths == 300 || tenths == 920;
                if (takesAxes && axisCommand) yield 24;
                axisCommand |= takesAxes;
                machineCoordinates = tenths == 530;
                setsSystem = tenths == 100 || tenths == 920;
                if (tenths == 921) after.shift = new double[3];
                synchronised |= tenths != 530 && tenths != 280 && tenths != 300;
                yield group(Group.NON_MODAL);
            }
            case 170, 180, 190 -> {
                after.plane = tenths / 10;
                yield group(Group.PLANE);
            }
            case 200, 210 -> {
                after.inches = tenths == 200;
                yield group(Group.UNITS);
            }
            case 900, 910 -> {
                after.relative = tenths == 910;
                yield group(Group.DISTANCE);
            }
            case 911 -> group(Group.ARC_DISTANCE);
            case 930, 940 -> {
                after.inverseTime = tenths == 930;
                yield group(Group.FEED_MODE);
            }
            case 400 -> group(Group.CUTTER);
            case 431 -> {
                if (axisCommand) yield 24;
                axisCommand = true;
                setsLength = true;
                synchronised = true;
                yield group(Group.LENGTH);
            }
            case 490 -> {
                after.toolLength = 0;
                after.toolLengthTold = 0;
                synchronised = true;
                yield group(Group.LENGTH);
            }
            case 540, 550, 560, 570, 580, 590 -> {
                after.system = tenths / 10 - 54;
                synchronised = true;
                yield group(Group.SYSTEM);
            }
            case 610 -> group(Group.CONTROL);
            default -> 20;
        };
    }

    private int motion(double code) {
        if (axisCommand) return 24;
        axisCommand = true;
        after.motion = code;
        return group(Group.MOTION);
    }

    private int m(int code) {
        return switch (code) {
            case 0, 1 -> {
                stops = code == 0;
                synchronised = true;
                yield group(Group.STOPPING);
            }
            case 2, 30 -> {
                ends = true;
                synchronised = true;
                yield group(Group.STOPPING);
            }
            case 3, 4, 5 -> {
                synchronised |= after.spindleMode != code;
                after.spindleMode = code;
                yield group(Group.SPINDLE);
            }
            case 6 -> {
                if (!after.flavour.knowsToolChange()) yield 20;
                changesTool = true;
                synchronised = true;
                after.spindleMode = 5;
                after.coolant = 9;
                yield group(Group.TOOL);
            }
            case 8, 9 -> {
                synchronised |= after.coolant != code;
                after.coolant = code;
                yield group(Group.COOLANT);
            }
            default -> 20;
        };
    }

    private int group(Group group) {
        return groups.add(group) ? 0 : 21;
    }

    private boolean has(char letter) {
        return given[letter - 'A'];
    }

    private double value(char letter) {
        return values[letter - 'A'];
    }

    private GrblBlock finish() {
        double unit = after.inches ? INCH : 1;
        boolean axes = has('X') || has('Y') || has('Z');
        boolean moves = axes && !setsSystem && (nonModal == 0 || machineCoordinates);
        if (has('F')) after.feed = after.inverseTime ? value('F') : value('F') * unit;
        if (has('S')) {
            if (after.spindleMode != 5 && after.speed != value('S')) synchronised = true;
            after.speed = value('S');
        }
        if (has('T')) after.tool = (int) value('T');
        if (nonModal == 40) {
            if (!has('P')) return GrblBlock.refused(28);
            return still(value('P'));
        }
        if (setsLength) {
            // TOOL_LENGTH_OFFSET_AXIS is Z, and no other axis may stand beside it.
            if (!has('Z') || has('X') || has('Y')) return GrblBlock.refused(37);
            after.toolLength = value('Z') * unit;
            after.toolLengthTold = after.toolLength;
            return still(0);
        }
        if (machineCoordinates && after.motion > 1) return GrblBlock.refused(30);
        if (moves && after.motion == 80) return GrblBlock.refused(31);
        double[] to = target(unit);
        if (nonModal == 281 || nonModal == 301) after.stored[nonModal == 281 ? 0 : 1] = from.clone();
        if (nonModal == 280 || nonModal == 300) return home(to, axes);
        if (setsSystem) return setSystem(unit);
        if (!moves) return has('I') || has('J') || has('K') || has('R') || has('P') ? GrblBlock.refused(36) : still(0);
        if (after.motion == 0) return move(to, true, 0);
        if (after.feed == 0) return GrblBlock.refused(22);
        if (after.motion == 2 || after.motion == 3) return arc(to, unit);
        if (has('I') || has('J') || has('K') || has('R')) return GrblBlock.refused(36);
        return move(to, false, 0);
    }

    private double[] target(double unit) {
        var to = from.clone();
        var offset = after.offset();
        for (int i = 0; i < 3; i++) {
            if (!has("XYZ".charAt(i))) continue;
            double mm = value("XYZ".charAt(i)) * unit;
            to[i] = machineCoordinates ? mm : after.relative ? from[i] + mm : mm + offset[i];
        }
        return to;
    }

    private GrblBlock setSystem(double unit) {
        if (!(has('X') || has('Y') || has('Z'))) return GrblBlock.refused(26);
        int which = after.system;
        if (nonModal == 100) {
            if (!has('L') || !has('P')) return GrblBlock.refused(28);
            if (value('L') != 2 && value('L') != 20) return GrblBlock.refused(20);
            if (value('P') > 6) return GrblBlock.refused(29);
            if (value('P') > 0) which = (int) value('P') - 1;
        }
        for (int i = 0; i < 3; i++) {
            if (!has("XYZ".charAt(i))) continue;
            double mm = value("XYZ".charAt(i)) * unit;
            if (nonModal == 920)
                after.shift[i] = from[i] - after.systems[after.system][i] - mm - (i == 2 ? after.toolLength : 0);
            else if (value('L') == 20)
                after.systems[which][i] = from[i] - after.shift[i] - mm - (i == 2 ? after.toolLength : 0);
            else after.systems[which][i] = mm;
        }
        return still(0);
    }

    private GrblBlock arc(double[] to, double unit) {
        if (after.plane != 17) return move(to, false, 0);
        if (!has('X') && !has('Y')) return GrblBlock.refused(32);
        double i = value('I') * unit;
        double j = value('J') * unit;
        boolean clockwise = after.motion == 2;
        if (has('R')) {
            var centre = Arc.centre(from, to, value('R') * unit, clockwise);
            if (centre.length == 0) return GrblBlock.refused(34);
            i = centre[0];
            j = centre[1];
        } else {
            if (!has('I') && !has('J')) return GrblBlock.refused(35);
            double start = Math.hypot(i, j);
            double end = Math.hypot(to[0] - from[0] - i, to[1] - from[1] - j);
            if (Math.abs(start - end) > 0.5 || (Math.abs(start - end) > 0.005 && Math.abs(start - end) > 0.001 * start))
                return GrblBlock.refused(33);
        }
        return move(to, false, Arc.length(from, to, i, j, clockwise));
    }

    /** First to the place that the axis words name, if there are any; then those axes, or all, to the stored one. */
    private GrblBlock home(double[] by, boolean axes) {
        var stored = after.stored[nonModal == 280 ? 0 : 1].clone();
        for (int i = 0; i < 3; i++) if (axes && !has("XYZ".charAt(i))) stored[i] = from[i];
        var to = axes ? by : stored;
        return new GrblBlock(
                0, after, true, true, to, 0, 0, synchronised, stops, ends, changesTool, Optional.of(stored));
    }

    private GrblBlock move(double[] to, boolean rapid, double pathMm) {
        return new GrblBlock(
                0, after, true, rapid, to, pathMm, 0, synchronised, stops, ends, changesTool, Optional.empty());
    }

    private GrblBlock still(double dwellSeconds) {
        if (ends) after.endProgram();
        return new GrblBlock(
                0,
                after,
                false,
                false,
                from.clone(),
                0,
                dwellSeconds,
                synchronised,
                stops,
                ends,
                changesTool,
                Optional.empty());
    }
}
