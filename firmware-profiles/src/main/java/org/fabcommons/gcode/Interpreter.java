// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * Follows a program with the modal state of the machine: units, distance mode, plane, feed rate, position. Sources: NIST
 * RS274/NGC 3; Marlin's {@code GcodeSuite}; grbl's {@code gcode.c}.
 */
public final class Interpreter {
    private static final char[] AXES = {'X', 'Y', 'Z'};
    private static final char[] CENTRE = {'I', 'J', 'K'};
    private static final double MM_PER_INCH = 25.4;
    /** Marlin's feed rate before the first F, in mm/min. */
    private static final double MARLIN_FIRST_FEED = 1500;

    private final Profile profile;
    private final boolean grbl;
    private final boolean softEnds;
    private final double[] position = new double[3];
    private final boolean[] known = new boolean[3];
    private final boolean[] homed = new boolean[3];
    /** Machine position minus the program's, set by G92. */
    private final double[] shift = new double[3];
    /**
     * Whether homing leaves that as it is: Smoothieware sets only the machine's position. Sources: Smoothieware Endstops.cpp,
     * process_home_command, and Robot.cpp, reset_axis_position; Marlin's G28 and the others' forget it.
     */
    private final boolean keepsShift;
    /** What then is added to it at homing, since G92 came before: as if the machine had stood at its zero. */
    private final double[] beforeHoming = new double[3];

    /** Axes of which the file does not tell any more where they are, since a stored or machine position was gone to. */
    private final boolean[] adrift = new boolean[3];
    /** Machine minus program coordinates, where somebody knows them. */
    private final Optional<Point> offset;

    private double extruder;
    private boolean relative;
    private boolean relativeExtruder;
    private boolean inches;
    private int plane = 17;
    private int motion = -1;
    private double feed;
    private double spindleSpeed;
    private boolean spindleOn;
    private boolean toldNotHomed;

    public Interpreter(Profile profile) {
        this(profile, profile.limits().softEnds(), Optional.empty());
    }

    /**
     * What makes true at the machine what is taken for granted of it when a file begins: another job, or a person, may
     * have left it otherwise.
     */
    public static List<String> beginning(Profile profile) {
        return switch (profile.language()) {
            case REPRAP -> {
                var lines = new ArrayList<String>();
                if (profile.commands().inches()) lines.add("G21");
                lines.addAll(List.of("M82", "G90"));
                if (keepsShift(profile) && profile.envelope().origin() == Envelope.Origin.MACHINE) lines.add("G92");
                yield List.copyOf(lines);
            }
            case GRBL, JSON -> List.of("G17 G21 G90 G94");
            case PLOTTER -> List.of();
        };
    }

    /**
     * Goes wherever it is told, also where the firmware would stop it at its own limits.
     *
     * @param offset machine minus program coordinates, where they are known
     */
    public static Interpreter unheld(Profile profile, Optional<Point> offset) {
        return new Interpreter(profile, false, offset);
    }

    private Interpreter(Profile profile, boolean softEnds, Optional<Point> offset) {
        this.profile = profile;
        this.offset = offset;
        this.softEnds = softEnds;
        this.grbl = profile.language() != Language.REPRAP;
        this.keepsShift = keepsShift(profile);
        this.feed = grbl ? 0 : MARLIN_FIRST_FEED;
        // Where the zero is on the stock, the person has put the tool to it.
        if (profile.envelope().origin() == Envelope.Origin.STOCK) for (int i = 0; i < 3; i++) known[i] = true;
    }

    private static boolean keepsShift(Profile profile) {
        return profile.family() == Family.SMOOTHIE;
    }

    public boolean spindleOn() {
        return spindleOn;
    }

    /** Millimetres of this axis (0 X, 1 Y, 2 Z) as the machine counts them, however the file shifted its own zero. */
    double at(int axis) {
        return position[axis];
    }

    /** Whether the file does not tell where this axis is, since it went to a place that only the machine knows. */
    boolean adrift(int axis) {
        return adrift[axis];
    }

    /** How far the file's own zero lies from the machine's, by G92. */
    double shift(int axis) {
        return shift[axis];
    }

    double extruder() {
        return extruder;
    }

    /** Whether axis words are ways from where it is. */
    public boolean relative() {
        return relative;
    }

    boolean relativeExtruder() {
        return relativeExtruder;
    }

    boolean inches() {
        return inches;
    }

