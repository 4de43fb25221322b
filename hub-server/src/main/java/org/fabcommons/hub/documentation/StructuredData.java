// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.web.Markdown;
import org.fabcommons.hub.web.Viewer;

/** What search engines read of a design's page. Source: schema.org, 3DModel. */
final class StructuredData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 200;
    private static final int MOST_TEXT = 2_000;

    private StructuredData() {}

    /** An address where it is one licence, and a work of that name where it is an expression or no licence of SPDX's. */
    private static Object link(String licence) {
        return licence.matches("[A-Za-z0-9.-]+") && !licence.startsWith("LicenseRef-")
                ? "https://spdx.org/licenses/" + licence
                : Map.of("@type", "CreativeWork", "name", licence);
    }

    /**
     * JSON-LD that may stand in a script element.
     *
     * @param owner the person or the group whose it is
     * @param parts the designs here that its bill of materials lists
     */
    static String of(Design design, Owner owner, List<Design> parts, Lineage lineage, Viewer viewer) {
        var base = lineage.base();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("@context", "https://schema.org");
        all.put("@type", "3DModel");
        all.put("@id", address(design, base));
        all.put("url", address(design, base));
        all.put("name", design.title());
        all.put("description", design.summary());
        all.put(
                "license",
                design.parts().isNone()
                        ? link(design.licence())
                        : Stream.concat(Stream.of(design.licence()), design.parts().all().stream())
                                .distinct()
                                .map(StructuredData::link)
                                .toList());
        all.put("keywords", String.join(", ", design.tags()));
        all.put("dateCreated", Instant.ofEpochMilli(design.createdAt()).toString());
        all.put("dateModified", Instant.ofEpochMilli(design.updatedAt()).toString());
        all.put(
                "creator",
                Map.of(
                        "@type",
                        owner.group() ? "Organization" : "Person",
                        "name",
                        owner.displayName(),
                        "url",
                        base.resolve(owner.path()).toString()));
        all.put("isAccessibleForFree", true);
        design.coverPath().ifPresent(path -> all.put("image", base.resolve(path).toString()));
        var listed = parts.stream().map(part -> address(part, base)).toList();
        var works = lineage.works(design, listed, viewer);
        all.putAll(works);
        if (!parts.isEmpty())
            all.put(
                    "hasPart",
                    Stream.concat(
                                    parts.stream()
                                            .map(part -> Map.of(
                                                    "@type",
                                                    "3DModel",
                                                    "name",
                                                    part.title(),
                                                    "url",
                                                    address(part, base))),
                                    works.getOrDefault("hasPart", List.of()).stream())
                            .toList());
        return script(all);
    }

    /** How it is made: what it takes, and the steps, where there are any. Source: schema.org, HowTo. */
    static String of(Design design, Bill bill, Assembly assembly, URI base) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("@context", "https://schema.org");
        all.put("@type", "HowTo");
        all.put("name", design.title());
        all.put("description", design.summary());
        all.put("url", address(design, base) + "/assembly");
        all.put("about", Map.of("@type", "3DModel", "@id", address(design, base), "name", design.title()));
        design.coverPath().ifPresent(path -> all.put("image", base.resolve(path).toString()));
        all.put(
                "supply",
                bill.lines().stream().limit(MOST).map(StructuredData::supply).toList());
        all.put(
                "tool",
                assembly.steps().stream()
                        .flatMap(step -> step.tools().stream())
                        .distinct()
                        .map(tool -> Map.of("@type", "HowToTool", "name", tool))
                        .toList());
        all.put(
                "step",
                assembly.steps().stream().map(step -> step(design, step, base)).toList());
        all.values().removeIf(List.of()::equals);
        return script(all);
    }

    private static Map<String, Object> step(Design design, Assembly.Step step, URI base) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("@type", "HowToStep");
        told.put("position", step.number());
        told.put("name", step.title());
        told.put("url", address(design, base) + "/assembly#" + step.anchor());
        var text = Markdown.plain(step.html());
        told.put("text", text.isEmpty() ? step.title() : text.substring(0, Math.min(MOST_TEXT, text.length())));
        var pictures = Markdown.pictures(step.html()).stream()
                .map(address -> base.resolve(address).toString())
                .toList();
        if (!pictures.isEmpty()) told.put("image", pictures);
        return told;
    }

    private static Map<String, Object> supply(BillLine line) {
        Map<String, Object> supply = new LinkedHashMap<>();
        supply.put("@type", "HowToSupply");
        supply.put("name", line.name());
        if (line.linked()) supply.put("url", line.link());
        if (line.amount().isEmpty()) {
            supply.put("requiredQuantity", line.quantity());
            return supply;
        }
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("@type", "QuantitativeValue");
        quantity.put("value", line.amount().get());
        if (!line.unit().isEmpty()) quantity.put("unitText", line.unit());
        supply.put("requiredQuantity", quantity);
        return supply;
    }

    private static String address(Design design, URI base) {
        return base.resolve(design.path()).toString();
    }

    private static String script(Map<String, Object> all) {
        try {
            // Nothing in it may end the script element.
            return JSON.writeValueAsString(all)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
