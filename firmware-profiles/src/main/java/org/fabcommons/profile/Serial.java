// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;

/**
 * The port.
 *
 * @param baud bits per second, 8N1
 * @param quietMs how long the board may be silent after opening while its bootloader waits
 * @param openResets whether opening the port (DTR) restarts the board
 * @param flowControl how the machine itself holds the line up
 * @param otherBauds what else such machines are set to, likeliest first
 */
public record Serial(int baud, int quietMs, boolean openResets, FlowControl flowControl, List<Integer> otherBauds) {
    public Serial {
        flowControl = flowControl == null ? FlowControl.NONE : flowControl;
        otherBauds = otherBauds == null ? List.of() : List.copyOf(otherBauds);
        InvalidValue.unless(baud >= 300, "serial.baud", "must be at least 300");
        InvalidValue.unless(quietMs >= 0, "serial.quietMs", "must not be negative");
    }
}
