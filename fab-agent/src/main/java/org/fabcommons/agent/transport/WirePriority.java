// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

/**
 * Which threads go before others when all want the processor. On Linux it counts only if the program was started with
 * {@code -XX:ThreadPriorityPolicy=1}, as its launchers do; without that it changes nothing. Lowering needs no right.
 */
@SuppressWarnings("ThreadPriorityCheck") // Nothing is right or wrong by it: lines come more evenly.
public final class WirePriority {
    private WirePriority() {}

    /** Of what reads or writes a port, or decides what is written next. */
    public static Thread first(Thread thread) {
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    /** Of what computes or waits for people: uploads and their analysis, viewers. */
    public static Thread behind(Thread thread) {
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
