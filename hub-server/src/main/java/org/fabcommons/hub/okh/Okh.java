// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manifest as it was written, whatever it holds: fields that nobody knows stay. Immutable; what {@link #tree} gives is a
 * copy.
 */
public final class Okh {
    /** Longer ones are not read, in bytes. */
    public static final int MOST_BYTES = 1_000_000;

    /** The two ways of writing. */
    public enum Form {
        /** Version 1.0, YAML. */
        YAML("okh.yml", "application/yaml"),
        /** OKH-LOSH, TOML. */
        TOML("okh.toml", "application/toml");

        private final String fileName;
        private final String mediaType;

        Form(String fileName, String mediaType) {
            this.fileName = fileName;
            this.mediaType = mediaType;
        }

        /** What such a file is called at the root of a repository. */
        public String fileName() {
            return fileName;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The form of a file at the root of a repository that is a manifest by its name, whoever named it. */
        public static Optional<Form> ofPath(String path) {
            var name = path.toLowerCase(Locale.ROOT);
            if (name.contains("/") || !name.contains("okh")) return Optional.empty();
            if (name.endsWith(".toml")) return Optional.of(TOML);
            return name.endsWith(".yml") || name.endsWith(".yaml") ? Optional.of(YAML) : Optional.empty();
        }
    }

    private final Form form;
    private final ObjectNode tree;

    private Okh(Form form, ObjectNode tree) {
        this.form = form;
        this.tree = tree;
    }

    /** A manifest with these fields, named as the form names them. */
    public static Okh of(Form form, ObjectNode fields) {
        return new Okh(form, fields.deepCopy());
    }

    /** @throws OkhFault where the text is not YAML or TOML, or no table of fields */
    public static Okh read(Form form, byte[] text) throws OkhFault {
        return new Okh(form, OkhText.read(form, text));
    }

    public Form form() {
        return form;
    }

    /** All fields. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    /** The text of a file. */
    public String text() {
        return OkhText.write(form, tree);
    }

    /** This manifest as a text that differs from an earlier one in what changed only: comments and order stay. */
    public String textLike(String before) {
        return OkhPatch.apply(form, before, tree);
    }

    /** The same with these values; what is in no field of forms stays. */
    public Okh with(Map<OkhField, List<String>> values) {
        var changed = tree.deepCopy();
        new TreeMap<>(values).forEach((field, given) -> {
            // What is the same stays as it was written, be it a number or a text.
            if (!field.path(form).isEmpty() && !field.read(this).equals(given)) field.write(form, changed, given);
        });
        if (form == Form.TOML && changed.path("okh-v1").path("license") instanceof ObjectNode licences) {
            // Version 1, for which these are kept, needs all of them in one place.
            licences.set("hardware", changed.path("license"));
            ((ObjectNode) changed.get("okh-v1")).put("okh-manifest-version", "1.0.0");
            if (licences.size() == 1) ((ObjectNode) changed.get("okh-v1")).remove("license");
            if (changed.get("okh-v1").size() == 1) changed.remove("okh-v1");
        }
        return new Okh(form, changed);
    }

    /** The same in the other form; turned back it is what it was. */
    public Okh as(Form wanted) {
        if (wanted == form) return this;
        return new Okh(wanted, wanted == Form.TOML ? OkhMapping.toToml(tree) : OkhMapping.toYaml(tree));
    }

    /** What the specification asks for and is missing or wrong, in the order of the fields. */
    public List<OkhFinding> faults() {
        return OkhCheck.faults(this);
    }

    /** What good documentation would add; nobody has to. */
    public List<OkhFinding> suggestions() {
        return OkhCheck.suggestions(this);
    }

    /** A field's text; empty where there is none. */
    public Optional<String> text(String field) {
        return Optional.ofNullable(tree.get(field))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** A field's texts, whether it holds one or a list. */
    public List<String> texts(String field) {
        var node = tree.get(field);
        if (node == null) return List.of();
        if (node.isValueNode()) return node.asText().isBlank() ? List.of() : List.of(node.asText());
        var all = new ArrayList<String>();
        for (var one : node) if (one.isValueNode() && !one.asText().isBlank()) all.add(one.asText());
        return all;
    }

    /** What people call the thing. */
    public Optional<String> title() {
        return text(form == Form.TOML ? "name" : "title");
    }

    /** What the thing does. */
    public Optional<String> function() {
        return text(form == Form.TOML ? "function" : "description");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Okh that && form == that.form && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return Objects.hash(form, tree);
    }

    @Override
    public String toString() {
        return text();
    }
}
