// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a profile says of a command only with some value: keys such as {@code M85 S=0}, {@code M302 S<150} and
 * {@code SET_FILAMENT_SENSOR ENABLE=0} among its reasons.
 */
public final class ByValue {
    private static final Pattern KEY = Pattern.compile("(\\S+) ([A-Z][A-Z0-9_]*)([=<>])(-?\\d+(?:\\.\\d+)?)");

    private record Rule(String parameter, char relation, double limit, String reason) {
        boolean holds(Line line) {
            var given = value(line);
            if (given.isEmpty()) return false;
            double value = given.getAsDouble();
            return switch (relation) {
                // Firmwares read switches as whole numbers: 0.4 is off.
                case '=' -> (long) value == (long) limit;
                case '<' -> value < limit;
                default -> value > limit;
            };
        }

        private OptionalDouble value(Line line) {
            if (line.named()) {
                var value = line.parameters().get(parameter);
                return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
            }
            char letter = parameter.charAt(0);
            var value = line.value(letter);
            // A letter alone switches on. Source: Marlin 2.1 parser.h, value_bool.
            return value.isEmpty() && line.has(letter) ? OptionalDouble.of(1) : value;
        }
    }

    private final Map<String, List<Rule>> rules = new HashMap<>();

    /** @param reasons keys that are not of this kind are passed over */
    public ByValue(Map<String, String> reasons) {
        reasons.forEach((key, reason) -> {
            var read = KEY.matcher(key);
            if (read.matches())
                rules.computeIfAbsent(read.group(1), code -> new ArrayList<>())
                        .add(new Rule(
                                read.group(2), read.group(3).charAt(0), Double.parseDouble(read.group(4)), reason));
        });
    }

    /** What is said of a command as it stands in this line. */
    public Optional<String> reason(Line line, String code) {
        return rules.getOrDefault(code, List.of()).stream()
                .filter(rule -> rule.holds(line))
                .map(Rule::reason)
                .findFirst();
    }
}
