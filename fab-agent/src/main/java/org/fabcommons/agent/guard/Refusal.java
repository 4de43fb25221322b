// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.Optional;
import java.util.Set;
import org.fabcommons.link.Detail;

/**
 * Why something must not reach the machine.
 *
 * @param code stable
 * @param what the line or command that it is about
 */
public record Refusal(String code, Detail why, String what) {
    /** Sentences that say more than their code does. */
    private static final Set<String> OWN = Set.of("agent-waits", "done-by-agent", "shifts-zero");

    /** By which pages say it; more exact than the code where that stands for several. */
    public String word() {
        var sentence = why.sentences().get(0).code().replaceFirst("^guard\\.", "");
        return OWN.contains(sentence) ? sentence : code;
    }

    /** In English. */
    public String detail() {
        return why.english();
    }

    /** @param sentence code of the words for people, with what is refused as its value */
    static Optional<Refusal> because(String code, String sentence, String what) {
        return Optional.of(new Refusal(code, Detail.of(sentence, what), what));
    }
}
