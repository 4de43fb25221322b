// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an {@code ok} follows a request to send a line again. */
public enum ResendOk {
    ALWAYS,
    NEVER,
    /** Some versions do; both must be expected. */
    MAYBE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
