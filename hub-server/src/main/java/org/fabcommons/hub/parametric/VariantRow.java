// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;

/** A variant as the table has it. */
public record VariantRow(
        String id,
        String design,
        String revision,
        String path,
        String chosen,
        String state,
        String fault,
        String said,
        String facts,
        String askedBy,
        long askedAt) {
    static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    Variant variant() {
        try {
            return new Variant(
                    id,
                    design,
                    revision,
                    path,
                    JSON.readValue(chosen, new TypeReference<Map<String, String>>() {}),
                    Variant.State.valueOf(state.toUpperCase(Locale.ROOT)),
                    fault,
                    said,
                    facts.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(facts, MeshFacts.class)),
                    askedBy,
                    askedAt);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what is kept of the variant " + id + " cannot be read", e);
        }
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
