// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.Locale;
import org.fabcommons.profile.Checksum;

/** What protects a numbered line. */
final class Sums {
    private Sums() {}

    /** Puts its checksum behind the line, after a {@code *}. */
    static void protect(StringBuilder line, Checksum how) {
        switch (how) {
            case NONE -> {}
            case XOR8 -> {
                int sum = xor(line);
                line.append('*').append(sum);
            }
            // Five figures tell the firmware that it is the longer sum. Source: RepRapFirmware, StringParser.cpp.
            case CRC16 -> {
                int sum = crc(line);
                line.append('*').append(String.format(Locale.ROOT, "%05d", sum));
            }
        }
    }

    private static int xor(CharSequence body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) sum ^= body.charAt(i);
        return sum & 0xff;
    }

    /** CRC-16 with the polynomial 0x1021, from 0. */
    private static int crc(CharSequence body) {
        int crc = 0;
        for (int i = 0; i < body.length(); i++) {
            crc ^= body.charAt(i) << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            crc &= 0xffff;
        }
        return crc;
    }
}
