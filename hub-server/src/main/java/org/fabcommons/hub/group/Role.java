// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person is in a group; each may all that the ones after it may. A person is the owner of what is their own. */
public enum Role {
    /** Hands over, deletes, and says who belongs to the group. */
    OWNER,
    /** Publishes new designs for the group, releases, renames, and says who can see them. */
    MAINTAINER,
    /** Sees what is private and publishes revisions. */
    CONTRIBUTOR;

    public boolean atLeast(Role other) {
        return compareTo(other) <= 0;
    }

    /** How the API and the tables write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> parse(String text) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(text))
                .findFirst();
    }
}
