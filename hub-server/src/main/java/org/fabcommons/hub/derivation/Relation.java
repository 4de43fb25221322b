// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Optional;
import org.fabcommons.hub.design.Design;

/**
 * A design in a family, or the credit that is left of it.
 *
 * @param design empty where it is gone or whoever looks may not see it
 * @param fullName {@code owner/name}; of one that is gone as it was called when it was recorded
 * @param licence SPDX id; may be empty for one that is gone
 */
public record Relation(String id, Optional<Design> design, String fullName, String title, String licence) {
    static Relation of(Design design) {
        return new Relation(design.id(), Optional.of(design), design.fullName(), design.title(), design.licence());
    }

    /** What the edge says of an ancestor that cannot be looked at. */
    static Relation gone(DerivationEdge edge) {
        return new Relation(
                edge.ancestor(),
                Optional.empty(),
                edge.ancestorName(),
                edge.ancestorTitle().isEmpty() ? edge.ancestorName() : edge.ancestorTitle(),
                edge.ancestorLicence());
    }

    public boolean isGone() {
        return design.isEmpty();
    }

    public String owner() {
        return fullName.split("/", 2)[0];
    }
}
