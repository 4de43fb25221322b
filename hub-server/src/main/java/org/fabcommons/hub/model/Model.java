// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.OtherFacts;

/**
 * What is known of a file's content.
 *
 * @param format as it was recognised, whatever its name says
 * @param facts where it was measured
 * @param other what is known of a file that is no mesh
 * @param fault why it could not be measured
 */
public record Model(
        String sha256,
        State state,
        Optional<ModelFormat> format,
        Optional<MeshFacts> facts,
        Optional<OtherFacts> other,
        Optional<Fault> fault) {

    /** How far the looking has come. */
    public enum State {
        WAITING,
        MEASURED,
        SEEN,
        REFUSED;

        /** As it stands in the table and in the API. */
        public String wireName() {
            return switch (this) {
                case WAITING -> "waiting";
                case MEASURED -> "measured";
                case SEEN -> "seen";
                case REFUSED -> "refused";
            };
        }

        static State of(String wireName) {
            return valueOf(wireName.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /**
     * Why a model could not be measured; the text is {@code model.fault.<code>}.
     *
     * @param figures what the text is filled with: numbers and words
     */
    public record Fault(String code, List<Object> figures) {}

    /** A file that nobody has looked at yet. */
    public static Model waiting(String sha256) {
        return new Model(sha256, State.WAITING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
