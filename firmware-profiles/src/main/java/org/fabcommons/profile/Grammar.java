// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a status report reads. */
public enum Grammar {
    /** There are none. */
    NONE,
    /** {@code T:20.0 /0.0 B:…}, {@code X:0.00 Y:…}. */
    REPRAP,
    /** {@code <Idle,MPos:0.000,…>}. */
    GRBL09,
    /** {@code <Idle|MPos:0.000,…>}. */
    GRBL11,
    /** {@code {"sr":{…}}}. */
    JSON;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
