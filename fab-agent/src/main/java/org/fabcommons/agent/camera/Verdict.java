// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.time.Instant;
import java.util.Locale;

/**
 * Whether a machine is clear, as its camera sees it.
 *
 * @param confidence in the answer, 0 to 1; of an unsure one, that it is clear
 * @param reason a stable code: {@code same}, {@code different}, {@code slightly-different}, {@code dark}, {@code moved}
 * @param changedPercent largest patch of the region that looks different, in percent of it
 */
public record Verdict(Answer answer, double confidence, String reason, double changedPercent, Instant at) {
    public enum Answer {
        CLEAR,
        NOT_CLEAR,
        UNSURE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A patch of this share of the region is as likely a part as not; measured with the pictures of the tests. */
    private static final double EVEN = 0.0025;

    private static final double SURE = 0.85;

    /**
     * The chance that it is clear falls with the square of the largest changed patch c: {@code 1 / (1 + (c/0.0025)^2)}.
     * From 85% it is clear, to 15% it is not, in between it is unsure.
     */
    public static Verdict of(Report.Compared compared, Instant at) {
        if (compared.usable().isPresent())
            return new Verdict(Answer.UNSURE, 0, compared.usable().get(), 0, at);
        double ratio = compared.changed() / EVEN;
        double clear = 1 / (1 + ratio * ratio);
        double percent = compared.changed() * 100;
        if (clear >= SURE) return new Verdict(Answer.CLEAR, clear, "same", percent, at);
        if (clear <= 1 - SURE) return new Verdict(Answer.NOT_CLEAR, 1 - clear, "different", percent, at);
        return new Verdict(Answer.UNSURE, clear, "slightly-different", percent, at);
    }
}
