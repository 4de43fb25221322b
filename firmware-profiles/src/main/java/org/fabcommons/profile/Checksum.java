// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a line is protected. */
public enum Checksum {
    NONE,
    /** All bytes before the {@code *} XORed, in decimal. */
    XOR8,
    /** CRC-16 (CCITT, from 0) of all bytes before the {@code *}, in five decimal figures. */
    CRC16;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
