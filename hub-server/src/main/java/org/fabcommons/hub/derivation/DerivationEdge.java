// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import org.fabcommons.hub.licence.PartLicences;

/**
 * One design was made of another one, or uses it.
 *
 * @param design the id of the one made
 * @param ancestor the id of the one it was made of
 * @param ancestorRevision of which revision, 40 hexadecimal digits
 * @param note what was taken or changed, in the author's words; may be empty
 * @param ancestorName {@code owner/name} when it was recorded; with the title and licence it is the credit that stays
 *     when the ancestor is gone
 * @param ancestorLicence SPDX expression, as are the two that follow, which are empty where they are the same
 */
public record DerivationEdge(
        String design,
        String ancestor,
        String ancestorRevision,
        Kind kind,
        String note,
        String ancestorName,
        String ancestorTitle,
        String ancestorLicence,
        String ancestorDocumentationLicence,
        String ancestorSoftwareLicence) {
    /** The revision as people name it. */
    public String shortRevision() {
        return ancestorRevision.substring(0, Math.min(10, ancestorRevision.length()));
    }

    /** The licences that its documentation and software had of their own. */
    public PartLicences ancestorParts() {
        return new PartLicences(ancestorDocumentationLicence, ancestorSoftwareLicence);
    }

    /** The handle of the ancestor's owner when it was recorded. */
    public String ancestorOwner() {
        return ancestorName.split("/", 2)[0];
    }
}
