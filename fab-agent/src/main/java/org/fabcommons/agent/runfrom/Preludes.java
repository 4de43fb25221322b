// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.agent.runfrom.Prelude.Why;
import org.fabcommons.gcode.Held;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** The lines before the file goes on, for each kind of machine. */
final class Preludes {
    /** Up and down with nothing in the way; slow enough for a leadscrew. mm/min. */
    private static final int Z_FEED = 600;
    /** Across, above the work. mm/min. */
    private static final int TRAVEL_FEED = 6000;
    /** As filament is pushed by hand. mm/min. */
    private static final int PRIME_FEED = 200;
    /** Until a spindle has its speed. Seconds. A guess for small spindles. */
    private static final int SPIN_UP_S = 4;

    private static final char[] AXES = {'X', 'Y', 'Z'};

    private final Profile profile;
    private final Held held;
    private final Options options;
    private final List<Prelude> lines = new ArrayList<>();

    private Preludes(Profile profile, Held held, Options options) {
        this.profile = profile;
        this.held = held;
        this.options = options;
    }

    static List<Prelude> of(Profile profile, Held held, Options options) {
        var preludes = new Preludes(profile, held, options);
        if (profile.language() == Language.REPRAP) preludes.print();
        else if (options.laser()) preludes.burn();
        else preludes.cut();
        return List.copyOf(preludes.lines);
    }

    private void say(Why why, String command) {
        lines.add(new Prelude(command, why));
    }

    // ---- printers: heat first, since the nozzle may stick in the work; then up, then across

    private void print() {
        say(Why.UNITS, "G21");
        say(Why.UNITS, "G90");
        if (held.bed() > 0) say(Why.HEAT_BED, "M140 S" + number(held.bed(), 1));
        held.nozzles().forEach((tool, c) -> {
            if (c > 0) say(Why.HEAT_NOZZLE, "M104" + tool(tool) + " S" + number(c, 1));
        });
        if (held.bed() > 0) say(Why.HEAT_BED, "M190 S" + number(held.bed(), 1));
        held.nozzles().forEach((tool, c) -> {
            if (c > 0) say(Why.HEAT_NOZZLE, "M109" + tool(tool) + " S" + number(c, 1));
        });
        double now = options.heightMm().orElse(held.at(2));
        double high = Math.max(now, held.at(2));
        double up = Math.min(
                high + options.liftMm(), Math.max(high, profile.envelope().maxZ()));
        if (options.position() == TakeUp.HOME_XY) say(Why.HEIGHT_SET, "G92 Z" + number(now, 3));
        say(Why.LIFT, "G1 Z" + number(up, 3) + " F" + Z_FEED);
        if (options.position() == TakeUp.HOME_XY) say(Why.HOME, "G28 X Y");
        held.settings().values().forEach(line -> say(Why.SETTING, line));
        if (held.toolChosen()) say(Why.TOOL, "T" + held.tool());
        say(Why.TRAVEL, "G1 X" + number(held.at(0), 3) + " Y" + number(held.at(1), 3) + " F" + feed(TRAVEL_FEED));
        if (options.primeMm() > 0 && hot()) {
            say(Why.PRIME, "M83");
            say(Why.PRIME, "G1 E" + number(options.primeMm(), 3) + " F" + PRIME_FEED);
        }
        say(Why.LOWER, "G1 Z" + number(held.at(2), 3) + " F" + Z_FEED);
        held.fans().values().forEach(line -> say(Why.FAN, line));
        shifted();
        if (held.relative()) say(Why.MODES, "G91");
        say(Why.EXTRUDER, held.relativeExtruder() ? "M83" : "M82");
        say(Why.EXTRUDER, "G92 E" + number(held.extruder(), 5));
        say(Why.FEED, "G1 F" + number(held.feed(), 3));
    }

    private boolean hot() {
        return held.nozzles().getOrDefault(held.tool(), 0.0) > 0;
    }

