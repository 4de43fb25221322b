// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/**
 * Marlin and all that speak like it. Sources: Marlin 2.1 {@code queue.cpp}, {@code M105.cpp}, {@code M115.cpp};
 * Repetier-Firmware {@code gcode.cpp}; Klipper {@code gcode.py}; Smoothieware {@code GcodeDispatch.cpp}.
 */
final class RepRapDialect implements Dialect {
    // With ADVANCED_OK "ok N12 P15 B3" (planner and queue free), Repetier "ok 12".
    private static final Pattern OK =
            Pattern.compile("^ok(?: N?(\\d{1,18})(?= |$))?(?: P(\\d{1,9}))?(?: B(\\d{1,9}))?(?:\\s.*)?$");

    private static final Pattern LINE_FAULT = Pattern.compile(
            "^Error:\\s*(?:Line Number is not|checksum mismatch|No Checksum with|No Line Number with).*Last"
                    + " Line:\\s*(-?\\d{1,18})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNKNOWN = Pattern.compile("^(?:echo:|//)\\s*Unknown command:\\s*\"(.*)\"\\s*$");
    private static final Pattern SKIPPED = Pattern.compile("^skip (\\d{1,18})$");
    private static final Pattern POSITION = Pattern.compile(
            "^(?:ok )?(?:C: )?X:(-?[\\d.]{1,12}) Y:(-?[\\d.]{1,12}) Z:(-?[\\d.]{1,12})(?: E:(-?[\\d.]{1,12}))?");
    private static final Pattern CAPABILITY = Pattern.compile("^Cap:([A-Z0-9_]+):([01])$");
    // BUFFER_MONITORING: planner free, how often it ran dry. Source: Marlin, M576.
    private static final Pattern BUFFERS = Pattern.compile("^D576 P:\\d+ (\\d{1,18})\\b");
    // What M220 and M221 answer. Source: Marlin, M220.cpp, M221.cpp.
    private static final Pattern FEED = Pattern.compile("^FR:(\\d{1,4})%");
    private static final Pattern FLOW = Pattern.compile("^echo:E0 Flow: (\\d{1,4})%");
    private static final Pattern KEEP_ALIVE = Pattern.compile("^(?:echo:)?\\s*M113 S(\\d{1,4})$");
    private static final Pattern IDENTITY = Pattern.compile("(?:^|[\\s,])([A-Z][A-Z0-9_-]{2,}):");
    private static final Pattern ACTION = Pattern.compile("^//\\s*action:(.*)$");

    /** The last line of M115 in some builds; no JSON, though it looks like it. Source: Marlin, {@code M115.cpp}. */
    private static final Pattern AREA = Pattern.compile(
            ("^area:\\{full:\\{min:\\{x:NUMBER,y:NUMBER,z:NUMBER\\}" + ",max:\\{x:NUMBER,y:NUMBER,z:NUMBER\\}")
                    .replace("NUMBER", "(-?\\d{1,5}(?:\\.\\d{1,6})?)"));

    /** Characters that a number and a sum need, with what stands between. */
    private static final int MOST_AROUND = 20;

    private static final List<Reply> PLAIN_OK = List.of(new Reply.Ok());

    private final Profile profile;
    private final String afterNumber;
    private final String beforeSum;
    private final List<Pattern> greetings;
    private final Optional<Pattern> resend;
    private final Optional<Pattern> busy;
    private final List<Pattern> fatal;
    private final List<Pattern> heaterFault;
    private final List<Pattern> harmless;
    private final boolean klipper;
    /** Klipper says its errors first and {@code ok} after them. */
    private boolean refused;
    /** Its next error is what keeps it from being ready. */
    private boolean notReady;

    RepRapDialect(Profile profile) {
        klipper = profile.family() == Family.KLIPPER;
        this.profile = profile;
        afterNumber = Blanks.needless(profile) ? "" : " ";
        beforeSum = Blanks.beforeSum(profile) ? " " : "";
        var replies = profile.replies();
        greetings = Stream.concat(replies.greetings().stream(), replies.reset().stream())
                .map(Pattern::compile)
                .toList();
        resend = profile.wire().resend().map(Pattern::compile);
        busy = replies.busy().map(Pattern::compile);
        fatal = replies.fatal().stream().map(Pattern::compile).toList();
        heaterFault = replies.heaterFault().stream().map(Pattern::compile).toList();
        harmless = replies.harmless().stream().map(Pattern::compile).toList();
    }

    @Override
    public String encode(long number, String command) {
        if (!profile.wire().lineNumbers()) return command;
        var line = new StringBuilder(command.length() + MOST_AROUND)
                .append('N')
                .append(number)
                .append(afterNumber)
                .append(command)
                .append(beforeSum);
        Sums.protect(line, profile.wire().checksum());
        return line.toString();
    }

    @Override
    public List<Reply> read(String line) {
        // Nearly all answers are no more than that.
        if (line.equals("ok") && !refused) return PLAIN_OK;
        var replies = new ArrayList<Reply>(2);
        boolean ok = line.startsWith("ok");
        if (ok) answer(line).ifPresent(replies::add);
        if (ok && line.length() == 2) return replies;
        Temperatures.in(line).ifPresent(replies::add);
        position(line).ifPresent(replies::add);
        if (line.contains("FIRMWARE_NAME:")) replies.add(identity(line));
        if (ok) stops(line).ifPresent(replies::add);
        if (replies.isEmpty()) replies.add(plain(line));
        return replies;
    }

    private Optional<Reply> answer(String line) {
        var m = OK.matcher(line);
        if (!m.matches()) return Optional.empty();
        if (refused) {
            refused = false;
            return Optional.of(new Reply.Refused(0));
        }
        if (line.length() == 2) return Optional.of(new Reply.Ok());
        return Optional.of(new Reply.Ok(
                m.start(1) < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(m.group(1))),
                count(m, 2),
                count(m, 3)));
    }

    private static OptionalInt count(Matcher m, int group) {
        return m.start(group) < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(group)));
    }

    private Reply plain(String line) {
        if (klipper) {
            var klippers = klippers(line);
            if (klippers.isPresent()) return klippers.get();
        }
        Matcher found;
        if (resend.isPresent()) {
            found = resend.get().matcher(line);
            if (found.find()) return new Reply.Resend(Long.parseLong(found.group(1)));
        }
        found = LINE_FAULT.matcher(line);
        if (found.find()) return new Reply.LineFault(line, Long.parseLong(found.group(1)));
        if (matches(greetings, line)) {
            refused = false;
            return new Reply.Greeting(line);
        }
        if (busy.isPresent() && busy.get().matcher(line).find()) return new Reply.Busy(line.contains("paused for"));
        found = UNKNOWN.matcher(line);
        if (found.find()) return new Reply.Unknown(found.group(1));
        if (line.strip().equals("wait")) return new Reply.Starved();
        found = SKIPPED.matcher(line);
        if (found.find()) return new Reply.Skipped(Long.parseLong(found.group(1)));
        found = ACTION.matcher(line);
        if (found.find()) return new Reply.HostAction(found.group(1).strip());
        if (matches(harmless, line))
            return new Reply.Complaint(line.replaceFirst("^echo:\\s*", "").strip());
        var stops = stops(line);
        if (stops.isPresent()) return stops.get();
        found = CAPABILITY.matcher(line);
        if (found.find())
            return new Reply.Capability(found.group(1), found.group(2).equals("1"));
        var area = area(line);
        if (area.isPresent()) return area.get();
        found = BUFFERS.matcher(line);
        if (found.find()) return new Reply.Underruns(Long.parseLong(found.group(1)));
        found = FEED.matcher(line);
        if (found.find()) return new Reply.Overrides(Map.of("feed", Integer.parseInt(found.group(1))));
        found = FLOW.matcher(line);
        if (found.find()) return new Reply.Overrides(Map.of("flow", Integer.parseInt(found.group(1))));
        found = KEEP_ALIVE.matcher(line);
        if (found.find()) return new Reply.KeepAlive(Integer.parseInt(found.group(1)));
        boolean error = klipper && line.startsWith("!!");
        refused |= error;
        return new Reply.Other(line, error || line.startsWith("Error:"));
    }

    /** What it answers to STATUS, and to PAUSE when it is paused already. Source: {@code gcode.py}, {@code pause_resume.py}. */
    private Optional<Reply> klippers(String line) {
        if (line.equals("// Print already paused")) return Optional.of(new Reply.HostAction("paused"));
        if (line.equals("// Klipper state: Not ready")) {
            notReady = true;
            return Optional.of(new Reply.Other(line, false));
        }
        if (!notReady || !line.startsWith("!!")) return Optional.empty();
        notReady = false;
        refused = true;
        var why = line.substring(2).strip();
        // While it starts; anything else stays until a person does something about it.
        return Optional.of(
                why.equals("Printer is not ready") ? new Reply.Other(line, true) : new Reply.Fatal(why, false));
    }

    private Optional<Reply> stops(String line) {
        if (matches(fatal, line)) return Optional.of(new Reply.Fatal(line, false));
        return matches(heaterFault, line) ? Optional.of(new Reply.Fatal(line, true)) : Optional.empty();
    }

    private static boolean matches(List<Pattern> patterns, String line) {
        for (var pattern : patterns) if (pattern.matcher(line).find()) return true;
        return false;
    }

    private static Optional<Reply> area(String line) {
        var m = AREA.matcher(line);
        if (!m.find()) return Optional.empty();
        var n = new double[6];
        for (int i = 0; i < 6; i++) n[i] = Double.parseDouble(m.group(i + 1));
        if (!(n[0] < n[3] && n[1] < n[4] && n[2] < n[5])) return Optional.empty();
        return Optional.of(
                new Reply.BuildVolume(new Envelope(Envelope.Origin.MACHINE, n[0], n[1], n[2], n[3], n[4], n[5])));
    }

    /** Each key goes up to the next; values hold blanks. */
    private static Reply identity(String line) {
        var fields = new LinkedHashMap<String, String>();
        var m = IDENTITY.matcher(line);
        boolean more = m.find();
        while (more) {
            var key = m.group(1);
            int from = m.end();
            more = m.find();
            var value = line.substring(from, more ? m.start() : line.length()).strip();
            fields.put(key, value.endsWith(",") ? value.substring(0, value.length() - 1) : value);
        }
        return new Reply.Identity(Map.copyOf(fields));
    }

    private static Optional<Reply> position(String line) {
        var m = POSITION.matcher(line);
        if (!m.find()) return Optional.empty();
        try {
            Map<String, Double> byAxis = new HashMap<>();
            byAxis.put("X", Double.parseDouble(m.group(1)));
            byAxis.put("Y", Double.parseDouble(m.group(2)));
            byAxis.put("Z", Double.parseDouble(m.group(3)));
            if (m.start(4) >= 0) byAxis.put("E", Double.parseDouble(m.group(4)));
            return Optional.of(new Reply.Position(Map.copyOf(byAxis)));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }
}
