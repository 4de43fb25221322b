// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fabcommons.profile.Replies;

/** What grbl and its kin say when they are asked where they are, and the overrides they tell of. Source: {@code report.c}. */
final class GrblReports {
    private static final double MM_AN_INCH = 25.4;
    private static final Pattern AXIS =
            Pattern.compile("\\$/axes/([xyz])/(max_travel_mm|homing/mpos_mm|homing/positive_direction)");

    private final GrblFlavour flavour;
    private final Replies replies;
    private final GrblSettings settings;
    private final Motion motion;
    private final Table table;
    private final int[] overrides = {100, 100, 100};
    private double[] offsetTold = new double[3];
    private int offsetsIn;
    private int overridesIn;

    GrblReports(GrblFlavour flavour, Replies replies, GrblSettings settings, Motion motion, Table table) {
        this.flavour = flavour;
        this.replies = replies;
        this.settings = settings;
        this.motion = motion;
        this.table = table;
    }

    void restart() {
        offsetsIn = 0;
        overridesIn = 0;
        Arrays.fill(overrides, 100);
        motion.override(1, 1);
    }

    /** The next report tells the offset: FluidNC does so after {@code $#}. */
    void offsetNext() {
        offsetsIn = 0;
    }

    /** {@code config.h}: coarse steps of 10, from 10 to 200 per cent; rapids full, half, quarter. */
    void override(int c) {
        if (flavour.words()) return;
        switch (c) {
            case 0x90 -> overrides[0] = 100;
            case 0x91 -> overrides[0] = Math.min(200, overrides[0] + 10);
            case 0x92 -> overrides[0] = Math.max(10, overrides[0] - 10);
            case 0x95 -> overrides[1] = 100;
            case 0x96 -> overrides[1] = 50;
            case 0x97 -> overrides[1] = 25;
            case 0x99 -> overrides[2] = 100;
            case 0x9a -> overrides[2] = Math.min(200, overrides[2] + 10);
            case 0x9b -> overrides[2] = Math.max(10, overrides[2] - 10);
            default -> {
                return;
            }
        }
        motion.override(overrides[0] / 100.0, overrides[1] / 100.0);
        overridesIn = 0;
    }

    /** What a question is answered with before its ok; empty where it is none. */
    Optional<List<String>> told(String question, GrblProgram program) {
        return switch (question) {
            case "$" -> Optional.of(List.of("[HLP:$$ $# $G $I $N $x=val $Nx=line $J=line $SLP $C $X $H ~ ! ? ctrl-x]"));
            case "$G" -> Optional.of(List.of("[GC:" + program.modes().told() + "]"));
            case "$$" -> Optional.of(settings.lines());
            case "$I" -> Optional.of(flavour.version());
            case "$N" -> Optional.of(List.of("$N0=", "$N1="));
            case "$#" -> Optional.of(program.offsets(settings.inches()));
            case "$EE" -> codes("ERROR", replies.errors());
            case "$EA" -> codes("ALARM", replies.alarms());
            default -> flavour.tellsAxes() ? axis(question.toLowerCase(Locale.ROOT)) : Optional.empty();
        };
    }

    /** What FluidNC says of an axis in its configuration. Source: RuntimeSetting.cpp. */
    private Optional<List<String>> axis(String question) {
        var m = AXIS.matcher(question);
        if (!m.matches()) return Optional.empty();
        var value =
                switch (m.group(2)) {
                    case "max_travel_mm" ->
                        String.format(Locale.ROOT, "%.3f", settings.number(130 + "xyz".indexOf(m.group(1))));
                    case "homing/mpos_mm" -> "0.000";
                    default -> settings.homesDown() ? "false" : "true";
                };
        return Optional.of(List.of(question + "=" + value));
    }

    /** grblHAL tells what its codes mean. Source: its {@code report.c}, machine-readable form. */
    private Optional<List<String>> codes(String kind, Map<Integer, String> texts) {
        if (!flavour.enumerates()) return Optional.empty();
        return Optional.of(new TreeMap<>(texts)
                .entrySet().stream()
                        .map(code -> "[" + kind + "CODE:" + code.getKey() + "||" + code.getValue() + "]")
                        .toList());
    }

    /** What is stored is told only by a machine that stands. */
    static boolean needsRest(String question) {
        return List.of("$$", "$#", "$N").contains(question);
    }

    /** @param spindle how fast it turns, or how strongly it shines */
    String status(String state, boolean busy, GrblProgram program, double spindle, int ringFree) {
        return flavour.words() ? inCommas(state, program) : inBars(state, busy, program, spindle, ringFree);
    }

    /** grbl 0.9: {@code <Run,MPos:1.000,0.000,0.000,WPos:1.000,0.000,0.000>}. */
    private String inCommas(String state, GrblProgram program) {
        double[] at = motion.position();
        double[] offset = program.offset();
        var machine = axes(at);
        for (int i = 0; i < 3; i++) at[i] -= offset[i];
        return "<" + state.split(":", 2)[0] + ",MPos:" + machine + ",WPos:" + axes(at) + ">";
    }

    private String inBars(String state, boolean busy, GrblProgram program, double spindle, int ringFree) {
        var text = new StringBuilder("<");
        text.append(state);
        int mask = (int) settings.number(10);
        double[] offset = program.offset();
        double[] at = motion.position();
        if ((mask & 1) == 0) for (int i = 0; i < 3; i++) at[i] -= offset[i];
        text.append((mask & 1) == 0 ? "|WPos:" : "|MPos:").append(axes(at));
        if ((mask & 2) != 0)
            text.append("|Bf:").append(motion.free()).append(',').append(ringFree);
        double feed = motion.feed();
        text.append("|FS:")
                .append(
                        settings.inches()
                                ? String.format(Locale.ROOT, "%.1f", feed / MM_AN_INCH)
                                : String.format(Locale.ROOT, "%.0f", feed))
                .append(String.format(Locale.ROOT, ",%.0f", spindle));
        if (table.touches(motion.position())) text.append("|Pn:").append(flavour.probePin());
        // system_flag_wco_change(): what has changed is in the next report; FluidNC lets it wait for its turn.
        if (flavour.tellsChangedOffsets() && !Arrays.equals(offset, offsetTold)) offsetsIn = 0;
        if (offsetsIn-- == 0) {
            offsetTold = offset;
            text.append("|WCO:").append(axes(offset));
            offsetsIn = busy ? 29 : 9;
            if (overridesIn == 0) overridesIn = 1;
        }
        if (overridesIn-- == 0) {
            text.append("|Ov:")
                    .append(overrides[0])
                    .append(',')
                    .append(overrides[1])
                    .append(',')
                    .append(overrides[2]);
            if (spindle > 0) text.append("|A:S");
            overridesIn = busy ? 19 : 9;
        }
        return text.append('>').toString();
    }

    private String axes(double[] at) {
        return axes(at, settings.inches());
    }

    /** {@code printFloat_CoordValue()}: with {@code $13=1} in inches, whatever the program's own unit is. */
    static String axes(double[] at, boolean inches) {
        return length(at[0], inches) + "," + length(at[1], inches) + "," + length(at[2], inches);
    }

    static String length(double mm, boolean inches) {
        return inches ? String.format(Locale.ROOT, "%.4f", mm / MM_AN_INCH) : String.format(Locale.ROOT, "%.3f", mm);
    }
}
