// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

/** Something was about to be written that the guard does not let pass: a fault of this program. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.detail());
    }
}
