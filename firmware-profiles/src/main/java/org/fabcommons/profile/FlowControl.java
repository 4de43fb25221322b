// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a machine holds up the line. */
public enum FlowControl {
    /** Not at all. */
    NONE,
    /** By the bytes 0x13 (stop) and 0x11 (go on). */
    XON_XOFF,
    /** By a wire. */
    RTS_CTS,
    /** By another wire, as older plotters do. */
    DSR_DTR;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