    private static String tool(int tool) {
        return tool == 0 ? "" : " T" + tool;
    }

    /** The file's own zero, where it moved that with G92. */
    private void shifted() {
        var words = new StringBuilder();
        for (int axis = 0; axis < 3; axis++)
            if (Math.abs(held.shift(axis)) > 1e-6)
                words.append(' ').append(AXES[axis]).append(number(held.at(axis) - held.shift(axis), 3));
        if (words.length() > 0) say(Why.ZERO, "G92" + words);
    }

    // ---- mills: off and up first, down with the spindle turning

    private void cut() {
        off();
        if (held.movesZ()) say(Why.LIFT, "G0 Z" + number(above(), 3));
        tool();
        held.toolLength().ifPresent(line -> say(Why.TOOL_LENGTH, line));
        say(Why.TRAVEL, "G0 X" + number(held.at(0), 3) + " Y" + number(held.at(1), 3));
        if (!held.spindle().equals("M5")) {
            say(Why.SPINDLE_ON, held.spindle() + " S" + number(held.spindleSpeed(), 3));
            say(Why.SPIN_UP, "G4 P" + SPIN_UP_S);
        }
        coolant();
        if (held.movesZ()) say(Why.PLUNGE, "G1 Z" + number(held.at(2), 3) + " F" + number(plunge(), 3));
        modes();
    }

    /** Where people change tools nobody knows which one is in now: it is asked for again, with the spindle off and up. */
    private void tool() {
        boolean asked =
                profile.commands().hostChangesTools() && held.toolLoaded().isPresent();
        if (asked) {
            int loaded = held.toolLoaded().getAsInt();
            say(Why.TOOL, loaded == 0 ? "M6" : "M6 T" + loaded);
        }
        if (held.toolChosen() && !(asked && held.toolLoaded().getAsInt() == held.tool()))
            say(Why.TOOL, "T" + held.tool());
    }

    /** As high as the file itself travels, at least the lift above the place. */
    private double above() {
        return Math.max(held.highest(), held.at(2) + options.liftMm());
    }

    /** As slowly as the file itself goes down; where it never did, a third of its feed. */
    private double plunge() {
        if (held.slowestPlunge() > 0) return held.slowestPlunge();
        return held.feed() > 0 ? held.feed() / 3 : 100;
    }

    // ---- lasers: dark until the first line that burns is on its way

    private void burn() {
        off();
        if (held.movesZ()) say(Why.LIFT, "G0 Z" + number(held.at(2), 3));
        say(Why.TRAVEL, "G0 X" + number(held.at(0), 3) + " Y" + number(held.at(1), 3));
        coolant();
        if (!held.spindle().equals("M5")) say(Why.BEAM_READY, held.spindle() + " S0");
        modes();
    }

    private void off() {
        say(Why.TOOL_OFF, "M5");
        say(Why.TOOL_OFF, "M9");
        say(Why.UNITS, "G17 G21 G90 G94 " + held.zero());
    }

    private void coolant() {
        held.coolant().stream().sorted().forEach(code -> say(Why.COOLANT, code));
    }

    private void modes() {
        var words = new ArrayList<String>();
        if (held.plane() != 17) words.add("G" + held.plane());
        if (held.inches()) words.add("G20");
        held.arcMode().ifPresent(words::add);
        if (held.relative()) words.add("G91");
        if (held.feedMode().equals("G93")) words.add("G93");
        if (!words.isEmpty()) say(Why.MODES, String.join(" ", words));
        // In inverse time each line brings its own.
        if (held.feed() > 0 && held.feedMode().equals("G94"))
            say(Why.FEED, "F" + number(held.inches() ? held.feed() / 25.4 : held.feed(), 3));
    }

    private String feed(double mmPerMin) {
        return number(Math.min(mmPerMin, profile.limits().feedMaxMmPerMin()), 0);
    }

    static String number(double value, int places) {
        var rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
