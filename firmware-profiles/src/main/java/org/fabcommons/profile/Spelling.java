// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.Locale;

/** Whether one word is likely a misspelt other. */
final class Spelling {
    private Spelling() {}

    /** At most two letters added, left out or changed; case does not count. */
    static boolean near(String written, String meant) {
        var a = written.toLowerCase(Locale.ROOT);
        var b = meant.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > 2) return false;
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()] <= 2;
    }
}
