// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.derivation.Kind;
import org.fabcommons.hub.derivation.Relative;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.web.Viewer;

/**
 * What a design was made of, as manifests, data packages and search engines are told it: variants apart from other
 * derivatives, and uses as a part apart from both. An ancestor that is gone keeps its title.
 */
record Lineage(Family family, URI base) {
    /**
     * A manifest that says it too; what its author wrote there stays. Source: Open Know-How 1.0, derivative-of, variant-of
     * and sub-parts; OKH-LOSH, fork-of. Each names one origin, so that is the one whose files it began with.
     */
    Okh in(Okh okh, Design design, Viewer viewer) {
        var parents = family.parents(design, viewer);
        if (parents.isEmpty()) return okh;
        var first =
                parents.stream().filter(each -> each.edge().kind().derivative()).findFirst();
        var fields = okh.as(Okh.Form.YAML).tree();
        if (!fields.has("derivative-of") && !fields.has("variant-of"))
            first.ifPresent(each ->
                    fields.set(each.edge().kind() == Kind.VARIANT ? "variant-of" : "derivative-of", origin(each)));
        var parts =
                parents.stream().filter(each -> each.edge().kind() == Kind.PART).toList();
        if (!parts.isEmpty() && !fields.has("sub-parts"))
            parts.forEach(each -> fields.withArray("sub-parts").add(origin(each)));
        var told = Okh.of(Okh.Form.YAML, fields).as(okh.form());
        if (okh.form() == Okh.Form.YAML || told.text("fork-of").isPresent()) return told;
        var toml = told.tree();
        first.flatMap(this::address).ifPresent(address -> toml.put("fork-of", address));
        return Okh.of(Okh.Form.TOML, toml);
    }

    private ObjectNode origin(Relative relative) {
        var origin = JsonNodeFactory.instance
                .objectNode()
                .put("title", relative.other().title());
        address(relative).ifPresent(address -> origin.put("manifest", address + "/okh.yml")
                .put("web", address));
        return origin;
    }

    private Optional<String> address(Relative relative) {
        return relative.other().design().map(there -> base.resolve(there.path()).toString());
    }

    /** The sources of a data package, each with the kind of derivation and the revision. */
    List<Map<String, Object>> sources(Design design, Viewer viewer) {
        return family.parents(design, viewer).stream()
                .map(each -> {
                    Map<String, Object> source = new LinkedHashMap<>();
                    source.put("title", each.other().title());
                    address(each).ifPresent(address -> source.put("path", address));
                    source.put("version", each.edge().ancestorRevision());
                    source.put("kind", each.edge().kind().wire());
                    source.put("license", each.edge().ancestorLicence());
                    return source;
                })
                .toList();
    }

    /**
     * The relations as schema.org calls them: {@code isBasedOn}, of a variant {@code exampleOfWork}, and {@code hasPart}.
     *
     * @param listed addresses of parts that its bill of materials tells of already
     */
    Map<String, List<Map<String, Object>>> works(Design design, List<String> listed, Viewer viewer) {
        var parents = family.parents(design, viewer);
        Map<String, List<Map<String, Object>>> works = new LinkedHashMap<>();
        works.put("isBasedOn", works(parents, kind -> kind.derivative() && kind != Kind.VARIANT));
        works.put("exampleOfWork", works(parents, kind -> kind == Kind.VARIANT));
        works.put(
                "hasPart",
                works(parents, kind -> kind == Kind.PART).stream()
                        .filter(part -> !listed.contains(String.valueOf(part.get("url"))))
                        .toList());
        works.values().removeIf(List::isEmpty);
        return works;
    }

    private List<Map<String, Object>> works(List<Relative> parents, Predicate<Kind> which) {
        return parents.stream()
                .filter(each -> which.test(each.edge().kind()))
                .map(each -> {
                    Map<String, Object> work = new LinkedHashMap<>();
                    work.put("@type", "3DModel");
                    work.put("name", each.other().title());
                    address(each).ifPresent(address -> work.put("url", address));
                    return work;
                })
                .toList();
    }
}