    int plane() {
        return plane;
    }

    /** The motion that axis words alone repeat; -1 for none. */
    int motion() {
        return motion;
    }

    /** mm/min; 0 before the first. */
    double feed() {
        return feed;
    }

    double spindleSpeed() {
        return spindleSpeed;
    }

    /** What holds after the lines so far. */
    Modal modal() {
        var rest = new ArrayList<String>();
        rest.add(relative ? "G91" : "G90");
        if (!grbl) rest.add(relativeExtruder ? "M83" : "M82");
        if (spindleOn) rest.add("M3");
        return Modal.of(motion, plane, inches, rest, feed, spindleOn ? spindleSpeed : 0, Point.of(position));
    }

    /** Carries out one line. */
    public Step step(Line line) {
        var faults = EnumSet.noneOf(Step.Fault.class);
        if (line.words().isEmpty()) return nothing(line, faults);
        var codes = line.codes();
        if (!grbl && HiddenCommand.in(line, profile)) faults.add(Step.Fault.SEVERAL_COMMANDS);
        if (codes.isEmpty() && !profile.commands().modalMotion()) {
            faults.add(Step.Fault.NO_COMMAND);
            return nothing(line, faults);
        }
        // A macro that homes leaves the tool nobody knows where, but at home; there is nothing to be told of.
        for (var code : codes) toldNotHomed |= profile.commands().homes().contains(code);
        boolean homes = false;
        boolean setsPosition = false;
        boolean moves = codes.isEmpty();
        for (var code : codes) {
            switch (code) {
                case "G0", "G1", "G2", "G3" -> {
                    motion = code.charAt(1) - '0';
                    moves = true;
                }
                // Probing goes at most to its target; a spline ends there.
                case "G5", "G38.2", "G38.3", "G38.4", "G38.5" -> {
                    motion = 1;
                    moves = true;
                }
                case "G80" -> motion = -1;
                case "G17" -> plane = 17;
                case "G18" -> plane = 18;
                case "G19" -> plane = 19;
                case "G20" -> {
                    if (profile.commands().inches()) inches = true;
                    else faults.add(Step.Fault.INCHES);
                }
                case "G21" -> inches = false;
                case "G28" -> homes = !grbl;
                case "G90" -> relative = relativeExtruder = false;
                case "G91" -> relative = relativeExtruder = true;
                case "G92" -> setsPosition = true;
                case "M82" -> relativeExtruder = false;
                case "M83" -> relativeExtruder = true;
                case "M3", "M4" -> spindleOn = true;
                case "M5", "M2", "M30" -> spindleOn = false;
                default -> {
                    // Nothing that changes where the tool goes.
                }
            }
        }
        // grbl repeats the last motion for axis words beside commands that use none of them.
        if (grbl && !moves && !setsPosition && hasAxis(line) && codes.stream().allMatch(Interpreter::isAxisless))
            moves = true;
        // After a reset grbl would go there at once, and nobody has looked.
        if (moves && motion < 0 && hasAxis(line)) faults.add(Step.Fault.NO_COMMAND);
        var setFeed = feed(line, codes, moves);
        var spindle = spindle(line, codes);
        if (homes) home(line);
        if (setsPosition) setPosition(line);
        var machine = grbl ? MachineMove.of(line, scale(), motion) : Optional.<MachineMove>empty();
        Optional<Move> move = machine.isPresent()
                ? machineMove(line, machine.get(), faults)
                : moves && motion >= 0 ? move(line, faults) : Optional.empty();
        return new Step(
                line,
                move,
                dwell(line, codes),
                Heat.nozzle(line, profile),
                Heat.bed(line, profile),
                spindle,
                setFeed,
                Set.copyOf(faults),
                machine);
    }

    /** Whether a line of axis words alone is a straight move now. */
    boolean straightIsModal() {
        return profile.commands().modalMotion() && (motion == 0 || motion == 1);
    }

