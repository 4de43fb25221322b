// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.Locale;
import org.fabcommons.profile.Checksum;

/** What protects a numbered line. */
final class Sums {
    private Sums() {}

    /** The line with its checksum behind a {@code *}. */
    static String protect(String body, Checksum how) {
        return switch (how) {
            case NONE -> body;
            case XOR8 -> body + "*" + xor(body);
            // Five figures tell the firmware that it is the longer sum. Source: RepRapFirmware, StringParser.cpp.
            case CRC16 -> body + "*" + String.format(Locale.ROOT, "%05d", crc(body));
        };
    }

    private static int xor(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) sum ^= body.charAt(i);
        return sum & 0xff;
    }

    /** CRC-16 with the polynomial 0x1021, from 0. */
    private static int crc(String body) {
        int crc = 0;
        for (int i = 0; i < body.length(); i++) {
            crc ^= body.charAt(i) << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            crc &= 0xffff;
        }
        return crc;
    }
}
