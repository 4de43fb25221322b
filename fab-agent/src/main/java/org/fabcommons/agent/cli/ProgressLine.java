// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/** How far it is: on a terminal one line that changes, elsewhere a line for each tenth. */
final class ProgressLine {
    private final PrintWriter out;
    private final boolean terminal = isTerminal();
    private int tenth;
    private Telemetry.State state = Telemetry.State.OFFLINE;
    private boolean written;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    // From Java 22 on the check would need Console.isTerminal, which 17 does not have.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    synchronized void show(Telemetry.Machine now) {
        if (now.progress().isEmpty()) {
            if (now.state() != state && terminal) write(now.state().wireName());
            state = now.state();
            return;
        }
        var progress = now.progress().get();
        int reached = (int) (10 * progress.fraction());
        boolean due = terminal || reached > tenth || now.state() != state;
        tenth = Math.max(tenth, reached);
        state = now.state();
        if (due) write(text(now, progress));
    }

    private static String text(Telemetry.Machine now, Message.Progress progress) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s %3.0f %%  line %d of %d",
                now.state().wireName(),
                100 * progress.fraction(),
                progress.line(),
                progress.lines()));
        progress.remainingSeconds()
                .ifPresent(s -> text.append(String.format(Locale.ROOT, "  about %d:%02d left", s / 60, s % 60)));
        new TreeMap<>(now.temperatures())
                .forEach((sensor, t) ->
                        text.append(String.format(Locale.ROOT, "  %s %.0f/%.0f °C", sensor, t.actual(), t.target())));
        return text.toString();
    }

    private void write(String text) {
        if (terminal) {
            out.print("\r" + text + "\u001b[K");
            out.flush();
        } else {
            out.println(text);
        }
        written = true;
    }

    synchronized void end() {
        if (terminal && written) out.println();
    }
}
