// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fabcommons.agent.guard.Source;

/**
 * The modal words that hold at a machine of grbl's kind, to be said once more after the agent has moved it otherwise than by
 * jogs. Source: grbl 1.1 {@code report_gcode_modes}, whose feed rate is in mm/min whatever the units are.
 */
record Modes(Set<String> words, double feed) {
    static final Step ASK = Step.ask("$G");

    static Modes of(Connection c) {
        var words = Arrays.asList(c.seen().modes().split(" "));
        double feed = words.stream()
                .filter(word -> word.matches("F\\d+(\\.\\d+)?"))
                .mapToDouble(word -> Double.parseDouble(word.substring(1)))
                .findFirst()
                .orElse(0);
        return new Modes(Set.copyOf(words), feed);
    }

    boolean inches() {
        return words.contains("G20");
    }

    /** Said as lines of the file, which had set all this. */
    List<Step> restored() {
        var lines = new ArrayList<String>();
        boolean inverse = words.contains("G93");
        lines.add("G21 G94" + (feed > 0 ? String.format(Locale.ROOT, " F%.3f", feed) : ""));
        var last = new ArrayList<String>();
        if (inverse) last.add("G93");
        if (inches()) last.add("G20");
        last.add(words.contains("G91") ? "G91" : "G90");
        last.add(motion());
        // In inverse time every line brings its own.
        if (inverse) last.add("F1");
        lines.add(String.join(" ", last));
        return lines.stream()
                .map(line -> (Step) new Step.Hand(line, Source.FILE))
                .toList();
    }

    /** An arc cannot be named without moving: a line that only repeats one is refused by the firmware, and not cut wrongly. */
    private String motion() {
        if (words.contains("G1") && feed > 0) return "G1";
        return words.contains("G2") || words.contains("G3") || words.contains("G80") ? "G80" : "G0";
    }
}
