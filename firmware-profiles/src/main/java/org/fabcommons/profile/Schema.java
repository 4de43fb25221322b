// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The published JSON Schema of profiles, applied. Of JSON Schema only what that file uses is understood; a word beyond
 * it is an error here, so that nothing in it goes unchecked.
 */
final class Schema {
    private static final List<String> UNDERSTOOD = List.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "properties",
            "additionalProperties",
            "propertyNames",
            "required",
            "enum",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "items",
            "minItems",
            "minProperties",
            "minLength");

    private final JsonNode root;

    private Schema(JsonNode root) {
        this.root = root;
    }

    static Schema read(String resource) {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing");
            return new Schema(new ObjectMapper().readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    /** Everything in the file that the schema does not allow. */
    List<Fault> faults(LocatedYaml yaml) {
        var faults = new ArrayList<Fault>();
        check(yaml, "", yaml.root(), root, faults);
        return faults;
    }

    private void check(LocatedYaml yaml, String path, JsonNode value, JsonNode rule, List<Fault> faults) {
        rule.fieldNames().forEachRemaining(word -> {
            if (!UNDERSTOOD.contains(word)) throw new IllegalStateException("the schema uses " + word);
        });
        if (rule.has("$ref")) {
            check(yaml, path, value, root.at(rule.get("$ref").asText().substring(1)), faults);
            return;
        }
        var wrong = wrongType(value, rule).or(() -> wrongValue(value, rule));
        if (wrong.isPresent()) {
            faults.add(yaml.fault(path, wrong.get()));
            return;
        }
        if (value.isObject()) object(yaml, path, value, rule, faults);
        if (value.isArray())
            for (int i = 0; i < value.size(); i++)
                check(yaml, path + "." + i, value.get(i), rule.path("items"), faults);
    }

    private void object(LocatedYaml yaml, String path, JsonNode value, JsonNode rule, List<Fault> faults) {
        var known = rule.path("properties");
        var others = rule.path("additionalProperties");
        for (var field : value.properties()) {
            var inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (known.has(field.getKey())) check(yaml, inner, field.getValue(), known.get(field.getKey()), faults);
            else if (others.isObject()) other(yaml, inner, field.getKey(), field.getValue(), rule, faults);
            else faults.add(yaml.fault(inner, "is no key of a profile" + meant(field.getKey(), known)));
        }
        for (var name : rule.path("required"))
            if (!value.has(name.asText()))
                faults.add(yaml.fault(path.isEmpty() ? name.asText() : path + "." + name.asText(), "is missing"));
    }

    private void other(LocatedYaml yaml, String path, String name, JsonNode value, JsonNode rule, List<Fault> faults) {
        var names = rule.path("propertyNames").path("pattern");
        if (names.isTextual() && !name.matches(names.asText()))
            faults.add(yaml.fault(path, "is not named as it must be here: " + names.asText()));
        check(yaml, path, value, rule.get("additionalProperties"), faults);
    }

    /** The key that was most likely meant. */
    private static String meant(String name, JsonNode known) {
        var names = new ArrayList<String>();
        known.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(other -> Spelling.near(name, other))
                .findFirst()
                .map(other -> "; did you mean " + other + "?")
                .orElse("; known here are " + names.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static Optional<String> wrongType(JsonNode value, JsonNode rule) {
        var type = rule.path("type").asText("");
        boolean right =
                switch (type) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "boolean" -> value.isBoolean();
                    case "number" -> value.isNumber();
                    case "integer" ->
                        value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0;
                    default -> true;
                };
        if (right) return Optional.empty();
        var wanted =
                switch (type) {
                    case "object" -> "keys of its own";
                    case "array" -> "a list, such as [G0, G1]";
                    case "string" -> "a text; put it in quotes";
                    case "boolean" -> "true or false";
                    case "integer" -> "a whole number";
                    default -> "a number";
                };
        return Optional.of("must be " + wanted);
    }

    private static Optional<String> wrongValue(JsonNode value, JsonNode rule) {
        if (rule.has("enum")) {
            var allowed = StreamSupport.stream(rule.get("enum").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            if (!allowed.contains(value.asText()))
                return Optional.of("must be one of " + String.join(", ", allowed) + ", not \"" + value.asText() + "\"");
        }
        if (value.isTextual()) return wrongText(value.asText(), rule);
        if (value.isNumber()) return wrongNumber(value, rule);
        if (value.size() < rule.path("minItems").asInt(0)) return Optional.of("must not be empty");
        if (value.isObject() && value.size() < rule.path("minProperties").asInt(0))
            return Optional.of("must not be empty");
        return Optional.empty();
    }

    private static Optional<String> wrongText(String text, JsonNode rule) {
        int least = rule.path("minLength").asInt(0);
        if (text.length() < least)
            return Optional.of(
                    text.isEmpty() || least == 1 ? "must not be empty" : "must have " + least + " letters or more");
        if (rule.has("pattern") && !text.matches(rule.get("pattern").asText()))
            return Optional.of("must look like " + rule.get("pattern").asText() + ", not \"" + text + "\"");
        if (!rule.path("format").asText("").equals("regex")) return Optional.empty();
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException bad) {
            return Optional.of("is no regular expression: " + bad.getDescription() + " at character " + bad.getIndex());
        }
    }

    private static Optional<String> wrongNumber(JsonNode value, JsonNode rule) {
        double number = value.asDouble();
        if (rule.has("minimum") && number < rule.get("minimum").asDouble())
            return Optional.of("must be at least " + rule.get("minimum").asText());
        if (rule.has("maximum") && number > rule.get("maximum").asDouble())
            return Optional.of("must be at most " + rule.get("maximum").asText());
        if (rule.has("exclusiveMinimum")
                && number <= rule.get("exclusiveMinimum").asDouble())
            return Optional.of("must be above " + rule.get("exclusiveMinimum").asText());
        return Optional.empty();
    }
}
