// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A place with machines.
 *
 * @param handle unique; 2 to 32 of a-z, 0-9 and hyphens, beginning with a letter
 * @param createdAt UTC epoch milliseconds
 */
public record Lab(String id, String handle, String name, Kind kind, OpenTo openTo, long createdAt) {
    public enum Kind {
        /** One person's own machines. */
        HOME,
        /** A place with members and roles. */
        LAB;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who may ask for something to be made. */
    public enum OpenTo {
        /** Any signed-in person. */
        ANYONE,
        MEMBERS;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean home() {
        return kind == Kind.HOME;
    }
}
