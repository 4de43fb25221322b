// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import org.fabcommons.link.Detail;

/** What people read when numbered lines cannot go on. */
final class Trouble {
    private Trouble() {}

    static Detail neverWhole(Outgoing line, int times) {
        return Detail.of("never-whole", line.command(), times);
    }

    static Effect.Held ranBefore(Outgoing line) {
        return new Effect.Held(line, Detail.of("ran-before", line.command()));
    }

    static Effect.Broken notSentYet(long wanted) {
        return new Effect.Broken("lost-count", Detail.of("not-sent-yet", wanted));
    }

    static Effect.Broken tooFarBack(long wanted) {
        return new Effect.Broken("lost-count", Detail.of("too-far-back", wanted));
    }

    static Effect.Broken lostAnswer(Outgoing line) {
        return new Effect.Broken("lost-answer", Detail.of("not-answered", line.command()));
    }

    static Effect.Broken noAnswer() {
        return new Effect.Broken("no-answer", Detail.of("no-answer"));
    }
}
