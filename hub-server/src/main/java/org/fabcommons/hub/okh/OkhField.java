// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a form asks of a manifest: a field with the place that each of the two ways of writing has for it. Its label is the
 * message {@code okh.field.<name>}, its help {@code okh.field.<name>.hint}.
 */
public enum OkhField {
    TITLE(Group.ABOUT, Kind.LINE, "name", "title"),
    FUNCTION(Group.ABOUT, Kind.TEXT, "function", "description"),
    INTENDED_USE(Group.ABOUT, Kind.TEXT, "", "intended-use"),
    KEYWORDS(Group.ABOUT, Kind.LIST, "", "keywords"),
    VERSION(Group.ABOUT, Kind.LINE, "version", "version"),
    LANGUAGES(Group.ABOUT, Kind.LIST, "documentation-language", "documentation-language"),
    LICENSOR(Group.PEOPLE, Kind.LINE, "licensor", "licensor.name"),
    LICENSOR_EMAIL(Group.PEOPLE, Kind.LINE, "", "licensor.email"),
    ORGANIZATION(Group.PEOPLE, Kind.LINE, "organization", "licensor.affiliation"),
    AUTHOR(Group.PEOPLE, Kind.LINE, "", "manifest-author.name"),
    AUTHOR_EMAIL(Group.PEOPLE, Kind.LINE, "", "manifest-author.email"),
    LICENCE(Group.RIGHTS, Kind.LINE, "license", "license.hardware"),
    DOCUMENTATION_LICENCE(Group.RIGHTS, Kind.LINE, "okh-v1.license.documentation", "license.documentation"),
    SOFTWARE_LICENCE(Group.RIGHTS, Kind.LINE, "okh-v1.license.software", "license.software"),
    HOME(Group.PLACES, Kind.LINE, "repo", "documentation-home"),
    PROJECT(Group.PLACES, Kind.LINE, "", "project-link"),
    RELEASE(Group.PLACES, Kind.LINE, "release", "archive-download"),
    README(Group.FILES, Kind.PATH, "readme", ""),
    IMAGE(Group.FILES, Kind.PATHS, "image", "image"),
    SOURCE(Group.FILES, Kind.PATHS, "source", "design-files"),
    EXPORT(Group.FILES, Kind.PATHS, "export", "manufacturing-files"),
    AUXILIARY(Group.FILES, Kind.PATHS, "auxiliary", ""),
    BOM(Group.FILES, Kind.PATH, "bom", "bom"),
    MAKING(Group.FILES, Kind.PATHS, "manufacturing-instructions", "making-instructions"),
    USING(Group.FILES, Kind.PATHS, "user-manual", "operating-instructions"),
    MASS(Group.THING, Kind.NUMBER, "mass", ""),
    WIDTH(Group.THING, Kind.NUMBER, "outer-dimensions.width", ""),
    DEPTH(Group.THING, Kind.NUMBER, "outer-dimensions.depth", ""),
    HEIGHT(Group.THING, Kind.NUMBER, "outer-dimensions.height", ""),
    TECHNOLOGY(Group.THING, Kind.TECHNOLOGY_READINESS, "technology-readiness-level", ""),
    DOCUMENTATION(Group.THING, Kind.DOCUMENTATION_READINESS, "documentation-readiness-level", "");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Fields that stand together. */
    public enum Group {
        ABOUT,
        PEOPLE,
        RIGHTS,
        PLACES,
        FILES,
        THING
    }

    /** What a field holds. */
    public enum Kind {
        LINE,
        TEXT,
        /** A number, in the unit its help names. */
        NUMBER,
        /** A file of the design, or a web address. */
        PATH,
        PATHS,
        LIST,
        TECHNOLOGY_READINESS,
        DOCUMENTATION_READINESS;

        /** Whether there may be several. */
        public boolean several() {
            return this == LIST || this == PATHS;
        }

        /** Whether it names files of the design, or addresses. */
        public boolean path() {
            return this == PATH || this == PATHS;
        }