    /** Carries out a line that is only a straight move; the same as {@link #step}, without making an object. */
    void plain(LineScanner line, PlainMove move) {
        if (line.code() >= 0) motion = line.code();
        var values = line.values();
        int mask = line.mask();
        move.hasE = (mask & 1 << LineScanner.E) != 0;
        move.setsFeed = (mask & 1 << LineScanner.F) != 0;
        if (move.setsFeed && values[LineScanner.F] > 0) feed = values[LineScanner.F] * scale();
        // To a printer S beside a move is nothing this looks at.
        move.setsSpindle = grbl && (mask & 1 << LineScanner.S) != 0;
        if (move.setsSpindle) {
            spindleSpeed = values[LineScanner.S];
            move.spindle = spindleOn ? spindleSpeed : 0;
        }
        move.notHomed = false;
        double way = 0;
        for (int i = 0; i < 3; i++) {
            move.from[i] = position[i];
            move.to[i] = position[i];
            move.asked[i] = position[i];
            if ((mask & 1 << i) == 0) continue;
            double mm = values[i] * scale();
            move.asked[i] = relative ? position[i] + mm : mm + shift[i];
            move.to[i] = reached(i, move.asked[i]);
            if (!known[i]) {
                if (adrift[i]) {
                    found(i, move.asked[i]);
                    move.to[i] = move.asked[i] = position[i];
                } else {
                    move.notHomed |= !toldNotHomed;
                    toldNotHomed = true;
                    known[i] = true;
                }
                if (!relative) move.from[i] = move.to[i];
            }
            double along = move.to[i] - move.from[i];
            way += along * along;
            position[i] = move.to[i];
        }
        move.length = Math.sqrt(way);
        move.extruded = 0;
        if (!grbl && (mask & 1 << LineScanner.E) != 0) {
            double value = values[LineScanner.E];
            move.extruded = relativeExtruder ? value : value - extruder;
            extruder = relativeExtruder ? extruder + value : value;
        }
        move.moves = (mask & 7) != 0 || move.extruded != 0;
        move.noFeed = move.moves && motion > 0 && feed <= 0;
        move.rapid = motion == 0;
        move.feed = feed;
    }

    /** Where a firmware with software end stops lets a homed axis go. Source: Marlin 2.1, apply_motion_limits. */
    private double reached(int axis, double asked) {
        if (!homed[axis] || !softEnds) return asked;
        var envelope = profile.envelope();
        double min = axis == 0 ? envelope.minX() : axis == 1 ? envelope.minY() : envelope.minZ();
        double max = axis == 0 ? envelope.maxX() : axis == 1 ? envelope.maxY() : envelope.maxZ();
        return Math.max(min, Math.min(max, asked));
    }

    private static Step nothing(Line line, Set<Step.Fault> faults) {
        var none = OptionalDouble.empty();
        return new Step(line, Optional.empty(), 0, none, none, none, none, Set.copyOf(faults), Optional.empty());
    }

    private static boolean isAxisless(String code) {
        return code.charAt(0) != 'G'
                || !List.of("G4", "G10", "G28", "G30", "G92").contains(code);
    }

    private static boolean hasAxis(Line line) {
        return line.has('X') || line.has('Y') || line.has('Z');
    }

    private double scale() {
        return inches ? MM_PER_INCH : 1;
    }

    private OptionalDouble feed(Line line, List<String> codes, boolean moves) {
        var word = line.value('F');
        if (word.isEmpty() || (!moves && !(grbl && codes.stream().allMatch(Interpreter::isAxisless))))
            return OptionalDouble.empty();
        if (word.getAsDouble() > 0) feed = word.getAsDouble() * scale();
        return OptionalDouble.of(feed);
    }

    private OptionalDouble spindle(Line line, List<String> codes) {
        boolean turned = false;
        for (var code : codes) turned |= List.of("M3", "M4", "M5", "M2", "M30").contains(code);
        boolean set = grbl && line.has('S');
        if (set) spindleSpeed = line.value('S').orElse(0);
        if (!turned && !set) return OptionalDouble.empty();
        return OptionalDouble.of(spindleOn ? spindleSpeed : 0);
    }

    private double dwell(Line line, List<String> codes) {
        if (!codes.contains("G4")) return 0;
        // Marlin: P in milliseconds, S in seconds. grbl: P in seconds.
        if (!grbl && line.value('S').isPresent())
            return Math.max(0, line.value('S').getAsDouble());
        return Math.max(0, line.value('P').orElse(0) / (grbl ? 1 : 1000));
    }

    private void home(Line line) {
        boolean all = !hasAxis(line);
        for (int i = 0; i < 3; i++)
            if (all || line.has(AXES[i])) {
                position[i] = 0;
                shift[i] = keepsShift ? shift[i] + beforeHoming[i] : 0;
                beforeHoming[i] = 0;
                known[i] = true;
                homed[i] = true;
            }
    }

