// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;

/**
 * How to ask a machine what it does.
 *
 * @param ask lines to send, each answered; empty when a byte asks ({@link Realtime#STATUS}) or nothing does
 * @param maxHz how often it may be asked, a second, which {@link Wire#statusIntervalMs} keeps to; 0 where nothing is asked
 * @param grammar how the answer reads
 * @param probePins letters by which a report of grbl's kind says that a probe or a tool setter touches
 */
public record StatusPoll(List<String> ask, int maxHz, Grammar grammar, String probePins) {
    public StatusPoll {
        probePins = probePins == null ? "P" : probePins;
        InvalidValue.unless(probePins.matches("[A-Z]{1,4}"), "status.probePins", "must be one to four capital letters");
        ask = ask == null ? List.of() : List.copyOf(ask);
        InvalidValue.unless(maxHz >= 0 && maxHz <= 50, "status.maxHz", "must be 0 to 50");
        InvalidValue.unless(grammar != null, "status.grammar", "is missing");
    }
}
