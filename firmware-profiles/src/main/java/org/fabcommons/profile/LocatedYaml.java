// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML file as a tree that remembers on which line each key stands. */
final class LocatedYaml {
    /** Deeper than any profile; a file that goes deeper is refused before the stack ends. */
    private static final int MAX_DEPTH = 16;
    /** The largest profile has some 500 values. */
    private static final int MAX_CHARS = 1 << 20;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private ObjectNode root = JsonNodeFactory.instance.objectNode();

    private LocatedYaml(String file) {
        this.file = file;
    }

    /** @throws Fault.Faults when this is no YAML, or not a list of keys */
    static LocatedYaml read(String file, String text) {
        var read = new LocatedYaml(file);
        if (text.length() > MAX_CHARS) throw read.refused(0, "is too large for a profile");
        try (var parser = YAML.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw read.refused(1, "holds no keys; it is no profile");
            read.root = read.object(parser, "", 0);
            if (parser.nextToken() != null) throw read.refused(line(parser), "goes on after its end");
            return read;
        } catch (JsonProcessingException broken) {
            var at = Optional.ofNullable(broken.getLocation());
            throw read.refused(at.map(l -> l.getLineNr()).orElse(0), "is no YAML: " + broken.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Fault.Faults refused(int line, String what) {
        return new Fault.Faults(List.of(new Fault(file, Math.max(line, 0), "", what)));
    }

    String file() {
        return file;
    }

    ObjectNode root() {
        return root;
    }

    /** The line of this key, or of the nearest part of it that is in the file; 0 when nothing of it is. */
    int line(String path) {
        for (var at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            var line = lines.get(at);
            if (line != null) return line;
        }
        return 0;
    }

    Fault fault(String path, String what) {
        return new Fault(file, line(path), path, what);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private ObjectNode object(JsonParser parser, String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw refused(line(parser), "is nested too deep");
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var inner = path.isEmpty() ? name : path + "." + name;
            lines.put(inner, line(parser));
            parser.nextToken();
            object.set(name, value(parser, inner, depth + 1));
        }
        return object;
    }

    private JsonNode value(JsonParser parser, String path, int depth) throws IOException {
        var nodes = JsonNodeFactory.instance;
        switch (parser.currentToken()) {
            case START_OBJECT:
                return object(parser, path, depth);
            case START_ARRAY:
                if (depth > MAX_DEPTH) throw refused(line(parser), "is nested too deep");
                var array = nodes.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    var inner = path + "." + array.size();
                    lines.put(inner, line(parser));
                    array.add(value(parser, inner, depth + 1));
                }
                return array;
            case VALUE_TRUE, VALUE_FALSE:
                return nodes.booleanNode(parser.getBooleanValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return nodes.numberNode(parser.getDecimalValue());
            case VALUE_NULL:
                return nodes.nullNode();
            default:
                return nodes.textNode(parser.getText());
        }
    }
}
