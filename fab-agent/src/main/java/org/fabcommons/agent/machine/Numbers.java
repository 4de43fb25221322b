// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as firmwares read them. */
final class Numbers {
    private Numbers() {}

    /** At most three decimals, no exponent, no needless zeros. */
    static String plain(double number) {
        var rounded = BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
