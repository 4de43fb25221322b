// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads profiles, those that extend another after that one. Every fault of a file is found at once: unknown keys, values
 * of the wrong kind, values without a source, and what cannot be true together.
 */
final class ProfileReader {
    /** Keys that say what the profile is and not what the machine does; they need no source. */
    private static final List<String> NAMES = List.of("id", "extends", "family", "name", "kind", "sources", "verified");

    private static final Schema SCHEMA = Schema.read("/profiles/profile.schema.json");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, ObjectNode> trees = new LinkedHashMap<>();

    /**
     * Adds a profile.
     *
     * @param file its name, for messages
     * @throws Fault.Faults when something is wrong with it; nothing is added then
     */
    Profile read(String file, String text) {
        var yaml = LocatedYaml.read(file, text);
        var faults = new ArrayList<>(SCHEMA.faults(yaml));
        if (faults.isEmpty()) sourceless(yaml, "", yaml.root(), faults);
        var own = yaml.root().deepCopy();
        var parent = Optional.ofNullable(own.remove("extends")).map(JsonNode::asText);
        parent.filter(id -> !trees.containsKey(id))
                .ifPresent(id -> faults.add(yaml.fault(
                        "extends",
                        "names " + id + ", which does not exist or stands later in the index. There are: "
                                + String.join(", ", trees.keySet()))));
        if (!faults.isEmpty()) throw new Fault.Faults(faults);
        var whole = parent.map(id -> merged(id, own)).orElse(own);
        also(whole);
        var profile = profile(yaml, whole);
        trees.put(profile.id(), whole);
        return profile;
    }

    /** All that holds for a profile that was read, as one text that extends nothing; JSON is YAML too. */
    String whole(String id) {
        return trees.get(id).toString();
    }

    private ObjectNode merged(String parentId, ObjectNode own) {
        var parent = trees.get(parentId).deepCopy();
        // What is said anew is no longer what the recording showed.
        if (parent.get("verified") instanceof ObjectNode verified)
            for (Iterator<String> keys = verified.fieldNames(); keys.hasNext(); )
                if (!at(own, keys.next()).isMissingNode()) keys.remove();
        return merged(parent, own);
    }

    private static JsonNode at(JsonNode tree, String path) {
        return tree.at("/" + path.replace('.', '/'));
    }

    private static ObjectNode merged(ObjectNode parent, ObjectNode own) {
        for (var field : own.properties()) {
            var old = parent.get(field.getKey());
            JsonNode value = old instanceof ObjectNode oldObject && field.getValue() instanceof ObjectNode newObject
                    ? merged(oldObject, newObject)
                    : field.getValue();
            parent.set(field.getKey(), value);
        }
        return parent;
    }

    /** What {@code commands.also} names is allowed, whatever the extended profile says against it. */
    private static void also(ObjectNode whole) {
        if (!(whole.path("commands") instanceof ObjectNode commands)
                || !(commands.remove("also") instanceof ArrayNode also)) return;
        for (var item : also) {
            var code = item.asText();
            boolean name = code.matches("[A-Z_]{2}.*");
            commands.withArrayProperty(name ? "named" : "allowed").add(code);
            for (var against : List.of("denied", "ask", "adminOnly", "leftOut"))
                if (commands.get(against) instanceof ObjectNode reasons) reasons.remove(code);
        }
    }

    private static void sourceless(LocatedYaml yaml, String path, JsonNode value, List<Fault> faults) {
        var sources = yaml.root().path("sources");
        if (!path.isEmpty() && covered(path, sources)) return;
        if (value instanceof ObjectNode object) {
            for (var field : object.properties()) {
                boolean name = path.isEmpty() && NAMES.contains(field.getKey());
                var inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (!name) sourceless(yaml, inner, field.getValue(), faults);
            }
        } else {
            faults.add(yaml.fault(path, "has no source; say under sources where it comes from"));
        }
    }

    private static boolean covered(String path, JsonNode sources) {
        for (var at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.'))))
            if (sources.has(at)) return true;
        return false;
    }

    private static Profile profile(LocatedYaml yaml, ObjectNode whole) {
        try {
            return MAPPER.treeToValue(whole, Profile.class);
        } catch (JsonProcessingException fault) {
            var cause = Optional.ofNullable(fault.getCause());
            if (cause.isPresent() && cause.get() instanceof InvalidValue invalid)
                throw new Fault.Faults(List.of(yaml.fault(
                        invalid.key(),
                        invalid.getMessage().substring(invalid.key().length() + 1))));
            var path = fault instanceof JsonMappingException mapping
                    ? mapping.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .filter(name -> name != null)
                            .collect(Collectors.joining("."))
                    : "";
            var message = fault.getOriginalMessage();
            // The mapper says "Missing required creator property" or "Cannot map null": the family must say it.
            boolean missing = message.contains("null") || message.contains("issing");
            throw new Fault.Faults(List.of(yaml.fault(path, missing ? "is missing" : message)));
        }
    }
}
