// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Optional;

/**
 * A design to which another one is related, and how.
 *
 * @param newer what the ancestor has by now, where somebody asked ({@link Family#withNews})
 */
public record Relative(Relation other, DerivationEdge edge, Optional<Newer> newer) {
    public Relative(Relation other, DerivationEdge edge) {
        this(other, edge, Optional.empty());
    }

    /**
     * Something newer than what was built on.
     *
     * @param revision 40 hexadecimal digits
     * @param release the release's name; empty where the ancestor has none and this is its newest revision
     */
    public record Newer(String revision, Optional<String> release) {}

    /** The revision as people name it. */
    public String shortRevision() {
        return edge.shortRevision();
    }
}
