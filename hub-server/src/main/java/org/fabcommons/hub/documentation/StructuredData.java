// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;

/** What search engines read of a design's page. Source: schema.org, 3DModel. */
final class StructuredData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StructuredData() {}

    private static String link(String licence) {
        return "https://spdx.org/licenses/" + licence;
    }

    /** JSON-LD that may stand in a script element. */
    static String of(Design design, URI base) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("@context", "https://schema.org");
        all.put("@type", "3DModel");
        all.put("@id", base.resolve(design.path()).toString());
        all.put("url", base.resolve(design.path()).toString());
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
                        "Person",
                        "name",
                        design.ownerHandle(),
                        "url",
                        base.resolve("/people/" + design.ownerHandle()).toString()));
        all.put("isAccessibleForFree", true);
        design.coverPath().ifPresent(path -> all.put("image", base.resolve(path).toString()));
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
