// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.MachineMove;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Profile;

/** Whether lines that a person typed or chose stay where the tool can go, from where it is now. */
final class Reach {
    /** Rounding in numbers, in mm. */
    private static final double TOLERANCE = 0.01;
    /** After these the machine counts from another zero than it has told. Sources: grbl 1.1 and grblHAL {@code gcode.c}. */
    private static final Pattern CHANGES_ZERO =
            Pattern.compile("G5[4-9](?:\\.[1-3])?|G10|G43(?:\\.[12])?|G49|G92\\.[1-3]");

    private final Profile profile;
    private final Connection c;

    Reach(Profile profile, Connection c) {
        this.profile = profile;
        this.c = c;
    }

    /**
     * Looks at all lines together, as they would run.
     *
     * @param watched a person watches: where nobody knows the place, only the size counts
     * @return why they must not run
     */
    Optional<Hand.Problem> refusal(List<String> lines, boolean watched) {
        var work = c.seen().position();
        var interpreter = Interpreter.unheld(profile, offset(work));
        // Where it stands now, in the program's coordinates.
        for (var start : List.of("G21", "G90", "G28", "G0" + words(work))) interpreter.step(Line.parse(0, start));
        c.whereabouts().counting().forEach(word -> interpreter.step(Line.parse(0, word)));
        int number = 0;
        int zeroChanged = 0;
        for (var text : lines) {
            number++;
            var line = Line.parse(number, text, profile.commands().text());
            if (line.fault().isPresent() || line.words().isEmpty()) continue;
            var step = interpreter.step(line);
            if (line.codes().stream().anyMatch(CHANGES_ZERO.asMatchPredicate())) zeroChanged = number;
            var past = step.machine().flatMap(machine -> refusal(text, machine));
            if (past.isPresent()) return past;
            var move = step.move();
            if (move.isEmpty()) continue;
            if (zeroChanged > 0 && !watched && !interpreter.relative())
                return problem(
                        "position-unknown",
                        "reachZero",
                        "Line %d \"%s\" counts from the zero that line %d changes. Send it after that one, when the machine"
                                + " has told its new place, or say that you watch it.",
                        number,
                        text,
                        zeroChanged);
            var problem = refusal(
                    number, text, move.get().bounds().min(), move.get().bounds().max(), watched);
            if (problem.isPresent()) return problem;
        }
        return Optional.empty();
    }

    /** Machine minus program coordinates; empty where the machine does not know its place. */
    private Optional<Point> offset(Map<String, Double> work) {
        if (c.whereabouts().known().size() < Whereabouts.Axis.values().length) return Optional.empty();
        var by = new double[3];
        for (var axis : Whereabouts.Axis.values())
            by[axis.number()] = c.whereabouts().at(axis) - work.getOrDefault(axis.name(), 0.0);
        return Optional.of(new Point(by[0], by[1], by[2]));
    }

    /** Of moves past the zero that was set. */
    private Optional<Hand.Problem> refusal(String text, MachineMove move) {
        var place = c.place(profile);
        if (place.isEmpty()) return Optional.empty();
        var trouble = place.get().against(move);
        if (trouble.isEmpty()) return Optional.empty();
        if (trouble.get() instanceof MachinePlace.Trouble.Beyond beyond)
            return problem(
                    "beyond-envelope",
                    "reachPlace",
                    "\"%s\": %s would go to %.2f, but can go from %.2f to %.2f (machine coordinates).",
                    text,
                    beyond.axis(),
                    beyond.to(),
                    beyond.from(),
                    beyond.until());
        return trouble.get() instanceof MachinePlace.Trouble.NotHomed
                ? problem(
                        "position-unknown",
                        "reachHome",
                        "\"%s\" needs to know where the machine is. Home it first.",
                        text)
                : problem(
                        "position-unknown",
                        "reachStored",
                        "\"%s\" goes to a position stored in the machine. Let it tell them first: $#.",
                        text);
    }

    private static String words(Map<String, Double> at) {
        var words = new StringBuilder();
        for (var axis : Whereabouts.Axis.values())
            words.append(' ').append(axis).append(Numbers.plain(at.getOrDefault(axis.name(), 0.0)));
        return words.toString();
    }

    private Optional<Hand.Problem> refusal(int number, String text, Point min, Point max, boolean watched) {
        for (var axis : Whereabouts.Axis.values()) {
            double low = along(min, axis);
            double high = along(max, axis);
            double here = c.seen().position().getOrDefault(axis.name(), 0.0);
            boolean moves = high - low > TOLERANCE || Math.abs(low - here) > TOLERANCE;
            if (!moves) continue;
            var control = profile.control().orElseThrow();
            if (c.whereabouts().knows(axis)) {
                double shift = c.whereabouts().at(axis) - here;
                double from = control.min(profile.envelope(), axis.number());
                double to = control.max(profile.envelope(), axis.number());
                if (low + shift < from - TOLERANCE || high + shift > to + TOLERANCE)
                    return problem(
                            "beyond-envelope",
                            "reachLine",
                            "Line %d \"%s\": %s would go to %.2f, but can go from %.2f to %.2f (machine coordinates).",
                            number,
                            text,
                            axis,
                            low + shift < from - TOLERANCE ? low + shift : high + shift,
                            from,
                            to);
            } else if (!watched) {
                return problem(
                        "position-unknown",
                        "reachUnknown",
                        "Line %d \"%s\" moves %s, and the machine does not know where it is. Home it first, or say that"
                                + " you watch it.",
                        number,
                        text,
                        axis);
            } else {
                double size =
                        control.max(profile.envelope(), axis.number()) - control.min(profile.envelope(), axis.number());
                double reach = Math.max(high, here) - Math.min(low, here);
                if (reach > size + TOLERANCE)
                    return problem(
                            "beyond-envelope",
                            "reachSize",
                            "Line %d \"%s\": %s would go %.2f mm, but this machine has %.2f mm.",
                            number,
                            text,
                            axis,
                            reach,
                            size);
            }
        }
        return Optional.empty();
    }

    private static double along(Point point, Whereabouts.Axis axis) {
        return switch (axis) {
            case X -> point.x();
            case Y -> point.y();
            case Z -> point.z();
        };
    }

    private static Optional<Hand.Problem> problem(String code, String words, String detail, Object... values) {
        return Optional.of(Hand.Problem.of(code, new Wrong(words, detail, values)));
    }
}
