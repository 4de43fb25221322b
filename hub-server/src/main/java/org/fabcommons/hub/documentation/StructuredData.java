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

/** What search engines read of a design's page. Source: schema.org, 3DModel. */
final class StructuredData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 200;

    private StructuredData() {}

    private static String link(String licence) {
        return "https://spdx.org/licenses/" + licence;
    }

    /**
     * JSON-LD that may stand in a script element.
     *
     * @param owner the person or the group whose it is
     * @param parts the designs here that it is made of
     */
    static String of(Design design, Owner owner, List<Design> parts, URI base) {
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
                                .map(StructuredData::link)
                                .distinct()
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
        if (!parts.isEmpty())
            all.put(
                    "hasPart",
                    parts.stream()
                            .map(part -> Map.of("@type", "3DModel", "name", part.title(), "url", address(part, base)))
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
        all.put("about", Map.of("@id", address(design, base)));
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
                assembly.steps().stream()
                        .map(step -> Map.of(
                                "@type",
                                "HowToStep",
                                "position",
                                step.number(),
                                "name",
                                step.title(),
                                "url",
                                address(design, base) + "/assembly#" + step.anchor()))
                        .toList());
        all.values().removeIf(List.of()::equals);
        return script(all);
    }

    private static Map<String, Object> supply(BillLine line) {
        Map<String, Object> supply = new LinkedHashMap<>();
        supply.put("@type", "HowToSupply");
        supply.put("name", line.name());
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("@type", "QuantitativeValue");
        quantity.put("value", line.amount().<Object>map(amount -> amount).orElse(line.quantity()));
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
