// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * How well it is known where the tool is: an axis is known from its homing on, until the machine restarts, locks itself,
 * lets go of its motors, or is told another zero. Of the session's thread.
 */
final class Whereabouts {
    /** The axes that a person moves. */
    enum Axis {
        X(0),
        Y(1),
        Z(2);

        private final int number;

        Axis(int number) {
            this.number = number;
        }

        /** 0 for X, 1 for Y, 2 for Z, as envelopes count them. */
        int number() {
            return number;
        }
    }

    private static final Pattern FORGETS = Pattern.compile("M84|M18|G92(?![.\\d]).*[XYZ].*|G28\\.3.*");
    private static final Pattern SHIFTS = Pattern.compile("G10.*|G92.*|G5[4-9].*");
    /** Source: Smoothieware Robot.cpp, G92; homing leaves such a shift, and what the machine tells is shifted by it. */
    private static final Pattern KEEPS_SHIFT = Pattern.compile("G92(?![.\\d]).*[XYZ].*");

    private static final Pattern HOMES = Pattern.compile("G28(?![.\\d])([^.]*)");

    private final Profile profile;
    private final Seen seen;
    private static final Pattern COUNTS = Pattern.compile("G(?:20|21|90|91)(?![.\\d])|M(?:2|30)(?!\\d)");

    private final Set<Axis> known = EnumSet.noneOf(Axis.class);
    private boolean inches;
    private boolean relative;
    private boolean shifted;
    private final Optional<Pattern> homesOne;

    Whereabouts(Profile profile, Seen seen) {
        this.profile = profile;
        this.seen = seen;
        homesOne = profile.control()
                .flatMap(control ->
                        control.lines(Control.HOME_AXIS).stream().findFirst().map(Control::pattern));
    }

    void take(Reply reply) {
        if (reply instanceof Reply.Greeting || reply instanceof Reply.Alarm || reply instanceof Reply.Fatal)
            known.clear();
        if (reply instanceof Reply.Greeting) inches = relative = shifted = false;
    }

    /** How the machine counts what it is told next: units and distances, as words. */
    List<String> counting() {
        return List.of(inches ? "G20" : "G21", relative ? "G91" : "G90");
    }

    /** Also a job's end leaves the machine counting as its last lines said. Source: grbl 1.1 gcode.c, M2 and M30. */
    private void counts(String command) {
        var words = COUNTS.matcher(command);
        while (words.find()) {
            switch (words.group()) {
                case "G20" -> inches = true;
                case "G21" -> inches = false;
                case "G91" -> relative = true;
                default -> relative = false;
            }
        }
    }

    /** The machine has carried out, or at least accepted, this command. */
    void answered(String command) {
        if (isMove(command)) return;
        // A jog of grbl's counts for itself, and a message says nothing to the machine.
        if (command.charAt(0) == 'G' || (command.charAt(0) == 'M' && command.length() < 4)) counts(command);
        if (profile.control().isEmpty()) return;
        if (profile.family() == Family.SMOOTHIE && command.startsWith("G92"))
            shifted = KEEPS_SHIFT.matcher(command).matches()
                    || (shifted && !command.strip().equals("G92"));
        if (shifted) {
            known.clear();
            return;
        }
        var control = profile.control().get();
        boolean own = profile.language() == Language.REPRAP;
        var homes = HOMES.matcher(command);
        var named = command.split(" ", 2)[0];
        if (profile.commands().homes().contains(named)) known.addAll(EnumSet.allOf(Axis.class));
        else if (control.lines(Control.HOME).contains(command)) known.addAll(EnumSet.allOf(Axis.class));
        else if (homesOne.isPresent() && homesOne.get().matcher(command).matches()) home(command.substring(2));
        else if (own && homes.matches()) home(homes.group(1));
        else if (FORGETS.matcher(command).matches()) known.clear();
        // Who says only where it is in the program's coordinates is no longer understood when these move.
        else if (profile.language() == Language.JSON && SHIFTS.matcher(command).matches()) known.clear();
    }

    /** Nearly every line is G0 or G1, or repeats what was last. */
    private static boolean isMove(String command) {
        if (command.length() < 3) return false;
        char first = command.charAt(0);
        char second = command.charAt(1);
        if (first == 'G') return second <= '1' && !Character.isDigit(command.charAt(2)) && command.indexOf('G', 1) < 0;
        return first >= 'X' && first <= 'Z' && (second < 'A');
    }

    private void home(String words) {
        boolean some = false;
        for (var axis : Axis.values()) {
            if (words.indexOf(axis.name().charAt(0)) < 0) continue;
            known.add(axis);
            some = true;
        }
        if (!some) known.addAll(EnumSet.allOf(Axis.class));
    }

    boolean knows(Axis axis) {
        return known.contains(axis) && seen.machinePosition().containsKey(axis.name());
    }

    Set<Axis> known() {
        return known.isEmpty() ? Set.of() : Set.copyOf(known);
    }

    /** From the machine's zero, mm; means something only when {@link #knows}. */
    double at(Axis axis) {
        return seen.machinePosition().getOrDefault(axis.name(), 0.0);
    }

    /** How far the tool may still go this way, mm; empty when nobody knows. */
    Optional<Double> room(Axis axis, boolean up, Profile told) {
        if (!knows(axis) || told.control().isEmpty()) return Optional.empty();
        var control = told.control().get();
        var envelope = told.envelope();
        double room =
                up ? control.max(envelope, axis.number()) - at(axis) : at(axis) - control.min(envelope, axis.number());
        return Optional.of(Math.max(0, room));
    }

    /** For moves past the zero that was set; empty where nothing is known or can be. */
    Optional<MachinePlace> place(Profile told) {
        if (told.language() != Language.GRBL || told.control().isEmpty()) return Optional.empty();
        var control = told.control().get();
        var envelope = told.envelope();
        var axes = new TreeSet<Integer>();
        for (var axis : Axis.values()) if (knows(axis)) axes.add(axis.number());
        var reach = new Bounds(
                new Point(control.min(envelope, 0), control.min(envelope, 1), control.min(envelope, 2)),
                new Point(control.max(envelope, 0), control.max(envelope, 1), control.max(envelope, 2)));
        return Optional.of(new MachinePlace(axes, reach, seen.storedPositions()));
    }

    /** Work minus machine coordinates, by axis. */
    Map<String, Double> machinePosition() {
        return seen.machinePosition();
    }
}
