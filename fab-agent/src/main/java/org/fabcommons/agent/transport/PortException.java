// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.Optional;
import org.fabcommons.link.Detail;

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
    private final transient Detail detail;
    private final String holder;

    PortException(Reason reason, Detail detail) {
        this(reason, detail, "");
    }

    private PortException(Reason reason, Detail detail, String holder) {
        super(detail.english());
        this.reason = reason;
        this.detail = detail;
        this.holder = holder;
    }

    /** This program has it. */
    static PortException heldBy(String holder, Detail detail) {
        return new PortException(Reason.BUSY, detail, holder);
    }

    /** Why, and what to do about it, for people. */
    public Detail detail() {
        return detail;
    }

    public Reason reason() {
        return reason;
    }

    /** The program that has the port, as people know it; empty where that is not told. */
    public Optional<String> holder() {
        return Optional.of(holder).filter(name -> !name.isEmpty());
    }
}
