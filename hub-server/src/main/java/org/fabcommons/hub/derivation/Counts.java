// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

/**
 * How often something was made of a design. Variants are counted apart, so that a form with sliders does not look like a
 * following; a use as a part is no derivative.
 *
 * @param remixes derivatives that are no variants: remixes, improvements, ports and translations
 * @param parts designs that use it unmodified
 */
public record Counts(int remixes, int variants, int parts) {
    static final Counts NONE = new Counts(0, 0, 0);

    /** How many of one sort. */
    public int of(Family.Sort sort) {
        return switch (sort) {
            case REMIXES -> remixes;
            case VARIANTS -> variants;
            case PARTS -> parts;
        };
    }

    public int all() {
        return remixes + variants + parts;
    }
}
