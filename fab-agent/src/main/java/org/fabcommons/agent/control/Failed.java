// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import org.fabcommons.agent.machine.Hand;

/** A routine ends here, for this reason. */
public final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    public Failed(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Waits for what was asked, and goes on only when it was done. */
    static Hand.Done well(java.util.concurrent.CompletionStage<Hand.Done> asked) throws Failed {
        var done = asked.toCompletableFuture().join();
        if (done.problem().isPresent())
            throw new Failed(done.problem().get().code(), done.problem().get().detail());
        return done;
    }
}
