// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import org.fabcommons.link.Detail;

/** A wait for heat among the session's own steps, in this program and not in the firmware, so that a cancel does not wait too. */
final class Warming {
    /** How often it is asked how warm it is. Milliseconds. */
    private static final long ASK_MS = 1000;

    private Warming() {}

    static List<Step> until(Heating wanted, Situation now) {
        return List.of(
                Step.ask("M105"),
                Step.allow(c -> c.seen().warmth().reached(wanted, now.nowMs()), ASK_MS),
                new Step.Then(c -> {
                    if (c.seen().warmth().reached(wanted, now.nowMs())) return List.of();
                    return c.seen().warmth().stuck(wanted, now.nowMs())
                            ? List.of(new Step.Halt(Detail.of("not-hot-again")))
                            : until(wanted, now);
                }));
    }
}
