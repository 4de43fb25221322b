// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the parameters of an OpenSCAD file as OpenSCAD's own customizer does: assignments of plain values before the first
 * brace; sections by {@code /* [Name] *}{@code /}, of which Hidden hides; a comment on the line above describes; one behind
 * constrains: {@code [min:max]}, {@code [min:step:max]}, {@code [max]}, {@code [a, b]}, {@code [1:One, 2:Two]}, a step or a
 * length. Beyond that, a comment behind that constrains nothing describes too. Source: OpenSCAD User Manual, Customizer.
 */
final class Customizer {
    private static final int MAX_PARAMETERS = 200;
    private static final int MAX_CHOICES = 200;
    private static final int MAX_WORDS = 300;
    private static final Pattern SECTION = Pattern.compile("/\\*\\s*\\[([^\\]]{1,80})\\]\\s*\\*/");
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "([A-Za-z_$][\\w$]{0,79})\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|true|false|\\[[^\\]\"]*\\]|[-+\\d.eE]+)\\s*;\\s*");
    /** A choice, in quotation marks where it holds a comma or a colon, and how it is called. */
    private static final Pattern CHOICE = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,:]*)\\s*(?::\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,]*))?\\s*(?:,|$)");

    private String section = "";
    private String above = "";
    private boolean inComment;
    private final Map<String, Parameter> found = new LinkedHashMap<>();

    private Customizer() {}

    static List<Parameter> read(String source) {
        var customizer = new Customizer();
        for (var line : source.split("\\R", -1))
            if (customizer.found.size() >= MAX_PARAMETERS || !customizer.take(line.strip())) break;
        return List.copyOf(customizer.found.values());
    }

    /** False where the parameters end. */
    private boolean take(String line) {
        if (inComment) {
            inComment = !line.contains("*/");
            return true;
        }
        var heading = SECTION.matcher(line);
        if (heading.matches()) {
            section = heading.group(1).strip();
            above = "";
            return true;
        }
        if (line.startsWith("//")) {
            above = words(line.substring(2));
            return true;
        }
        if (line.startsWith("/*")) {
            inComment = !line.contains("*/");
            above = "";
            return true;
        }
        // Several may stand in one line; the comment behind is that of each, as in OpenSCAD.
        List<Matcher> assignments = new ArrayList<>();
        int end = 0;
        for (var next = ASSIGNMENT.matcher(line);
                next.region(end, line.length()).lookingAt(); ) {
            assignments.add(next);
            end = next.end();
            next = ASSIGNMENT.matcher(line);
        }
        var rest = line.substring(end);
        var behind = rest.startsWith("//") ? rest.substring(2).strip() : "";
        if (!section.toLowerCase(Locale.ROOT).equals("hidden"))
            for (var assignment : assignments)
                parameter(assignment, behind).ifPresent(known -> found.put(known.name(), known));
        above = "";
        inComment = rest.startsWith("/*") && !rest.contains("*/");
        return !withoutTexts(rest).contains("{");
    }

    private static String withoutTexts(String line) {
        return line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "").replaceAll("//.*", "");
    }

    private static String words(String comment) {
        var plain = comment.strip();
        return plain.substring(0, Math.min(MAX_WORDS, plain.length()));
    }

    private Optional<Parameter> parameter(Matcher assignment, String behind) {
        var value = assignment.group(2);
        var kind = kind(value);
        if (kind.isEmpty()) return Optional.empty();
        var given = given(kind.get(), value);
        var rule = Rule.of(behind, kind.get());
        var said = above.isEmpty() && rule.isEmpty() ? words(behind) : above;
        var by = rule.orElse(Rule.NONE);
        // A value that its own rule forbids would make a form that nobody can send.
        var choices = by.choices().isEmpty()
                        || by.choices().stream()
                                .anyMatch(choice -> choice.value().equals(given))
                ? by.choices()
                : with(given, by.choices());
        return Optional.of(new Parameter(
                assignment.group(1),
                section,
                said,
                kind.get(),
                given,
                by.min().map(min -> kind.get() == Parameter.Kind.NUMBER ? min.min(new BigDecimal(given)) : min),
                by.max().map(max -> kind.get() == Parameter.Kind.NUMBER ? max.max(new BigDecimal(given)) : max),
                by.step().filter(step -> stands(kind.get(), given, by.min(), step)),
                choices,
                Math.max(given.length(), by.maxLength())));
    }

    /** Whether the step leads to the value in the source: a form whose first value its own step forbids could not be sent. */
    private static boolean stands(Parameter.Kind kind, String given, Optional<BigDecimal> min, BigDecimal step) {
        if (kind != Parameter.Kind.NUMBER || min.isEmpty()) return true;
        return new BigDecimal(given)
                        .subtract(min.get().min(new BigDecimal(given)))
                        .remainder(step)
                        .signum()
                == 0;
    }

    private static List<Parameter.Choice> with(String given, List<Parameter.Choice> choices) {
        List<Parameter.Choice> all = new ArrayList<>();
        all.add(new Parameter.Choice(given, given));
        all.addAll(choices);
        return all;
    }

    private static Optional<Parameter.Kind> kind(String value) {
        if (value.startsWith("\"")) return Optional.of(Parameter.Kind.TEXT);
        if (value.equals("true") || value.equals("false")) return Optional.of(Parameter.Kind.YES_NO);
        if (Parameter.isNumber(value)) return Optional.of(Parameter.Kind.NUMBER);
        if (!value.startsWith("[")) return Optional.empty();
        var parts = value.substring(1, value.length() - 1).split(",", -1);
        for (var part : parts) if (!Parameter.isNumber(part.strip())) return Optional.empty();
        return parts.length <= 4 ? Optional.of(Parameter.Kind.VECTOR) : Optional.empty();
    }

    private static String given(Parameter.Kind kind, String value) {
        return switch (kind) {
            case NUMBER, YES_NO -> value;
            case TEXT -> value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
            case VECTOR ->
                value.substring(1, value.length() - 1).replaceAll("\\s+", "").replace(",", ", ");
        };
    }

    /** What a comment behind a value allows. */
    private record Rule(
            Optional<BigDecimal> min,
            Optional<BigDecimal> max,
            Optional<BigDecimal> step,
            List<Parameter.Choice> choices,
            int maxLength) {
        private static final Rule NONE =
                new Rule(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Parameter.MAX_TEXT);

        static Optional<Rule> of(String behind, Parameter.Kind kind) {
            boolean counts = kind == Parameter.Kind.NUMBER || kind == Parameter.Kind.VECTOR;
            if (Parameter.isNumber(behind)) {
                var number = new BigDecimal(behind);
                if (counts && number.signum() > 0)
                    return Optional.of(new Rule(
                            Optional.empty(), Optional.empty(), Optional.of(number), List.of(), Parameter.MAX_TEXT));
                if (kind == Parameter.Kind.TEXT && number.signum() > 0)
                    return Optional.of(new Rule(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Math.min(Parameter.MAX_TEXT, number.intValue())));
            }
            if (!behind.startsWith("[") || !behind.contains("]")) return Optional.empty();
            var inner = behind.substring(1, behind.lastIndexOf(']'));
            var range = inner.split(":", -1);
            boolean numbers = true;
            for (var part : range) numbers &= Parameter.isNumber(part.strip());
            if (counts && numbers && range.length <= 3) return Optional.of(range(range));
            return Optional.of(
                    new Rule(Optional.empty(), Optional.empty(), Optional.empty(), choices(inner), Parameter.MAX_TEXT));
        }

        private static Rule range(String... parts) {
            var first = new BigDecimal(parts[0].strip());
            if (parts.length == 1)
                return new Rule(
                        Optional.of(BigDecimal.ZERO.min(first)),
                        Optional.of(first),
                        Optional.empty(),
                        List.of(),
                        Parameter.MAX_TEXT);
            var last = new BigDecimal(parts[parts.length - 1].strip());
            return new Rule(
                    Optional.of(first.min(last)),
                    Optional.of(first.max(last)),
                    parts.length == 3
                            ? Optional.of(new BigDecimal(parts[1].strip()).abs())
                                    .filter(step -> step.signum() > 0)
                            : Optional.empty(),
                    List.of(),
                    Parameter.MAX_TEXT);
        }

        private static List<Parameter.Choice> choices(String inner) {
            List<Parameter.Choice> choices = new ArrayList<>();
            var each = CHOICE.matcher(inner);
            while (each.lookingAt() && each.end() > 0 && choices.size() < MAX_CHOICES) {
                var value = unquoted(each.group(1));
                if (!value.isEmpty())
                    choices.add(new Parameter.Choice(
                            value,
                            Optional.ofNullable(each.group(2))
                                    .map(Rule::unquoted)
                                    .filter(label -> !label.isEmpty())
                                    .orElse(value)));
                each.region(each.end(), inner.length());
                if (each.regionStart() == inner.length()) break;
            }
            return choices;
        }

        private static String unquoted(String text) {
            var plain = text.strip();
            return plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")
                    ? plain.substring(1, plain.length() - 1).replaceAll("\\\\(.)", "$1")
                    : plain;
        }
    }
}
