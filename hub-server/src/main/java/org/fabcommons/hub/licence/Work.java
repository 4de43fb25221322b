// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.Set;
import org.fabcommons.hub.licence.Verdict.Use;

/**
 * Something that a new work is made of.
 *
 * @param name how people call it, such as {@code owner/name}
 * @param direct whether the new work is made of it itself, rather than of something made of it
 * @param own whether it belongs to whoever makes the new work
 * @param permitted licences for derivatives that its author agreed to, canonical expressions
 */
public record Work(String name, LicenceTerms terms, Use use, boolean direct, boolean own, Set<String> permitted) {
    public Work {
        permitted = Set.copyOf(permitted);
    }

    /** A work of somebody else that is derived from directly, without a permission besides its licence. */
    public static Work of(String name, LicenceTerms terms) {
        return new Work(name, terms, Use.DERIVATIVE, true, false, Set.of());
    }

    /** The same by another name. */
    Work called(String other) {
        return new Work(other, terms, use, direct, own, permitted);
    }

    /** The same, used as it is or changed. */
    public Work as(Use other) {
        return new Work(name, terms, other, direct, own, permitted);
    }

    /** The same as an ancestor of an ancestor. */
    public Work further() {
        return new Work(name, terms, use, false, own, permitted);
    }

    /** The same, belonging to whoever makes the new work. */
    public Work mine() {
        return new Work(name, terms, use, direct, true, permitted);
    }

    /** The same with what its author agreed to. */
    public Work permitting(Set<String> licences) {
        return new Work(name, terms, use, direct, own, licences);
    }
}