        /** What may be chosen; none where anything may be written. */
        public List<String> choices() {
            return switch (this) {
                case TECHNOLOGY_READINESS -> List.of("OTRL-1", "OTRL-2", "OTRL-3", "OTRL-4", "OTRL-5", "OTRL-6");
                case DOCUMENTATION_READINESS -> List.of("ODRL-1", "ODRL-2", "ODRL-3", "ODRL-3*", "ODRL-4");
                case LINE, TEXT, NUMBER, PATH, PATHS, LIST -> List.of();
            };
        }
    }

    private final Group group;
    private final Kind kind;
    private final String toml;
    private final String yaml;

    OkhField(Group group, Kind kind, String toml, String yaml) {
        this.group = group;
        this.kind = kind;
        this.toml = toml;
        this.yaml = yaml;
    }

    public Kind kind() {
        return kind;
    }

    /** How forms and messages call it. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Its place in a way of writing, with dots; empty where that has none. */
    public String path(Okh.Form form) {
        return form == Okh.Form.TOML ? toml : yaml;
    }

    /** Those of a group that a way of writing has a place for. */
    public static List<OkhField> of(Group group, Okh.Form form) {
        return Arrays.stream(values())
                .filter(field -> field.group == group && !field.path(form).isEmpty())
                .toList();
    }

    /** The field that a finding speaks of: its own place, or a member of it. */
    public static Optional<OkhField> at(String place, Okh.Form form) {
        return Arrays.stream(values())
                .filter(field -> !field.path(form).isEmpty())
                .filter(field -> place.equals(field.path(form))
                        || place.startsWith(field.path(form) + ".")
                        // A size is one thing in the specification and three in a form; licences likewise.
                        || field.path(form).startsWith(place + "."))
                .findFirst();
    }

    /** What a manifest holds there. */
    public List<String> read(Okh okh) {
        JsonNode node = okh.tree();
        for (var step : path(okh.form()).split("\\.")) node = node.path(step);
        List<String> found = new ArrayList<>();
        if (node.isArray()) for (var one : node) found.add(text(one));
        else found.add(text(node));
        found.removeIf(String::isEmpty);
        return found;
    }

    private static String text(JsonNode node) {
        return node.isObject()
                ? node.path("path").asText()
                : node.isNull() ? "" : node.asText().strip();
    }

    /** Puts it there; nothing takes it away. A number that is none stays a text, and is told of by the check. */
    void write(Okh.Form form, ObjectNode tree, List<String> values) {
        var steps = path(form).split("\\.");
        var place = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            if (!(place.get(steps[i]) instanceof ObjectNode) && values.isEmpty()) return;
            place = place.get(steps[i]) instanceof ObjectNode inner ? inner : place.putObject(steps[i]);
        }
        var last = steps[steps.length - 1];
        if (values.isEmpty()) {
            place.remove(last);
            if (steps.length > 1 && place.isEmpty()) tree.remove(steps[0]);
        } else place.set(last, node(form, place.path(last), values));
    }

    private JsonNode node(Okh.Form form, JsonNode before, List<String> values) {
        if (kind == Kind.NUMBER) {
            try {
                return NODES.numberNode(new BigDecimal(values.get(0).replace(',', '.')));
            } catch (NumberFormatException noNumber) {
                return NODES.textNode(values.get(0));
            }
        }
        // One is written as one where it was, or where the form has room for one only.
        if (!kind.several() || (values.size() == 1 && (before.isTextual() || (this == IMAGE && form == Okh.Form.YAML))))
            return NODES.textNode(values.get(0));
        var list = NODES.arrayNode();
        for (var value : values) {
            JsonNode kept = null;
            // What else is said of a document, such as its title, stays with it.
            for (var one : before)
                if (one.isObject() && one.path("path").asText().equals(value)) kept = one;
            if (kept != null) list.add(kept);
            else if (kind == Kind.PATHS && this != IMAGE && form == Okh.Form.YAML)
                list.addObject().put("path", value);
            else list.add(value);
        }
        return list;
    }
}
