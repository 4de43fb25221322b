// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * TOML as people write it: plain fields first, then tables under their headings. Jackson's own writer puts every table on
 * one line, which nobody can edit. Source: TOML 1.0.0.
 */
final class TomlText {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    private final StringBuilder out = new StringBuilder();

    private TomlText() {}

    static String of(ObjectNode tree) {
        var text = new TomlText();
        text.fields("", tree);
        return text.out.toString();
    }

    private void fields(String path, ObjectNode table) {
        table.properties().stream().filter(field -> plain(field.getValue())).forEach(field -> {
            if (!field.getValue().isNull())
                out.append(key(field.getKey()))
                        .append(" = ")
                        .append(value(field.getValue()))
                        .append('\n');
        });
        table.properties().stream().filter(field -> !plain(field.getValue())).forEach(field -> {
            var name = path.isEmpty() ? key(field.getKey()) : path + "." + key(field.getKey());
            if (field.getValue() instanceof ObjectNode inner) {
                out.append("\n[").append(name).append("]\n");
                fields(name, inner);
            } else
                for (var one : field.getValue()) {
                    out.append("\n[[").append(name).append("]]\n");
                    fields(name, (ObjectNode) one);
                }
        });
    }

    // A list of tables gets headings; every other list, and a small table of values, one line.
    private static boolean plain(JsonNode value) {
        if (value.isObject()) return value.size() > 0 && value.size() <= 4 && all(value, JsonNode::isNumber);
        return !value.isArray() || value.isEmpty() || !all(value, JsonNode::isObject);
    }

    private static boolean all(JsonNode values, java.util.function.Predicate<JsonNode> test) {
        return StreamSupport.stream(values.spliterator(), false).allMatch(test);
    }

    private static String key(String name) {
        return BARE.matcher(name).matches() ? name : quoted(name);
    }

    private static String value(JsonNode value) {
        if (value.isArray())
            return StreamSupport.stream(value.spliterator(), false)
                    .filter(one -> !one.isNull())
                    .map(TomlText::value)
                    .collect(Collectors.joining(", ", "[", "]"));
        if (value.isObject())
            return ((ObjectNode) value)
                    .properties().stream()
                            .filter(field -> !field.getValue().isNull())
                            .map(field -> key(field.getKey()) + " = " + value(field.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        return value.isTextual() ? quoted(value.asText()) : value.asText();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
