// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * A parameter of an OpenSCAD file, as its customizer comments describe it.
 *
 * @param section the heading it stands under; empty for none
 * @param description what its author says of it; may be empty
 * @param given its value in the source, as people write it: {@code 12}, {@code hook}, {@code true}, {@code 1, 2, 3}
 * @param choices the only values it may have; empty where it is free
 * @param maxLength of a text
 */
public record Parameter(
        String name,
        String section,
        String description,
        Kind kind,
        String given,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        Optional<BigDecimal> step,
        List<Choice> choices,
        int maxLength) {
    static final int MAX_TEXT = 200;
    private static final String NUMBER = "[-+]?(?:\\d{1,15}(?:\\.\\d{0,15})?|\\.\\d{1,15})(?:[eE][-+]?\\d{1,2})?";

    /** What its values are. */
    public enum Kind {
        NUMBER,
        TEXT,
        YES_NO,
        VECTOR
    }

    /** One of the values, and how it is called. */
    public record Choice(String value, String label) {}

    /** Whether this is a number as OpenSCAD writes them. */
    static boolean isNumber(String text) {
        return text.matches(NUMBER);
    }

    /** What is wrong with a value; nothing where it will do. */
    Optional<FieldFault> fault(String value) {
        if (!choices.isEmpty())
            return choices.stream().anyMatch(choice -> choice.value().equals(value))
                    ? Optional.empty()
                    : refused(
                            "parameter-choice",
                            choices.stream().map(Choice::value).collect(Collectors.joining(", ")));
        return switch (kind) {
            case NUMBER -> number(value);
            case VECTOR -> vector(value);
            case YES_NO ->
                value.equals("true") || value.equals("false")
                        ? Optional.empty()
                        : refused("parameter-choice", "true, false");
            case TEXT ->
                value.length() > maxLength
                        ? refused("parameter-long", maxLength)
                        : value.chars().anyMatch(c -> c < ' ') ? refused("parameter-line") : Optional.empty();
        };
    }

    private Optional<FieldFault> refused(String code, Object... arguments) {
        return Optional.of(FieldFault.of(name, code, arguments));
    }

    private Optional<FieldFault> number(String value) {
        if (!isNumber(value)) return refused("parameter-number");
        var number = new BigDecimal(value);
        if ((min.isPresent() && number.compareTo(min.get()) < 0)
                || (max.isPresent() && number.compareTo(max.get()) > 0))
            return min.isPresent() && max.isPresent()
                    ? refused(
                            "parameter-range",
                            min.get().toPlainString(),
                            max.get().toPlainString())
                    : refused("parameter-most", max.orElseGet(min::get).toPlainString());
        return Optional.empty();
    }

    private Optional<FieldFault> vector(String value) {
        var parts = value.split(",", -1);
        int wanted = given.split(",", -1).length;
        if (parts.length != wanted) return refused("parameter-vector", wanted);
        return Arrays.stream(parts)
                .map(part -> number(part.strip()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A value that will do, as it stands in a program. */
    String literal(String value) {
        return switch (kind) {
            case NUMBER, YES_NO -> value;
            case TEXT -> "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case VECTOR -> "[" + value + "]";
        };
    }
}
