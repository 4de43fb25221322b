// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.Locale;
import java.util.Optional;

/**
 * Why something must not reach the machine.
 *
 * @param code stable
 * @param detail a sentence in English
 * @param what the line or command that it is about
 */
public record Refusal(String code, String detail, String what) {
    /** @param detail with {@code %s} for what is refused */
    static Optional<Refusal> because(String code, String detail, String what) {
        return Optional.of(new Refusal(code, String.format(Locale.ROOT, detail, what), what));
    }
}
