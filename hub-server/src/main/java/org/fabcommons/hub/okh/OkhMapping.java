// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Between the two forms. What one of them has no field for is kept in a table of the other's, so that turning a manifest
 * there and back changes nothing. Source: the conversion table of OKH-LOSH's specification.
 */
final class OkhMapping {
    /** Where a TOML manifest keeps what only version 1 can say, and the other way round. */
    private static final String FROM_YAML = "okh-v1";

    private static final String FROM_TOML = "okh-losh";
    private static final String TOML_VERSION = "2.4";
    private static final String YAML_VERSION = "1.0.0";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Fields of the same meaning, by their name in YAML. */
    private static final Map<String, String> SAME = new LinkedHashMap<>();

    /** Lists of documents: with titles in YAML, paths in TOML. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            "making-instructions", "manufacturing-instructions",
            "operating-instructions", "user-manual",
            "design-files", "source",
            "manufacturing-files", "export");

    static {
        SAME.put("title", "name");
        SAME.put("documentation-home", "repo");
        SAME.put("version", "version");
        SAME.put("description", "function");
        SAME.put("archive-download", "release");
        SAME.put("bom", "bom");
        SAME.put("image", "image");
        SAME.put("documentation-language", "documentation-language");
    }

    private OkhMapping() {}

    static ObjectNode toToml(ObjectNode yaml) {
        var toml = NODES.objectNode();
        var rest = NODES.objectNode();
        toml.put("okhv", TOML_VERSION);
        SAME.forEach((from, to) -> {
            if (yaml.has(from)) toml.set(to, yaml.get(from));
        });
        if (!yaml.has("documentation-home") && yaml.path("project-link").isTextual())
            toml.set("repo", yaml.get("project-link"));
        var hardware = hardware(yaml.path("license"));
        if (!hardware.isEmpty()) toml.put("license", hardware);
        var licensor = yaml.path("licensor").path("name").asText();
        if (!licensor.isEmpty()) toml.put("licensor", licensor);
        DOCUMENTS.forEach((from, to) -> {
            if (yaml.has(from)) toml.set(to, paths(yaml.get(from)));
        });
        var back = toYaml(toml);
        yaml.properties().forEach(field -> {
            if (!back.path(field.getKey()).equals(field.getValue())) rest.set(field.getKey(), field.getValue());
        });
        if (yaml.has(FROM_TOML) && yaml.get(FROM_TOML) instanceof ObjectNode kept) {
            rest.remove(FROM_TOML);
            toml.setAll(kept);
        }
        // What is kept says of itself which version it is of, or that it does not say so.
        if (!rest.isEmpty() && yaml.has("okh-manifest-version"))
            rest.set("okh-manifest-version", yaml.get("okh-manifest-version"));
        // Its being there says that the manifest came from version 1, even if all else had a field of its own.
        if (!rest.isEmpty() || !yaml.has("okh-manifest-version")) toml.set(FROM_YAML, rest);
        return toml;
    }

    static ObjectNode toYaml(ObjectNode toml) {
        var yaml = NODES.objectNode();
        SAME.forEach((to, from) -> {
            if (toml.has(from)) yaml.set(to, toml.get(from));
        });
        if (toml.path("license").isTextual()) yaml.putObject("license").set("hardware", toml.get("license"));
        var licensor = toml.path("licensor").isArray() ? toml.path("licensor").path(0) : toml.path("licensor");
        if (licensor.isTextual()) yaml.putObject("licensor").set("name", licensor);
        DOCUMENTS.forEach((to, from) -> {
            if (toml.path(from).isArray()) {
                var list = yaml.putArray(to);
                for (var path : toml.get(from)) list.addObject().set("path", path);
            }
        });
        if (toml.path(FROM_YAML) instanceof ObjectNode kept) {
            if (!kept.has("documentation-home") && kept.path("project-link").equals(toml.path("repo")))
                yaml.remove("documentation-home");
            var hardware = yaml.path("license").path("hardware");
            yaml.setAll(kept);
            // Beside the licences of other parts the hardware's is the one that the manifest names itself.
            if (hardware.isTextual()
                    && yaml.get("license") instanceof ObjectNode licences
                    && !hardware(licences).equals(hardware.asText())) licences.set("hardware", hardware);
        } else yaml.put("okh-manifest-version", YAML_VERSION);
        var rest = NODES.objectNode();
        var mapped = List.of("license", "licensor");
        toml.properties().forEach(field -> {
            var name = field.getKey();
            boolean known = name.equals(FROM_YAML)
                    || (name.equals("okhv") && field.getValue().asText().equals(TOML_VERSION))
                    || SAME.containsValue(name)
                    || (mapped.contains(name) && field.getValue().isTextual())
                    || (DOCUMENTS.containsValue(name) && field.getValue().isArray());
            if (!known) rest.set(name, field.getValue());
        });
        if (!rest.isEmpty()) yaml.set(FROM_TOML, rest);
        return yaml;
    }

    private static String hardware(JsonNode licences) {
        for (var part : List.of("hardware", "documentation", "software"))
            if (!licences.path(part).asText().isEmpty())
                return licences.path(part).asText();
        return licences.isTextual() ? licences.asText() : "";
    }

    private static JsonNode paths(JsonNode documents) {
        var paths = NODES.arrayNode();
        StreamSupport.stream(documents.spliterator(), false)
                .map(one -> one.isObject() ? one.path("path").asText() : one.asText())
                .filter(path -> !path.isEmpty())
                .forEach(paths::add);
        return paths;
    }
}
