// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

/** A text that is no manifest at all, for its syntax. */
public final class OkhFault extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /** @param line from 1; 0 where it is not known */
    OkhFault(int line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /** From 1; 0 where it is not known. */
    public int line() {
        return line;
    }
}
