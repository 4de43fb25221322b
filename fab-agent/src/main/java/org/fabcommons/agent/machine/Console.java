// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;

/**
 * The last lines that went over the wire, for people to read. Written by whoever owns the session, read by anybody. Lines
 * of a job's file and their plain answers are left out: there are thousands of them a second, and the file has them.
 */
public final class Console {
    static final int MOST = 500;
    private static final int LONGEST = 300;

    /** Whose a line is. */
    public enum Kind {
        /** A person's command. */
        SENT,
        /** A command of the agent's own. */
        OWN,
        /** Said by the machine. */
        HEARD,
        /** The regular questions and reports. */
        POLLING;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param number counted from 1 since the agent started */
    public record Entry(long number, Kind kind, String text) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long count;
    private int persons;

    void sent(Source source, String command) {
        if (source == Source.FILE) return;
        boolean person = source != Source.HOST;
        if (person) persons++;
        boolean question = command.startsWith("M105") || command.startsWith("M114") || command.startsWith("{\"sr\"");
        add(person ? Kind.SENT : question ? Kind.POLLING : Kind.OWN, command);
    }

    void heard(String line, List<Reply> replies) {
        boolean plain = replies.size() == 1 && replies.get(0) instanceof Reply.Ok;
        if (plain) {
            // Only a person wants to see that a command was answered.
            if (persons == 0) return;
            persons--;
            add(Kind.HEARD, line);
            return;
        }
        boolean reports = false;
        boolean more = false;
        for (var reply : replies) {
            reports |= isReport(reply);
            // TinyG answers the question for its report as it answers all that is asked in JSON.
            more |= !(isReport(reply) || reply instanceof Reply.Ok || reply instanceof Reply.ToJson);
        }
        boolean report = reports && !more;
        if (!report) for (var reply : replies) if (reply instanceof Reply.Refused && persons > 0) persons--;
        add(report ? Kind.POLLING : Kind.HEARD, line);
    }

    private static boolean isReport(Reply reply) {
        return reply instanceof Reply.Status
                || reply instanceof Reply.Temperatures
                || reply instanceof Reply.Position
                || reply instanceof Reply.Overrides
                || reply instanceof Reply.Pins
                || reply instanceof Reply.PlannerRoom;
    }

    private synchronized void add(Kind kind, String text) {
        if (entries.size() == MOST) entries.remove();
        entries.add(new Entry(++count, kind, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…"));
    }

    /** What came after this entry, oldest first. */
    public synchronized List<Entry> after(long number) {
        var later = new ArrayList<Entry>();
        for (var entry : entries) if (entry.number() > number) later.add(entry);
        return later;
    }
}
