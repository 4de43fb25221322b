// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Optional;
import org.fabcommons.hub.design.Design;

/** A design to which another one is related, and how. */
public record Relative(Relation other, DerivationEdge edge) {
    /** The revision as people name it. */
    public String shortRevision() {
        return edge.shortRevision();
    }

    /** The ancestor's newest revision, where it is another one than the one that was built on. */
    public Optional<String> newer() {
        return other.design().map(Design::headRevision).filter(head -> !head.equals(edge.ancestorRevision()));
    }
}
