// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.agent.machine.Wrong;

/**
 * Lines of G-code under a name, with parameters: {@code {name}} in a line is replaced by its value.
 *
 * @param name for people, and its only name
 * @param lines at least one
 */
public record Macro(String name, List<Parameter> parameters, List<String> lines) {
    public static final int MOST_LINES = 500;
    private static final int LONGEST_LINE = 200;
    private static final int MOST_PARAMETERS = 20;
    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)\\}");

    /**
     * A value that is asked for: a number within a range, or one of some choices.
     *
     * @param unit for people, such as mm
     * @param value what is offered first
     * @param choices numbers to choose from; none for any number in the range
     */
    public record Parameter(
            String name,
            String label,
            String unit,
            Optional<Double> min,
            Optional<Double> max,
            String value,
            List<String> choices) {
        public Parameter {
            if (name == null || !name.matches("[a-z][a-z0-9_]{0,19}"))
                throw new Wrong("parameterName", "A parameter's name is a-z, 0-9 and _, not \"%s\".", name);
            label = label == null || label.isBlank() ? name : label.strip();
            unit = unit == null ? "" : unit.strip();
            value = value == null ? "" : value.strip();
            choices = choices == null ? List.of() : List.copyOf(choices);
            if (label.length() > 60 || unit.length() > 20 || choices.size() > 30)
                throw new Wrong("parameterLong", "The parameter \"%s\" says too much.", name);
            if (min.isPresent() && max.isPresent() && min.get() > max.get())
                throw new Wrong("parameterRange", "The parameter \"%s\" has a minimum above its maximum.", name);
            for (var choice : choices) number(name, choice);
            if (!value.isEmpty()) filled(name, value, min, max, choices);
        }

        /** The value as it goes into a line. */
        public String filled(String given) {
            return filled(label, given, min, max, choices);
        }

        private static String filled(
                String name, String given, Optional<Double> min, Optional<Double> max, List<String> choices) {
            var number = number(name, given);
            if (!choices.isEmpty()) {
                if (choices.stream().noneMatch(choice -> number(name, choice).compareTo(number) == 0))
                    throw new Wrong("oneOf", "\"%s\" must be one of %s.", name, String.join(", ", choices));
            } else if (min.isPresent() && number.doubleValue() < min.get()) {
                throw new Wrong("atLeast", "\"%s\" must be at least %s.", name, plain(min.get()));
            } else if (max.isPresent() && number.doubleValue() > max.get()) {
                throw new Wrong("atMost", "\"%s\" must be at most %s.", name, plain(max.get()));
            }
            return number.toPlainString();
        }

        private static BigDecimal number(String name, String given) {
            var text = given.strip().replace(',', '.');
            if (!text.matches("-?\\d{1,7}(\\.\\d{1,4})?"))
                throw new Wrong("number", "\"%s\" must be a number, not \"%s\".", name, given);
            return new BigDecimal(text);
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }

    public Macro(
            @JsonProperty("name") String name,
            @JsonProperty("parameters") List<Parameter> parameters,
            @JsonProperty("lines") List<String> lines) {
        this.name = name == null ? "" : name.strip();
        this.parameters = parameters == null ? List.of() : List.copyOf(parameters);
        this.lines = lines == null
                ? List.of()
                : lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (this.name.isEmpty() || this.name.length() > 60 || this.name.matches(".*[\\p{Cntrl}/\\\\].*"))
            throw new Wrong("macroName", "A macro needs a name of at most 60 characters, without / and \\.");
        if (this.lines.isEmpty() || this.lines.size() > MOST_LINES)
            throw new Wrong("macroLines", "A macro has 1 to %d lines.", MOST_LINES);
        if (this.parameters.size() > MOST_PARAMETERS)
            throw new Wrong("macroParameters", "A macro has at most %d parameters.", MOST_PARAMETERS);
        var names = new HashSet<String>();
        for (var parameter : this.parameters)
            if (!names.add(parameter.name()))
                throw new Wrong("parameterTwice", "Two parameters are called \"%s\".", parameter.name());
        for (int i = 0; i < this.lines.size(); i++) {
            if (this.lines.get(i).length() > LONGEST_LINE)
                throw new Wrong("lineLong", "Line %d is longer than %d.", i + 1, LONGEST_LINE);
            var holes = HOLE.matcher(this.lines.get(i));
            while (holes.find())
                if (!names.contains(holes.group(1)))
                    throw new Wrong("noParameter", "Line %d: there is no parameter \"%s\".", i + 1, holes.group(1));
        }
    }

    /**
     * The lines as they will go.
     *
     * @throws IllegalArgumentException when a value is missing or out of its range
     */
    public List<String> filled(Map<String, String> values) {
        var filled = new ArrayList<String>();
        for (var line : lines) {
            var text = line;
            for (var parameter : parameters)
                text = text.replace(
                        "{" + parameter.name() + "}",
                        parameter.filled(values.getOrDefault(parameter.name(), parameter.value())));
            int comment = text.indexOf(';');
            var bare = (comment < 0 ? text : text.substring(0, comment)).strip();
            if (!bare.isEmpty()) filled.add(bare);
        }
        return filled;
    }
}
