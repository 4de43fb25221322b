// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

/** Takes out what telnet servers say among the bytes of the machine. Source: RFC 854. For one thread. */
final class Telnet {
    private static final int IAC = 0xff;
    private static final int SB = 250;
    private static final int SE = 240;
    private static final int WILL = 251;
    private static final int DONT = 254;

    private enum Within {
        TEXT,
        COMMAND,
        OPTION,
        NEGOTIATION,
        NEGOTIATION_COMMAND
    }

    private Within within = Within.TEXT;

    /** Moves the machine's own bytes to the front; how many there are. */
    int strip(byte[] bytes, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int b = bytes[i] & 0xff;
            switch (within) {
                case TEXT -> {
                    if (b == IAC) within = Within.COMMAND;
                    else bytes[kept++] = (byte) b;
                }
                case COMMAND -> {
                    if (b == SB) within = Within.NEGOTIATION;
                    else if (b >= WILL && b <= DONT) within = Within.OPTION;
                    else within = Within.TEXT;
                }
                case OPTION -> within = Within.TEXT;
                case NEGOTIATION -> {
                    if (b == IAC) within = Within.NEGOTIATION_COMMAND;
                }
                case NEGOTIATION_COMMAND -> within = b == SE ? Within.TEXT : Within.NEGOTIATION;
            }
        }
        return kept;
    }
}
