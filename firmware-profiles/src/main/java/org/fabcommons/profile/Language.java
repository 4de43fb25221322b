// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How lines are formed and answered. */
public enum Language {
    /** Lines of words, each answered by {@code ok}; perhaps with number and checksum. */
    REPRAP,
    /** Lines of words, each answered by {@code ok} or an error; single bytes that act at once. */
    GRBL,
    /** Lines of words or JSON, each answered by a JSON object with a footer. */
    JSON,
    /** Instructions that nobody answers. */
    PLOTTER;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
