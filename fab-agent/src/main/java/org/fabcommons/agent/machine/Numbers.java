// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as firmwares read them. */
final class Numbers {
    private Numbers() {}

    /** A number as a firmware says it; 0 for what is none. */
    static double of(String text) {
        return text.matches("-?\\d{1,7}(\\.\\d{1,6})?") ? Double.parseDouble(text) : 0;
    }

    /** At most three decimals, no exponent, no needless zeros. */
    static String plain(double number) {
        var rounded = BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
