// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Profile;

/**
 * Plays a recorded conversation to dialect and streamer: the machine says what it said, and what this program would have
 * sent is compared with what was sent.
 */
public final class Replay {
    /** A host's own count: a number before the command, a sum behind it. */
    private static final Pattern NUMBERED = Pattern.compile("^N(-?\\d{1,9}) ?(.*?) ?\\*(\\d{1,3})$");

    private static final Pattern REALTIME = Pattern.compile("^(?:\\\\x[0-9a-f]{2}|[?!~%])$");
    private static final String COUNT_FROM_0 = "M110 N0";
    private static final String FORGET = "\u001b.K";
    private static final long STEP_MS = 10;
    private static final long PATIENCE_MS = 1000;

    /**
     * Something that this program does otherwise, or does not know.
     *
     * @param line of the recording, from 1
     */
    public record Difference(long line, String what) {}

    /**
     * What came of it.
     *
     * @param sent lines that the host sent
     * @param heard lines that the machine said
     * @param notUnderstood of these, those that mean nothing to this program
     */
    public record Result(long sent, long heard, long notUnderstood, List<Difference> differences) {}

    private final Profile profile;
    private final Dialect dialect;
    private final Streamer streamer;
    private final Deque<String> ours = new ArrayDeque<>();
    private final List<Difference> differences = new ArrayList<>();
    private long now = 1_000_000;
    private long line;
    /** By how much the host's numbers are ahead of ours. */
    private long ahead;

    private long sent;
    private long heard;
    private long notUnderstood;

    private Replay(Profile profile) {
        this.profile = profile;
        dialect = Dialect.of(profile);
        streamer = Streamer.following(profile, dialect);
        streamer.restart(now);
    }

    /**
     * Plays a recording.
     *
     * @param profile of the machine that was recorded
     * @throws IllegalArgumentException naming the line that is no line of a recording
     */
    public static Result of(List<String> recording, Profile profile) {
        var replay = new Replay(profile);
        for (var text : recording) replay.play(text);
        return new Result(replay.sent, replay.heard, replay.notUnderstood, List.copyOf(replay.differences));
    }

    private void play(String text) {
        line++;
        if (text.isBlank()) return;
        if (text.startsWith("#")) {
            // Another connection: nobody owes anybody anything.
            if (text.startsWith("# opened")) restart();
            return;
        }
        var rest = text.length() > 3 ? text.substring(3) : "";
        if (text.startsWith(">>")) sent(rest);
        else if (text.startsWith("<<")) heard(rest);
        else if (text.matches("\\.\\. \\d{1,9}")) pass(Long.parseLong(rest));
        else if (!text.startsWith("profile "))
            throw new IllegalArgumentException(
                    "Line " + line + " is no line of a recording: it begins with none of >>, <<, .. and #.");
    }

    private void restart() {
        ours.clear();
        streamer.restart(now);
    }

    private void differs(String what) {
        differences.add(new Difference(line, what));
    }

    private void sent(String text) {
        sent++;
        if (text.isEmpty() || REALTIME.matcher(text).matches()) return;
        var numbered = NUMBERED.matcher(text);
        boolean counts = numbered.matches();
        var command = counts ? numbered.group(2) : text.replace("\\x1b", "\u001b");
        if (counts && command.startsWith("M110")) {
            restart();
            command = countsAnew(numbered.group(1), command);
        }
        if (!ours.isEmpty()) {
            compare(ours.remove(), text);
            return;
        }
        // Device control that is no question acts past all that waits; that one makes a plotter forget what it holds.
        if (command.startsWith("\u001b") && !dialect.answers(command)) {
            if (command.equals(FORGET)) restart();
            else streamer.sentAside(now);
            return;
        }
        // Past the count, as what breaks a wait or stops at once.
        if (profile.wire().lineNumbers() && !counts) {
            streamer.sentAside(now);
            return;
        }
        if (!streamer.hasRoom(command)) {
            differs("\"" + command + "\" was sent; this program would still wait for an answer.");
            waitFor(command);
            if (!ours.isEmpty()) {
                compare(ours.remove(), text);
                return;
            }
        }
        if (!streamer.hasRoom(command)) {
            streamer.sentAside(now);
            return;
        }
        streamer.send(Outgoing.ofFile(command, line), now);
        carryOut();
        if (!ours.isEmpty()) compare(ours.remove(), text);
    }

    /** Who was quicker than we would have been is told of once; from here both go on together. */
    private void waitFor(String command) {
        for (long until = now + PATIENCE_MS; now < until && ours.isEmpty() && !streamer.hasRoom(command); )
            pass(STEP_MS);
    }

    /** Hosts begin to count where they like; from here on their numbers are ours and so much more. */
    private String countsAnew(String number, String command) {
        var told = command.indexOf('N');
        var from = told < 0 ? number : command.substring(told + 1).strip();
        ahead = from.matches("-?\\d{1,9}") ? Long.parseLong(from) : 0;
        return COUNT_FROM_0;
    }

    private void compare(String wouldSend, String was) {
        var readable = wouldSend.replace("\u001b", "\\x1b");
        if (!same(readable, was)) differs("\"" + was + "\" was sent; this program would send \"" + readable + "\".");
    }

    /** Other hosts, and older ones of this program, put blanks where none is needed, which changes the sum. */
    private boolean same(String wouldSend, String was) {
        if (wouldSend.equals(was)) return true;
        var ours = NUMBERED.matcher(wouldSend);
        var theirs = NUMBERED.matcher(was);
        if (!ours.matches() || !theirs.matches()) return false;
        if (ours.group(2).equals(COUNT_FROM_0)) return theirs.group(2).startsWith("M110");
        return Long.parseLong(ours.group(1)) + ahead == Long.parseLong(theirs.group(1))
                && ours.group(2).equals(theirs.group(2));
    }

    /** What the machine says of the host's numbers, in ours. */
    private Reply inOurs(Reply reply) {
        if (reply instanceof Reply.Resend wanted) return new Reply.Resend(wanted.line() - ahead);
        if (reply instanceof Reply.LineFault fault) return new Reply.LineFault(fault.text(), fault.lastLine() - ahead);
        if (reply instanceof Reply.Skipped over) return new Reply.Skipped(over.line() - ahead);
        if (reply instanceof Reply.Ok ok && ok.line().isPresent())
            return new Reply.Ok(OptionalLong.of(ok.line().getAsLong() - ahead), ok.plannerFree(), ok.queueFree());
        return reply;
    }

    private void heard(String text) {
        heard++;
        var replies = dialect.read(text);
        boolean unknown = true;
        for (var reply : replies) {
            unknown &= reply instanceof Reply.Other;
            streamer.heard(inOurs(reply), now);
        }
        if (unknown && !text.isBlank()) notUnderstood++;
        carryOut();
    }

    private void pass(long ms) {
        for (long left = ms; left > 0; left -= STEP_MS) {
            now += Math.min(left, STEP_MS);
            streamer.tick(now);
            carryOut();
        }
    }

    private void carryOut() {
        for (var effect = streamer.next(); effect.isPresent(); effect = streamer.next()) {
            if (effect.get() instanceof Effect.Transmit transmit)
                ours.add(transmit.frame().wire());
            else if (effect.get() instanceof Effect.Broken end) differs("This program gives up: " + end.detail());
            else if (effect.get() instanceof Effect.Held held) differs("This program pauses: " + held.detail());
        }
    }
}
