// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

/** Why a machine or a camera was not added, or not taken away: a code that the texts know. */
public final class NotAdded extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    public NotAdded(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
