// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Map;
import org.fabcommons.hub.design.Design;

/**
 * The designs around one, in one direction.
 *
 * @param start the design it is about
 * @param nodes by id, the start included
 */
public record Ancestry(Design start, Direction direction, Map<String, Design> nodes, List<DerivationEdge> edges) {
    /** Which way to look. */
    public enum Direction {
        /** What it was made of. */
        ANCESTORS,
        /** What was made of it. */
        DESCENDANTS
    }
}
