// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.web.Problem;

/** How a design goes back to an ancestor. */
public enum Kind {
    /** Something new was made of it. */
    REMIX,
    /** The same thing, better. */
    IMPROVEMENT,
    /** The same thing for another process or machine. */
    PORT,
    /** The same thing in another language or system of units. */
    TRANSLATION,
    /** The same thing with other parameters; counted apart from remixes everywhere. */
    VARIANT,
    /** It is used unmodified as a component, which makes no derivative of it. */
    PART;

    /** The kinds that make a derivative. */
    public static final List<Kind> DERIVATIVES =
            Arrays.stream(values()).filter(Kind::derivative).toList();

    /** How manifests, tables and the API call it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what is made is a derivative of the ancestor, to which its licence reaches. */
    public boolean derivative() {
        return this != PART;
    }

    /** The kind of this wire name. */
    public static Optional<Kind> find(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }

    /** What a manifest says; one that this hub does not know yet is a derivative of some kind. */
    static Kind recorded(String wire) {
        return find(wire).orElse(REMIX);
    }

    /**
     * What a person chose; a remix where nothing was said.
     *
     * @throws Problem INVALID
     */
    static Kind chosen(String wire) {
        if (wire == null || wire.isBlank()) return REMIX;
        return find(wire)
                .orElseThrow(() -> Problem.invalid(
                        "kind",
                        "kind-unknown",
                        String.join(
                                ", ", Arrays.stream(values()).map(Kind::wire).toList())));
    }
}
