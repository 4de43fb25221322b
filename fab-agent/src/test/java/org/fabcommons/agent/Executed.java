// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Word;

/** What commands amount to, however they are written: every motion with its full words, numbers without decoration. */
public final class Executed {
    private static final Set<String> MOTION = Set.of("G0", "G1", "G2", "G3");
    /** A wait for heat may be done by the host: what the machine executes is the target. */
    private static final Map<String, String> WAITS = Map.of("M109", "M104", "M190", "M140");

    private final List<String> all = new ArrayList<>();
    private String motion = "";
    private String feed = "";
    private String spindle = "";

    private Executed() {}

    public static List<String> of(List<String> commands) {
        var executed = new Executed();
        for (var command : commands) executed.add(Line.parse(0, command));
        return executed.all;
    }

    private void add(Line line) {
        var codes = line.codes();
        var code = codes.isEmpty() ? motion : codes.get(0);
        var words = new StringBuilder();
        for (var word : line.words()) {
            if (word.letter() == 'F') feed = text(word);
            else if (word.letter() == 'S' && (MOTION.contains(code) || code.equals("M3"))) spindle = text(word);
            else if (word.letter() != 'G' || !MOTION.contains(word.code())) words.append(text(word));
        }
        if (MOTION.contains(code)) {
            motion = code;
            all.add(code + words + feed + spindle);
        } else {
            all.add(WAITS.containsKey(code) ? words.toString().replace(code, WAITS.get(code)) : words + "");
        }
    }

    private static String text(Word word) {
        return word.hasValue()
                ? word.letter() + String.valueOf(word.value() + 0.0).replaceFirst("\\.0$", "")
                : word.code();
    }
}
