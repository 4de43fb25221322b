// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;

/**
 * A design with other parameters, as somebody asked for it.
 *
 * @param path the OpenSCAD file
 * @param chosen the values that differ from the source, by parameter
 * @param fault why it failed: a code whose text is {@code parametric.fault.<code>}; empty otherwise
 * @param said what OpenSCAD said when it failed
 * @param askedAt UTC epoch milliseconds
 */
public record Variant(
        String id,
        String design,
        String revision,
        String path,
        Map<String, String> chosen,
        State state,
        String fault,
        String said,
        Optional<MeshFacts> facts,
        String askedBy,
        long askedAt) {
    /** How far it is. */
    public enum State {
        WAITING,
        RENDERING,
        READY,
        FAILED;

        /** As it stands in the table and in the API. */
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether it will become something else by itself. */
    public boolean pending() {
        return state == State.WAITING || state == State.RENDERING;
    }

    /** The file's name without folders and ending. */
    public String stem() {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
