// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;

/** A port that could not be opened; the message says why and what to do about it. */
public final class PortException extends IOException {
    private static final long serialVersionUID = 1;

    /** Why a port does not open. */
    public enum Reason {
        MISSING,
        FORBIDDEN,
        BUSY,
        UNUSABLE
    }

    private final Reason reason;

    PortException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
