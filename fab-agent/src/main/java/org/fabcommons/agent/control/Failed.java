// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.Optional;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;

/** A routine ends here, for this reason. */
public final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Hand.Problem problem;

    public Failed(String code, String detail) {
        this(new Hand.Problem(code, detail));
    }

    /** @param wrong the same in parts */
    Failed(String code, Wrong wrong) {
        this(new Hand.Problem(code, wrong.getMessage(), Optional.of(wrong)));
    }

    Failed(Hand.Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public String code() {
        return problem.code();
    }

    public Hand.Problem problem() {
        return problem;
    }

    /** Waits for what was asked, and goes on only when it was done. */
    static Hand.Done well(java.util.concurrent.CompletionStage<Hand.Done> asked) throws Failed {
        var done = asked.toCompletableFuture().join();
        if (done.problem().isPresent()) throw new Failed(done.problem().get());
        return done;
    }
}
