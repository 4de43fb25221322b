// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a person commands such a machine by hand. Lines have holes in braces: {@code {axis}} a letter, {@code {move}} axis
 * words in millimetres, {@code {feed}} mm/min, {@code {length}} millimetres to and fro, {@code {system}} and {@code {value}}
 * numbers.
 *
 * @param space where the machine's own coordinates lie once it is homed
 * @param blindStepMm the longest step while nobody knows where the tool is
 * @param actions lines by what they do; an action that is missing is not offered
 * @param systems work coordinate systems, in the order of their numbers from 1
 * @param jogStop bytes that end a jog at once, by their names; without any, short moves in flight end it
 * @param overrides what can be sped up and slowed down while it runs: feed, rapid, spindle, flow
 */
public record Control(
        Space space,
        double blindStepMm,
        Map<String, List<String>> actions,
        List<String> systems,
        List<String> jogStop,
        Map<String, PercentOverride> overrides) {
    public static final String HOME = "home";
    public static final String HOME_AXIS = "homeAxis";
    public static final String JOG = "jog";
    /** Pushes filament through, or draws it back. */
    public static final String EXTRUDE = "extrude";

    public static final String ZERO = "zero";
    public static final String SYSTEM = "system";
    public static final String PROBE = "probe";
    /** Says how much longer the tool is than the one with which the zero was set. */
    public static final String TOOL_LENGTH = "toolLength";

    public static final String SPINDLE = "spindle";
    public static final String LASER = "laser";

    public Control {
        InvalidValue.unless(space != null, "control.space", "is missing");
        InvalidValue.unless(blindStepMm > 0, "control.blindStepMm", "must be above 0");
        actions = actions == null ? Map.of() : Map.copyOf(actions);
        systems = systems == null ? List.of() : List.copyOf(systems);
        jogStop = jogStop == null ? List.of() : List.copyOf(jogStop);
        overrides = overrides == null
                ? Map.of()
                : overrides.entrySet().stream()
                        .filter(one -> one.getValue().supported().orElse(true))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Where machine coordinates lie. */
    public enum Space {
        /** As the envelope says. */
        ENVELOPE,
        /** From minus the envelope's size up to 0 on every axis. */
        NEGATIVE;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An override, in per cent.
     *
     * @param line the command that sets it; empty where bytes do
     * @param ask the command that makes the firmware say it
     * @param bytes names of bytes: by {@code plus}, {@code minus} (ten per cent each) and {@code reset}, or by the per
     *     cent they set
     * @param supported false takes away what an extended profile offers
     */
    public record PercentOverride(
            int minPercent,
            int maxPercent,
            Optional<String> line,
            Optional<String> ask,
            Map<String, String> bytes,
            Optional<Boolean> supported) {
        public PercentOverride {
            InvalidValue.unless(
                    minPercent >= 1 && maxPercent >= 100 && minPercent < maxPercent,
                    "control.overrides",
                    "must reach from at least 1 to at least 100 per cent");
            bytes = bytes == null ? Map.of() : Map.copyOf(bytes);
        }
    }

    /** The same where coordinates lie there. */
    public Control in(Space told) {
        return new Control(told, blindStepMm, actions, systems, jogStop, overrides);
    }

    public List<String> lines(String action) {
        return actions.getOrDefault(action, List.of());
    }

    public boolean offers(String action) {
        return !lines(action).isEmpty();
    }

    /** The least machine coordinate of this axis, 0 to 2. */
    public double min(Envelope envelope, int axis) {
        double min = axis == 0 ? envelope.minX() : axis == 1 ? envelope.minY() : envelope.minZ();
        return space == Space.ENVELOPE ? min : min - max(envelope, axis, Space.ENVELOPE);
    }

    /** The greatest machine coordinate of this axis, 0 to 2. */
    public double max(Envelope envelope, int axis) {
        return max(envelope, axis, space);
    }

    private static double max(Envelope envelope, int axis, Space space) {
        if (space == Space.NEGATIVE) return 0;
        return axis == 0 ? envelope.maxX() : axis == 1 ? envelope.maxY() : envelope.maxZ();
    }

    /** What lines made from this template look like. */
    public static Pattern pattern(String template) {
        var number = "\\d{1,6}(?:\\.\\d{1,4})?";
        var words = "[XYZ]-?" + number + "(?: [XYZ]-?" + number + "){0,2}";
        var text = new StringBuilder();
        for (var part : template.split("(?=\\{)|(?<=\\})")) {
            text.append(
                    switch (part) {
                        case "{axis}" -> "[XYZ]";
                        case "{move}" -> words;
                        case "{length}" -> "-?" + number;
                        case "{feed}", "{value}", "{system}" -> number;
                        default -> Pattern.quote(part);
                    });
        }
        return Pattern.compile(text.toString());
    }
}
