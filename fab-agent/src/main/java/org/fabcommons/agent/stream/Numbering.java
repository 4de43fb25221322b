// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.List;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.profile.Wire;

/** Gives each line its number, and looks up what is special about it. */
final class Numbering {
    /** Marlin says no "busy" while these wait, unless it was built to (BUSY_WHILE_HEATING). */
    private static final List<String> HEATING = List.of("M109", "M190", "M191", "M116", "M303");

    private final Wire wire;
    private final Dialect dialect;
    private final AloneLines aloneLines;
    private long next;

    Numbering(Wire wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
        aloneLines = new AloneLines(wire);
    }

    void restart() {
        next = 0;
    }

    /** The number of the line that has not been sent yet. */
    long next() {
        return next;
    }

    /** Whether a command must be alone on the wire. */
    boolean alone(String command) {
        return aloneLines.include(command);
    }

    Sent number(Outgoing outgoing) {
        var command = outgoing.command();
        boolean takesLong = LongCommand.isIn(wire.longCommands(), command);
        boolean heats = takesLong && LongCommand.isIn(HEATING, command);
        return new Sent(next++, outgoing, takesLong, heats, aloneLines.include(command));
    }

    Frame frame(Sent sent) {
        return frame(sent.number(), sent.outgoing());
    }

    /** A line as it will be if it is the next. */
    Frame frameOfNext(Outgoing outgoing) {
        return frame(next, outgoing);
    }

    /** A line with a number that cannot be due yet. */
    Frame frameAhead(Outgoing outgoing) {
        return frame(next + 1, outgoing);
    }

    private Frame frame(long number, Outgoing outgoing) {
        return new Frame(outgoing.source(), outgoing.command(), dialect.encode(number, outgoing.command()));
    }
}
