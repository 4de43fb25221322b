// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.Optional;

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
    private final String holder;

    PortException(Reason reason, String message) {
        this(reason, message, "");
    }

    private PortException(Reason reason, String message, String holder) {
        super(message);
        this.reason = reason;
        this.holder = holder;
    }

    /** This program has it. */
    static PortException heldBy(String holder, String message) {
        return new PortException(Reason.BUSY, message, holder);
    }

    public Reason reason() {
        return reason;
    }

    /** The program that has the port, as people know it; empty where that is not told. */
    public Optional<String> holder() {
        return Optional.of(holder).filter(name -> !name.isEmpty());
    }
}
