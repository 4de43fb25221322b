// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The modal state of grbl's interpreter, and how one block changes it. Positions are machine millimetres. */
final class GrblProgram {
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

    /**
     * One block, read and found valid.
     *
     * @param error grbl's code, 0 when there is none; then the rest means nothing
     * @param pathMm length of an arc, 0 for a straight move
     * @param synchronised whether all motion must be done before
     * @param changesTool M6, of those that have it
     */
    record Block(
            int error,
            GrblProgram after,
            boolean moves,
            boolean rapid,
            double[] target,
            double pathMm,
            double dwellSeconds,
            boolean synchronised,
            boolean pauses,
            boolean ends,
            boolean changesTool) {
        static Block refused(int error) {
            return new Block(
                    error,
                    new GrblProgram(GrblFlavour.PLAIN),
                    false,
                    false,
                    new double[3],
                    0,
                    0,
                    false,
                    false,
                    false,
                    false);
        }
    }

    private final GrblFlavour flavour;
    private double motion;
    private int plane = 17;
    private boolean inches;
    private boolean relative;
    private boolean inverseTime;
    private double feed;
    private double speed;
    private int spindleMode = 5;
    private int coolant = 9;
    private int tool;
    private int system;
    private double[][] systems = new double[6][3];
    private double[] shift = new double[3];
    /** How much longer the tool is, by G43.1; Z only, as grbl is built. */
    private double toolLength;
    /** What {@code $#} says of it: FluidNC's own record of it, which a reset leaves as it was. */
    private double toolLengthTold;

    private boolean awaitingPerson;
    private double[] touched = new double[3];
    private boolean contact;

    GrblProgram(GrblFlavour flavour) {
        this.flavour = flavour;
    }

    private GrblProgram copy() {
        var copy = new GrblProgram(flavour);
        copy.take(this);
        return copy;
    }

    private void take(GrblProgram other) {
        motion = other.motion;
        plane = other.plane;
        inches = other.inches;
        relative = other.relative;
        inverseTime = other.inverseTime;
        feed = other.feed;
        speed = other.speed;
        spindleMode = other.spindleMode;
        coolant = other.coolant;
        tool = other.tool;
        system = other.system;
        systems = new double[6][];
        for (int i = 0; i < 6; i++) systems[i] = other.systems[i].clone();
        shift = other.shift.clone();
        toolLength = other.toolLength;
        toolLengthTold = other.toolLengthTold;
        awaitingPerson = other.awaitingPerson;
        touched = other.touched.clone();
        contact = other.contact;
    }

    /** Whether the motion mode is one of G38. */
    boolean probes() {
        return motion > 38 && motion < 39;
    }

    /** G38.2 and G38.4 raise an alarm when nothing is touched. */
    boolean probeMustTouch() {
        return motion == 38.2 || motion == 38.4;
    }

    /** G38.4 and G38.5 go until nothing is touched any more. */
    boolean probesAway() {
        return motion > 38.35;
    }

    void probed(double[] at, boolean touchedSomething) {
        touched = at.clone();
        contact = touchedSomething;
    }

    String probeReport() {
        return "[PRB:" + axes(touched) + ":" + (contact ? 1 : 0) + "]";
    }

    /** A soft reset keeps only what is stored. */
    GrblProgram afterReset() {
        var fresh = new GrblProgram(flavour);
        for (int i = 0; i < 6; i++) fresh.systems[i] = systems[i].clone();
        // grblHAL's gc_init() takes it over; FluidNC's forgets it, but not what it says of it.
        if (flavour.keepsToolLength()) fresh.toolLength = toolLength;
        fresh.toolLengthTold = flavour.keepsToolLength() || flavour.remembersToolLength() ? toolLengthTold : 0;
        return fresh;
    }

    void apply(Block block) {
        take(block.after());
    }

    double feed() {
        return feed;
    }

    /** Revolutions per minute, or laser power; 0 when off. */
    double spindle() {
        return spindleMode == 5 ? 0 : speed;
    }

    double[] offset() {
        var sum = shift.clone();
        for (int i = 0; i < 3; i++) sum[i] += systems[system][i];
        sum[2] += toolLength;
        return sum;
    }

    boolean pausedForPerson() {
        return awaitingPerson;
    }

    void waitForPerson() {
        awaitingPerson = true;
    }

