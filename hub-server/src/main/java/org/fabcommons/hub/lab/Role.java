// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do in a lab; each may all that the next one may. */
public enum Role {
    /** Pairs agents, names members and their roles. */
    MANAGER,
    /** Confirms, pauses and stops jobs, and says how they went. */
    OPERATOR,
    /** Asks for jobs, and may stop a machine. */
    MEMBER;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this role includes that one. */
    public boolean may(Role needed) {
        return compareTo(needed) <= 0;
    }

    static Optional<Role> parse(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }
}
