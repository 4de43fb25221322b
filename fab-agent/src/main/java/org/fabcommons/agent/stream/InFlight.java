// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Lines that were sent and not answered, in the order of their numbers, and the room that they take in the firmware's ring. */
final class InFlight {
    private final Deque<Sent> lines = new ArrayDeque<>();
    private int bytes;

    void clear() {
        lines.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    int bytes() {
        return bytes;
    }

    /** The one that is answered next. */
    Sent first() {
        return lines.getFirst();
    }

    Sent last() {
        return lines.getLast();
    }

    /** Whether the count's own first line is under way, which nothing may follow before it is answered. */
    boolean beginsCount() {
        return !lines.isEmpty() && lines.getFirst().number() == 0;
    }

    /** Whether the firmware can mean one of these by this number. */
    boolean has(long told) {
        for (var sent : lines) if (sent.is(told)) return true;
        return false;
    }

    boolean any(Predicate<Sent> such) {
        return lines.stream().anyMatch(such);
    }

    void add(Sent sent) {
        lines.addLast(sent);
        bytes += sent.bytes();
    }

    Sent removeFirst() {
        var sent = lines.removeFirst();
        bytes -= sent.bytes();
        return sent;
    }

    Sent removeLast() {
        var sent = lines.removeLast();
        bytes -= sent.bytes();
        return sent;
    }
}
