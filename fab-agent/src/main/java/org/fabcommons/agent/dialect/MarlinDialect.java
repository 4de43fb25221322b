// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;

/** Marlin and what descends from it. Sources: Marlin 2.1 {@code queue.cpp}, {@code M105.cpp}, {@code M115.cpp}. */
final class MarlinDialect implements Dialect {
    // With ADVANCED_OK "ok N12 P15 B3" (planner and queue free), Repetier "ok 12".
    private static final Pattern OK =
            Pattern.compile("^ok(?: N?(\\d{1,18})(?= |$))?(?: P(\\d{1,9}))?(?: B(\\d{1,9}))?(?:\\s.*)?$");
    // Also Repetier, Smoothie ("rs N12") and Teacup ("rs N2 Expected checksum 67").
    private static final Pattern RESEND =
            Pattern.compile("^(?:Resend:\\s*|rs\\s+)N?:?\\s*(\\d{1,18})", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_FAULT = Pattern.compile(
            "^Error:\\s*(?:Line Number is not|checksum mismatch|No Checksum with|No Line Number with).*Last Line:\\s*(-?\\d{1,18})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNKNOWN = Pattern.compile("^echo:\\s*Unknown command:\\s*\"(.*)\"\\s*$");
    private static final Pattern TEMPERATURE = Pattern.compile(
            "(?:^|\\s)(B|C|T\\d*):\\s*(-?\\d{1,6}(?:\\.\\d{1,6})?)\\s*/\\s*(-?\\d{1,6}(?:\\.\\d{1,6})?)");
    private static final Pattern POSITION =
            Pattern.compile("X:(-?[\\d.]{1,12}) Y:(-?[\\d.]{1,12}) Z:(-?[\\d.]{1,12})(?: E:(-?[\\d.]{1,12}))?");
    private static final Pattern CAPABILITY = Pattern.compile("^Cap:([A-Z0-9_]+):([01])$");
    // BUFFER_MONITORING: planner free, how often it ran dry. Source: Marlin, M576.
    private static final Pattern BUFFERS = Pattern.compile("^D576 P:\\d+ (\\d{1,18})\\b");
    private static final Pattern KEEP_ALIVE = Pattern.compile("^(?:echo:)?\\s*M113 S(\\d{1,4})$");

    private final List<Pattern> greetings;
    private final Optional<Pattern> busy;
    private final List<Pattern> fatal;
    private final List<Pattern> harmless;

    MarlinDialect(Profile profile) {
        greetings = profile.replies().greetings().stream().map(Pattern::compile).toList();
        busy = profile.replies().busy().map(Pattern::compile);
        fatal = profile.replies().fatal().stream().map(Pattern::compile).toList();
        harmless = profile.replies().harmless().stream().map(Pattern::compile).toList();
    }

    @Override
    public String encode(long number, String command) {
        var body = "N" + number + " " + command;
        int sum = 0;
        for (int i = 0; i < body.length(); i++) sum ^= body.charAt(i);
        return body + "*" + (sum & 0xff);
    }

    @Override
    public List<Reply> read(String line) {
        var replies = new ArrayList<Reply>(2);
        if (line.startsWith("ok")) ok(line).ifPresent(replies::add);
        // Nearly all answers are no more than that.
        if (line.length() == 2 && !replies.isEmpty()) return replies;
        temperatures(line).ifPresent(replies::add);
        position(line).ifPresent(replies::add);
        if (replies.isEmpty()) replies.add(plain(line));
        return replies;
    }

    private static Optional<Reply> ok(String line) {
        if (line.length() == 2) return Optional.of(new Reply.Ok());
        var m = OK.matcher(line);
        if (!m.matches()) return Optional.empty();
        return Optional.of(new Reply.Ok(
                m.start(1) < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(m.group(1))),
                count(m, 2),
                count(m, 3)));
    }

    private static OptionalInt count(Matcher m, int group) {
        return m.start(group) < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(group)));
    }

    private Reply plain(String line) {
        Matcher found = RESEND.matcher(line);
        if (found.find()) return new Reply.Resend(Long.parseLong(found.group(1)));
        found = LINE_FAULT.matcher(line);
        if (found.find()) return new Reply.LineFault(line, Long.parseLong(found.group(1)));
        if (greetings.stream().anyMatch(pattern -> pattern.matcher(line).find())) return new Reply.Greeting(line);
        if (busy.isPresent() && busy.get().matcher(line).find()) return new Reply.Busy(line.contains("paused for"));
        found = UNKNOWN.matcher(line);
        if (found.find()) return new Reply.Unknown(found.group(1));
        for (var pattern : harmless) if (pattern.matcher(line).find()) return new Reply.Other(line, false);
        for (var pattern : fatal) if (pattern.matcher(line).find()) return new Reply.Fatal(line);
        found = CAPABILITY.matcher(line);
        if (found.find())
            return new Reply.Capability(found.group(1), found.group(2).equals("1"));
        found = BUFFERS.matcher(line);
        if (found.find()) return new Reply.Underruns(Long.parseLong(found.group(1)));
        found = KEEP_ALIVE.matcher(line);
        if (found.find()) return new Reply.KeepAlive(Integer.parseInt(found.group(1)));
        return new Reply.Other(line, line.startsWith("Error:"));
    }

    private static Optional<Reply> temperatures(String line) {
        Map<String, Telemetry.Temperature> bySensor = new HashMap<>();
        for (var m = TEMPERATURE.matcher(line); m.find(); )
            bySensor.put(
                    m.group(1),
                    new Telemetry.Temperature(Double.parseDouble(m.group(2)), Double.parseDouble(m.group(3))));
        // T alone is the active tool; beside T0 it only repeats it.
        var active = Optional.ofNullable(bySensor.remove("T"));
        active.ifPresent(t -> bySensor.putIfAbsent("T0", t));
        return bySensor.isEmpty() ? Optional.empty() : Optional.of(new Reply.Temperatures(Map.copyOf(bySensor)));
    }

    private static Optional<Reply> position(String line) {
        var m = POSITION.matcher(line);
        if (!m.find() || !line.contains("Count")) return Optional.empty();
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
