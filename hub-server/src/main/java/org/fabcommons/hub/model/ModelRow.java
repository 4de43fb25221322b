// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;

/** A model as the table has it. */
public record ModelRow(String sha256, String state, String format, String fault, String faultFigures, String facts) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    Model model() {
        var known = format.isEmpty() ? Optional.<ModelFormat>empty() : Optional.of(ModelFormat.valueOf(format));
        try {
            var tree = JSON.readTree(facts.isEmpty() ? "{}" : facts);
            // Facts of a mesh know its surface, whatever becomes of its state meanwhile.
            boolean mesh = tree.has("areaMm2");
            return new Model(
                    sha256,
                    Model.State.of(state),
                    known,
                    mesh ? Optional.of(JSON.treeToValue(tree, MeshFacts.class)) : Optional.empty(),
                    mesh || tree.isEmpty() || known.isEmpty()
                            ? Optional.empty()
                            : Optional.of(JSON.treeToValue(tree, known.get().otherFacts())),
                    fault.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Model.Fault(
                                    fault, JSON.readValue(faultFigures, new TypeReference<List<Object>>() {}))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what is kept of the model " + sha256 + " cannot be read", e);
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
