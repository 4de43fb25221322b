// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import org.fabcommons.hub.design.Design;

/** A design to which another one is related, and how. */
public record Relative(Design design, DerivationEdge edge) {
    /** The revision as people name it. */
    public String shortRevision() {
        return edge.ancestorRevision().substring(0, 10);
    }
}
