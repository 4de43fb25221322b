// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.Set;

/**
 * Something that a new work is made of.
 *
 * @param name how people call it, such as {@code owner/name}
 * @param direct whether the new work is made of it itself, rather than of something made of it
 * @param permitted licences for derivatives that its author agreed to, canonical expressions
 */
public record Work(String name, LicenceTerms terms, boolean direct, Set<String> permitted) {
    public Work {
        permitted = Set.copyOf(permitted);
    }

    /** A work that is derived from directly, without a permission besides its licence. */
    public static Work of(String name, LicenceTerms terms) {
        return new Work(name, terms, true, Set.of());
    }
}