    private void setPosition(Line line) {
        // Sources: Smoothieware Robot.cpp, G92; Klipper gcode_move.py, cmd_G92: alone it takes the shift away.
        if (line.words().size() == 1 && (keepsShift || profile.family() == Family.KLIPPER)) {
            Arrays.fill(shift, 0);
            Arrays.fill(beforeHoming, 0);
        }
        for (int i = 0; i < 3; i++) {
            var value = line.value(AXES[i]);
            if (value.isEmpty()) continue;
            double mm = value.getAsDouble() * scale();
            // Of an axis that was not homed the firmware knows nothing else: it takes the value for the place itself.
            if (!known[i]) {
                position[i] = mm;
                if (keepsShift) beforeHoming[i] = -mm;
            }
            known[i] = true;
            shift[i] = position[i] - mm;
        }
        line.value('E').ifPresent(value -> extruder = value);
    }

    private Optional<Move> move(Line line, Set<Step.Fault> faults) {
        var target = position.clone();
        var asked = position.clone();
        boolean any = false;
        for (int i = 0; i < 3; i++) {
            var value = line.value(AXES[i]);
            if (value.isEmpty()) continue;
            any = true;
            double mm = value.getAsDouble() * scale();
            asked[i] = relative ? position[i] + mm : mm + shift[i];
            target[i] = reached(i, asked[i]);
            if (adrift[i]) {
                found(i, asked[i]);
                target[i] = asked[i] = position[i];
            } else if (!known[i]) {
                if (!toldNotHomed) faults.add(Step.Fault.NOT_HOMED);
                toldNotHomed = true;
                // From nowhere: the way there says nothing.
                if (!relative) position[i] = target[i];
                known[i] = true;
            }
        }
        double extruded = extruded(line);
        boolean arc = motion >= 2;
        if (!any && extruded == 0 && !(arc && (line.has('I') || line.has('J') || line.has('K'))))
            return Optional.empty();
        if (motion > 0 && feed <= 0) faults.add(Step.Fault.NO_FEED);
        var from = Point.of(position);
        var to = Point.of(target);
        double length = from.distance(to);
        var bounds = Bounds.around(from, to);
        Optional<Arc> way = Optional.empty();
        if (arc) {
            var centre = new double[3];
            boolean centred = false;
            for (int i = 0; i < 3; i++) {
                centred |= line.has(CENTRE[i]);
                centre[i] = line.value(CENTRE[i]).orElse(0) * scale();
            }
            var radius = centred || line.value('R').isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(line.value('R').getAsDouble() * scale());
            way = Arc.of(plane, motion == 2, position, target, centre, radius);
            if (way.isEmpty()) faults.add(Step.Fault.ARC);
            else {
                length = way.get().lengthMm();
                bounds = way.get().bounds();
            }
        }
        System.arraycopy(target, 0, position, 0, 3);
        return Optional.of(new Move(motion == 0, from, to, length, feed, extruded, bounds, Point.of(asked), way));
    }

    /** On its way to a place in the machine's coordinates, G28 and G30 go by one in the program's. */
    private Optional<Move> machineMove(Line line, MachineMove machine, Set<Step.Fault> faults) {
        boolean straightThere = machine.code().equals("G53");
        if (straightThere && motion == 1 && feed <= 0) faults.add(Step.Fault.NO_FEED);
        int kept = motion;
        motion = 0;
        var by = straightThere || !hasAxis(line) ? Optional.<Move>empty() : move(line, faults);
        motion = kept;
        for (int axis : machine.axes()) {
            boolean told = offset.isPresent() && machine.to().containsKey(axis);
            adrift[axis] = !told;
            known[axis] = told;
            if (told) position[axis] = machine.to().get(axis) - offset.get().axis(axis);
        }
        return by;
    }

    /** An axis that was adrift is told where to go: from there on it is known again, unless it counts from where it is. */
    private void found(int axis, double asked) {
        if (relative) return;
        adrift[axis] = false;
        known[axis] = true;
        position[axis] = asked;
    }

    private double extruded(Line line) {
        var value = line.value('E');
        if (grbl || value.isEmpty()) return 0;
        double mm = relativeExtruder ? value.getAsDouble() : value.getAsDouble() - extruder;
        extruder = relativeExtruder ? extruder + mm : value.getAsDouble();
        return mm;
    }
}
