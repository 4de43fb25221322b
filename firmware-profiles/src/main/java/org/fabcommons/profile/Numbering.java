// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When lines carry a number. */
public enum Numbering {
    /** The firmware does not know them, or ignores them. */
    NEVER,
    /** In a job. */
    WHEN_PRINTING,
    /** In everything once numbers have been used. */
    ALWAYS;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
