// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.fabcommons.hub.design.Design;

/**
 * The designs around one.
 *
 * @param start the design it is about
 * @param nodes by id, the start first, then the nearer ones before the farther
 * @param edges between these nodes only, the nearer ones first
 * @param cut whether there is more, farther away, than is told
 * @param next how many relations were told so far, where there is a next page
 */
public record Ancestry(
        Design start,
        Direction direction,
        Map<String, Relation> nodes,
        List<DerivationEdge> edges,
        boolean cut,
        OptionalInt next) {
    /** Which way to look. */
    public enum Direction {
        /** What it was made of. */
        ANCESTORS,
        /** What was made of it. */
        DESCENDANTS
    }
}
