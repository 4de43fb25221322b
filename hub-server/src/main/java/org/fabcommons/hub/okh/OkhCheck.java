// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;

/** What a manifest lacks. */
final class OkhCheck {
    private static final Set<String> VERSIONS =
            Set.of("OKHv1.0", "OKH-LOSHv1.0", "1.0", "2.0", "2.1", "2.2", "2.3", "2.4");
    private static final Pattern TECHNOLOGY = Pattern.compile("OTRL-[1-6]");
    private static final Pattern DOCUMENTATION = Pattern.compile("ODRL-(1|2|3|3\\*|4)");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern WEB = Pattern.compile("https?://\\S+");
    private static final int MOST_FINDINGS = 100;

    private final List<OkhFinding> found = new ArrayList<>();
    private final ObjectNode tree;

    private OkhCheck(ObjectNode tree) {
        this.tree = tree;
    }

    static List<OkhFinding> faults(Okh okh) {
        var check = new OkhCheck(okh.tree());
        if (okh.form() == Okh.Form.TOML) check.toml();
        else check.yaml();
        return check.found.subList(0, Math.min(MOST_FINDINGS, check.found.size()));
    }

    /** What would help, by the names that its own way of writing has for it. */
    static List<OkhFinding> suggestions(Okh okh) {
        var check = new OkhCheck(okh.tree());
        boolean lists = okh.as(Okh.Form.TOML).tree().has("part");
        for (var field : List.of(
                OkhField.IMAGE,
                OkhField.SOURCE,
                OkhField.EXPORT,
                OkhField.BOM,
                OkhField.MAKING,
                OkhField.USING,
                OkhField.LANGUAGES))
            if (field.read(okh).isEmpty() && !(field == OkhField.BOM && lists))
                check.add(field.path(okh.form()), "suggest-" + field.path(Okh.Form.TOML));
        return List.copyOf(check.found);
    }

    private void toml() {
        required("okhv");
        if (tree.has("okhv") && !VERSIONS.contains(tree.get("okhv").asText()))
            add("okhv", "version-unknown", text("okhv"));
        for (var field : List.of("name", "repo", "version", "license", "licensor", "function")) required(field);
        for (var field : List.of("repo", "release"))
            if (!text(field).isBlank() && !WEB.matcher(text(field)).matches()) add(field, "no-address");
        licence("license", tree.path("license"));
        matches("technology-readiness-level", TECHNOLOGY, "otrl-unknown");
        matches("documentation-readiness-level", DOCUMENTATION, "odrl-unknown");
        languages();
        for (var field : List.of(
                "readme",
                "contribution-guide",
                "bom",
                "image",
                "source",
                "export",
                "auxiliary",
                "manufacturing-instructions",
                "user-manual")) paths(field, tree.path(field));
        mass("mass", tree.path("mass"));
        size("outer-dimensions", tree.path("outer-dimensions"));
        int place = 0;
        for (var part : tree.path("part")) {
            var here = "part." + ++place;
            if (part.path("name").asText().isBlank()) add(here + ".name", "required");
            if (empty(part.path("source")) && empty(part.path("export"))) add(here + ".source", "part-files");
            for (var field : List.of("image", "source", "export", "auxiliary"))
                paths(here + "." + field, part.path(field));
            mass(here + ".mass", part.path("mass"));
            size(here + ".outer-dimensions", part.path("outer-dimensions"));
        }
        place = 0;
        for (var software : tree.path("software"))
            if (software.path("release").asText().isBlank()) add("software." + ++place + ".release", "required");
    }

    private void yaml() {
        required("title");
        required("description");
        var licence = tree.path("license");
        if (!licence.isObject() || licence.isEmpty()) add("license", "licence-parts");
        for (var part : List.of("hardware", "documentation", "software"))
            if (licence.has(part)) licence("license." + part, licence.get(part));
        if (tree.path("licensor").path("name").asText().isBlank()) add("licensor.name", "required");
        for (var field : List.of("name", "email"))
            if (tree.path("manifest-author").path(field).asText().isBlank())
                add("manifest-author." + field, "required");
        if (!tree.has("project-link") && !tree.has("documentation-home")) add("documentation-home", "home-required");
        for (var person : List.of("manifest-author", "licensor")) {
            var email = tree.path(person).path("email").asText();
            if (!email.isBlank() && !EMAIL.matcher(email).matches()) add(person + ".email", "email");
        }
        for (var field : List.of("project-link", "documentation-home", "archive-download"))
            if (!text(field).isBlank() && !WEB.matcher(text(field)).matches()) add(field, "no-address");
        languages();
        for (var field : List.of("design-files", "manufacturing-files", "making-instructions", "schematics")) {
            int place = 0;
            for (var document : tree.path(field)) {
                place++;
                path(field + "." + place, document.isObject() ? document.path("path") : document);
            }
        }
    }

    private void languages() {
        for (var language : tree.path("documentation-language").isArray()
                ? tree.path("documentation-language")
                : List.of(tree.path("documentation-language")))
            if (language.isTextual() && !LANGUAGE.matcher(language.asText()).matches())
                add("documentation-language", "language-unknown", language.asText());
    }

    private void licence(String field, JsonNode expression) {
        if (!expression.isTextual() || expression.asText().isBlank()) return;
        try {
            LicenceExpression.read(expression.asText());
        } catch (ExpressionFault e) {
            add(field, "licence-unknown", expression.asText());
        }
    }

    private void matches(String field, Pattern pattern, String code) {
        if (tree.has(field) && !pattern.matcher(text(field)).matches()) add(field, code, text(field));
    }

    private void paths(String field, JsonNode paths) {
        if (paths.isTextual()) path(field, paths);
        int place = 0;
        if (paths.isArray())
            for (var path : paths) {
                place++;
                if (path.isTextual()) path(field + "." + place, path);
            }
    }

    // A file of the repository, or an address elsewhere; never a way out.
    private void path(String field, JsonNode path) {
        var text = path.asText();
        if (WEB.matcher(text).matches()) return;
        if (text.contains("://")
                || text.contains("\\")
                || List.of(text.split("/")).contains("..")) add(field, "path-leads-out", text);
    }

    private void mass(String field, JsonNode mass) {
        if (!mass.isMissingNode() && (!mass.isNumber() || mass.asDouble() < 0)) add(field, "mass-grams");
    }

    private void size(String field, JsonNode size) {
        if (size.isMissingNode()) return;
        for (var side : List.of("width", "depth", "height"))
            if (!size.path(side).isNumber() || size.path(side).asDouble() <= 0) {
                add(field, "size-millimetres");
                return;
            }
    }

    private static boolean empty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText().isBlank());
    }

    private void required(String field) {
        if (empty(tree.path(field))) add(field, "required");
    }

    private String text(String field) {
        return tree.path(field).asText();
    }

    private void add(String field, String code, Object... arguments) {
        found.add(OkhFinding.of(field, code, arguments));
    }
}
