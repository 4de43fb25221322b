// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who can see a design. */
public enum Visibility {
    /** Everybody; it stands in lists and is found by search. */
    PUBLIC,
    /** Everybody who has its address; no list shows it. */
    UNLISTED,
    /** Its owner, or the members of the group that owns it. */
    PRIVATE;

    /** How the API, the tables and the repositories write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Visibility> parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(text))
                .findFirst();
    }
}
