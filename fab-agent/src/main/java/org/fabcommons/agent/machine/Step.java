// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.link.Detail;

/** One step of what the session does by itself: connecting, pausing, ending, making safe. */
sealed interface Step {
    /** Send a command in its turn and go on when it is answered. */
    record Say(String command, boolean mustSucceed) implements Step {}

    /** Send a person's command in its turn and go on when it is answered. */
    record Hand(String command, Source source) implements Step {}

    /** Send a line past the queue; nobody waits for its answer. */
    record Aside(String command) implements Step {}

    /** Send a byte that acts at once. */
    record Shout(char realtime) implements Step {}

    /** Forget what was sent: the machine has just forgotten it too. */
    record Forget() implements Step {}

    /**
     * Go on when the machine is seen so.
     *
     * @param limitMs how long to wait
     * @param required whether it is a failure if it does not come; otherwise the next step is taken all the same
     * @param failure a sentence for people if it is
     */
    record Await(Predicate<Connection> seen, long limitMs, boolean required, Detail failure) implements Step {}

    /** Steps that depend on what has been seen by then. */
    record Then(Function<Connection, List<Step>> more) implements Step {}

    /** Goes no further; the rest is not taken. */
    record Halt(Detail why) implements Step {}

    static Step say(String command) {
        return new Say(command, true);
    }

    static List<Step> say(List<String> commands) {
        return commands.stream().map(Step::say).toList();
    }

    /** For what not every firmware knows. */
    static Step ask(String command) {
        return new Say(command, false);
    }

    static Step await(Predicate<Connection> seen, long limitMs, Detail failure) {
        return new Await(seen, limitMs, true, failure);
    }

    static Step allow(Predicate<Connection> seen, long limitMs) {
        return new Await(seen, limitMs, false, Detail.of("not-in-time"));
    }
}
