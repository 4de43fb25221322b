// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a search can be narrowed by; of several values of one facet any will do, of several facets all must. */
enum Facet {
    /** What makes it: a printer, a laser, a mill. */
    PROCESS,
    MATERIAL,
    /** SPDX. */
    LICENCE,
    /** Whether the licence lets anyone use, change and sell it. */
    OPEN,
    /** The profile of a machine that every model of it fits into. */
    FITS,
    /** In which its texts are. */
    LANGUAGE,
    TOOLPATH,
    /** Whether a machine has made it. */
    MADE,
    TAG;

    /** The value of the facets that are there or not. */
    static final String YES = "yes";

    private static final Map<String, Facet> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(Facet::wire, facet -> facet));

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it stands in addresses and in the index. */
    String wire() {
        return wire;
    }

    static Optional<Facet> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /** What the index holds for a value. */
    String token(String value) {
        return wire() + ":" + value;
    }

    /** Whether it has only the one value. */
    boolean flag() {
        return this == OPEN || this == TOOLPATH || this == MADE;
    }
}
