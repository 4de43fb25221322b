// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * Machines of grbl's kind may be set to report in inches ({@code $13=1}), whatever unit a program counts in. What they say of
 * places is in millimetres from here on. Source: grbl 1.1, {@code report.c}. Of the session's thread.
 */
final class Millimetres {
    private static final String REPORT_INCHES = "$13";
    private static final double INCH = 25.4;
    /** What {@code $#} says. */
    private static final Pattern PLACE = Pattern.compile("G5[4-9](?:\\.[1-3])?|G28|G30|G92|TLO");

    private final boolean mayBeInches;
    private boolean inches;

    Millimetres(Profile profile) {
        mayBeInches = profile.language() == Language.GRBL;
    }

    List<Reply> of(List<Reply> replies) {
        if (!mayBeInches) return replies;
        // Nearly all that is said is an answer without a number in it.
        boolean plain = replies.size() == 1 && replies.get(0) instanceof Reply.Ok;
        return plain ? replies : replies.stream().map(this::of).toList();
    }

    private Reply of(Reply reply) {
        if (reply instanceof Reply.Setting setting && setting.name().equals(REPORT_INCHES))
            inches = setting.value().strip().startsWith("1");
        if (!inches) return reply;
        if (reply instanceof Reply.Status said)
            return new Reply.Status(
                    said.state(),
                    said.atRest(),
                    of(said.machine()),
                    of(said.work()),
                    of(said.offset()),
                    said.feedMmPerMin() * INCH,
                    said.spindle(),
                    said.room());
        if (reply instanceof Reply.Probed probed) return new Reply.Probed(probed.contact(), of(probed.at()));
        if (reply instanceof Reply.Identity who) {
            var fields = new HashMap<>(who.fields());
            fields.replaceAll((name, value) -> PLACE.matcher(name).matches() ? places(value) : value);
            return new Reply.Identity(Map.copyOf(fields));
        }
        return reply;
    }

    private static Map<String, Double> of(Map<String, Double> axes) {
        var scaled = new HashMap<>(axes);
        scaled.replaceAll((axis, value) -> value * INCH);
        return Map.copyOf(scaled);
    }

    private static String places(String values) {
        return Arrays.stream(values.split(",", -1))
                .map(value -> Numbers.plain(Numbers.of(value) * INCH))
                .collect(Collectors.joining(","));
    }
}