    void personSaysGo() {
        awaitingPerson = false;
    }

    String modes() {
        return String.format(
                Locale.ROOT,
                "%s G%d G%d G%d G%d G%d%s M%d M%d T%d F%.0f S%.0f",
                motion > 38 && motion < 39 ? "G" + motion : String.format(Locale.ROOT, "G%.0f", motion),
                54 + system,
                plane,
                inches ? 20 : 21,
                relative ? 91 : 90,
                inverseTime ? 93 : 94,
                flavour.tellsLengthMode() ? " G40 " + (toolLength == 0 ? "G49" : "G43.1") + " G98 G50" : "",
                spindleMode,
                coolant,
                tool,
                feed,
                speed);
    }

    List<String> offsets() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 6; i++) lines.add("[G" + (54 + i) + ":" + axes(systems[i]) + "]");
        lines.add("[G28:0.000,0.000,0.000]");
        lines.add("[G30:0.000,0.000,0.000]");
        lines.add("[G92:" + axes(shift) + "]");
        lines.add("[TLO:"
                + (flavour.eachAxis()
                        ? axes(new double[] {0, 0, toolLengthTold})
                        : String.format(Locale.ROOT, "%.3f", toolLengthTold))
                + "]");
        lines.add(probeReport());
        return lines;
    }

    private static String axes(double[] at) {
        return GrblReports.axes(at);
    }

    /** Reads one block of upper-case words without blanks and comments. */
    Block read(String text, double[] from) {
        return new Reader(copy(), from).read(text);
    }

    private static final class Reader {
        private final GrblProgram p;
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

        Reader(GrblProgram after, double[] from) {
            p = after;
            this.from = from;
        }

        Block read(String text) {
            int at = 0;
            while (at < text.length()) {
                char letter = text.charAt(at++);
                if (letter < 'A' || letter > 'Z') return Block.refused(1);
                int end = at;
                while (end < text.length() && "+-.0123456789".indexOf(text.charAt(end)) >= 0) end++;
                var number = text.substring(at, end);
                if (!number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)")) return Block.refused(2);
                int error = word(letter, Double.parseDouble(number));
                if (error != 0) return Block.refused(error);
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
                    p.motion = 80;
                    yield group(Group.MOTION);
                }

                case 40, 100, 280, 281, 300, 301, 530, 920, 921 -> {
                    nonModal = tenths;
                    boolean takesAxes = tenths == 100 || tenths == 280 || tenths == 300 || tenths == 920;
                    if (takesAxes && axisCommand) yield 24;
                    axisCommand |= takesAxes;
                    machineCoordinates = tenths == 530;
                    setsSystem = tenths == 100 || tenths == 920;
                    if (tenths == 921) p.shift = new double[3];
                    synchronised |= tenths != 530;
                    yield group(Group.NON_MODAL);
                }
                case 170, 180, 190 -> {
                    p.plane = tenths / 10;
                    yield group(Group.PLANE);
                }
                case 200, 210 -> {
                    p.inches = tenths == 200;
                    yield group(Group.UNITS);
                }
                case 900, 910 -> {
                    p.relative = tenths == 910;
                    yield group(Group.DISTANCE);
                }
                case 911 -> group(Group.ARC_DISTANCE);
                case 930, 940 -> {
                    p.inverseTime = tenths == 930;
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
                    p.toolLength = 0;
                    p.toolLengthTold = 0;
                    synchronised = true;
                    yield group(Group.LENGTH);
                }
                case 540, 550, 560, 570, 580, 590 -> {
                    p.system = tenths / 10 - 54;
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
            p.motion = code;
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
                    synchronised |= p.spindleMode != code;
                    p.spindleMode = code;
                    yield group(Group.SPINDLE);
                }
                case 6 -> {
                    if (!p.flavour.knowsToolChange()) yield 20;
                    changesTool = true;
                    synchronised = true;
                    p.spindleMode = 5;
                    p.coolant = 9;
                    yield group(Group.TOOL);
                }
                case 8, 9 -> {
                    synchronised |= p.coolant != code;
                    p.coolant = code;
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

        private Block finish() {
            double unit = p.inches ? INCH : 1;
            boolean axes = has('X') || has('Y') || has('Z');
            boolean moves = axes && !setsSystem && (nonModal == 0 || machineCoordinates);
            if (has('F')) p.feed = p.inverseTime ? value('F') : value('F') * unit;
            if (has('S')) {
                if (p.spindleMode != 5 && p.speed != value('S')) synchronised = true;
                p.speed = value('S');
            }
            if (has('T')) p.tool = (int) value('T');
            if (nonModal == 40) {
                if (!has('P')) return Block.refused(28);
                return block(false, 0, value('P'));
            }
            if (setsLength) {
                // TOOL_LENGTH_OFFSET_AXIS is Z, and no other axis may stand beside it.
                if (!has('Z') || has('X') || has('Y')) return Block.refused(37);
                p.toolLength = value('Z') * unit;
                p.toolLengthTold = p.toolLength;
                return plain();
            }
            if (machineCoordinates && p.motion > 1) return Block.refused(30);
            if (moves && p.motion == 80) return Block.refused(31);
            double[] to = target(unit);
            if (setsSystem) return setSystem(unit);
            if (!moves) return has('I') || has('J') || has('K') || has('R') || has('P') ? Block.refused(36) : plain();
            if (p.motion == 0) return move(to, true, 0);
            if (p.feed == 0) return Block.refused(22);
            if (p.motion == 2 || p.motion == 3) return arc(to, unit);
            if (has('I') || has('J') || has('K') || has('R')) return Block.refused(36);
            return move(to, false, 0);
        }

        private double[] target(double unit) {
            var to = from.clone();
            var offset = p.offset();
            for (int i = 0; i < 3; i++) {
                if (!has("XYZ".charAt(i))) continue;
                double mm = value("XYZ".charAt(i)) * unit;
                to[i] = machineCoordinates ? mm : p.relative ? from[i] + mm : mm + offset[i];
            }
            return to;
        }

        private Block setSystem(double unit) {
            if (!(has('X') || has('Y') || has('Z'))) return Block.refused(26);
            int which = p.system;
            if (nonModal == 100) {
                if (!has('L') || !has('P')) return Block.refused(28);
                if (value('L') != 2 && value('L') != 20) return Block.refused(20);
                if (value('P') > 6) return Block.refused(29);
                if (value('P') > 0) which = (int) value('P') - 1;
            }
            for (int i = 0; i < 3; i++) {
                if (!has("XYZ".charAt(i))) continue;
                double mm = value("XYZ".charAt(i)) * unit;
                if (nonModal == 920) p.shift[i] = from[i] - p.systems[p.system][i] - mm - (i == 2 ? p.toolLength : 0);
                else if (value('L') == 20)
                    p.systems[which][i] = from[i] - p.shift[i] - mm - (i == 2 ? p.toolLength : 0);
                else p.systems[which][i] = mm;
            }
            return plain();
        }

        private Block arc(double[] to, double unit) {
            if (p.plane != 17) return move(to, false, 0);
            if (!has('X') && !has('Y')) return Block.refused(32);
            double i = value('I') * unit;
            double j = value('J') * unit;
            boolean clockwise = p.motion == 2;
            if (has('R')) {
                var centre = Arc.centre(from, to, value('R') * unit, clockwise);
                if (centre.length == 0) return Block.refused(34);
                i = centre[0];
                j = centre[1];
            } else {
                if (!has('I') && !has('J')) return Block.refused(35);
                double start = Math.hypot(i, j);
                double end = Math.hypot(to[0] - from[0] - i, to[1] - from[1] - j);
                if (Math.abs(start - end) > 0.5
                        || (Math.abs(start - end) > 0.005 && Math.abs(start - end) > 0.001 * start))
                    return Block.refused(33);
            }
            return move(to, false, Arc.length(from, to, i, j, clockwise));
        }

        private Block plain() {
            return block(false, 0, 0);
        }

        private Block move(double[] to, boolean rapid, double pathMm) {
            return new Block(0, p, true, rapid, to, pathMm, 0, synchronised, stops, ends, changesTool);
        }

        private Block block(boolean rapid, double pathMm, double dwell) {
            if (ends) {
                p.motion = 1;
                p.spindleMode = 5;
                p.coolant = 9;
                p.relative = false;
            }
            return new Block(0, p, false, rapid, from.clone(), pathMm, dwell, synchronised, stops, ends, changesTool);
        }
    }
}
