// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.agent.machine.Wrong;

/**
 * A macro as people edit it: parameters are declared in comments, {@code ; {depth} Depth (mm) 0.1..5 = 1} for a number
 * and {@code ; {side} Side = 1 : 1, -1} for a choice; all else are its lines.
 */
public final class MacroText {
    private static final Pattern PARAMETER = Pattern.compile("^;\\s*\\{([^}]*)\\}\\s*([^(=:]*?)\\s*(?:\\(([^)]*)\\))?"
            + "\\s*(?:(-?[\\d.]+)\\s*\\.\\.\\s*(-?[\\d.]+))?\\s*(?:=\\s*(-?[\\d.]+))?\\s*(?::\\s*(.*))?$");

    private MacroText() {}

    /** @throws IllegalArgumentException when it is no macro; the message says why */
    public static Macro read(String name, String text) {
        var parameters = new ArrayList<Macro.Parameter>();
        var lines = new ArrayList<String>();
        for (var line : text.split("\\R")) {
            var m = PARAMETER.matcher(line.strip());
            if (m.matches()) parameters.add(parameter(m.toMatchResult()));
            else lines.add(line);
        }
        return new Macro(name, parameters, lines);
    }

    private static Macro.Parameter parameter(java.util.regex.MatchResult m) {
        List<String> choices = m.group(7) == null
                ? List.of()
                : Arrays.stream(m.group(7).split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
        return new Macro.Parameter(
                m.group(1).strip(),
                m.group(2),
                m.group(3),
                number(m.group(4)),
                number(m.group(5)),
                m.group(6) == null ? choices.stream().findFirst().orElse("") : m.group(6),
                choices);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.ofNullable(text).map(Double::valueOf);
        } catch (NumberFormatException malformed) {
            var wrong = new Wrong("noNumber", "\"%s\" is no number.", text);
            wrong.initCause(malformed);
            throw wrong;
        }
    }

    /** The same, to be edited. */
    public static String write(Macro macro) {
        var text = new StringBuilder();
        for (var one : macro.parameters()) {
            text.append("; {").append(one.name()).append("} ").append(one.label());
            if (!one.unit().isEmpty()) text.append(" (").append(one.unit()).append(')');
            if (one.min().isPresent() && one.max().isPresent())
                text.append(' ')
                        .append(plain(one.min().get()))
                        .append("..")
                        .append(plain(one.max().get()));
            if (!one.value().isEmpty()) text.append(" = ").append(one.value());
            if (!one.choices().isEmpty()) text.append(" : ").append(String.join(", ", one.choices()));
            text.append('\n');
        }
        macro.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String plain(double number) {
        return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
