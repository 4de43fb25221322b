// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Replies;

/**
 * grbl 0.9 and 1.1, grblHAL and FluidNC. Sources: grbl wiki, "Grbl v1.1 Interface"; {@code report.c} of grbl 0.9j and 1.1h
 * and of grblHAL.
 */
final class GrblDialect implements Dialect {
    private static final Pattern ERROR = Pattern.compile("^error:(\\d{1,4})$");
    private static final Pattern ALARM = Pattern.compile("^ALARM:(\\d{1,4})$");
    // What $I says of the build: option letters, planner blocks, receive buffer.
    private static final Pattern BUFFERS = Pattern.compile("^\\[OPT:[^,\\]]*,(\\d{1,6}),(\\d{1,6})\\b");
    private static final Pattern SETTING =
            Pattern.compile("^\\$(\\w{1,20}|(?:/\\w{1,30}){1,6})=([^ ]{0,80})(?: \\(.*\\))?$");
    private static final Pattern INFORMATION = Pattern.compile("^\\[([A-Z][A-Z0-9 .]*):(.*)\\]$");
    private static final Pattern OVERRIDES = Pattern.compile("\\|Ov:(\\d{1,4}),(\\d{1,4}),(\\d{1,4})(?=[|>])");
    private static final Pattern PINS = Pattern.compile("\\|Pn:([A-Z]{1,16})(?=[|>])");
    /** After a probing move, by itself. */
    private static final Pattern PROBED =
            Pattern.compile("^\\[PRB:(-?\\d{1,7}\\.\\d{1,4}(?:,-?\\d{1,7}\\.\\d{1,4}){2,5}):([01])\\]$");
    /** grblHAL's answers to $EE and $EA: the code, then its text. */
    private static final Pattern CODE_TEXT =
            Pattern.compile("^\\[(ERROR|ALARM)CODE:(\\d{1,4})\\|+([^|\\]]*)(?:\\|[^\\]]*)?\\]$");

    private static final List<String> AXES = List.of("X", "Y", "Z", "A", "B", "C");

    private final List<Pattern> greetings;

    private final Replies texts;

    GrblDialect(Profile profile) {
        texts = profile.replies();
        greetings = profile.replies().greetings().stream().map(Pattern::compile).toList();
    }

    @Override
    public String encode(long number, String command) {
        return command;
    }

    @Override
    public List<Reply> read(String line) {
        var text = line.strip();
        var reply = one(text);
        // grbl 0.9 says nothing of its inputs unless it is asked to.
        if (!(reply instanceof Reply.Status) || text.indexOf('|') < 0) return List.of(reply);
        var pins = PINS.matcher(text);
        var on = new Reply.Pins(pins.find() ? pins.group(1) : "");
        var m = OVERRIDES.matcher(text);
        if (!m.find()) return List.of(reply, on);
        return List.of(
                reply,
                on,
                new Reply.Overrides(Map.of("feed", number(m, 1), "rapid", number(m, 2), "spindle", number(m, 3))));
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private Reply one(String line) {
        if (line.equals("ok")) return new Reply.Ok();
        if (line.startsWith("<") && line.endsWith(">")) {
            var status = status(line.substring(1, line.length() - 1));
            if (status.isPresent()) return status.get();
        }
        var m = ERROR.matcher(line);
        if (m.find()) return new Reply.Refused(Integer.parseInt(m.group(1)));
        m = ALARM.matcher(line);
        if (m.find()) return new Reply.Alarm(Integer.parseInt(m.group(1)));
        m = BUFFERS.matcher(line);
        if (m.find()) return new Reply.BufferSize(number(m, 1), number(m, 2));
        m = PROBED.matcher(line);
        if (m.find()) return new Reply.Probed(m.group(2).equals("1"), axes(m.group(1)));
        m = CODE_TEXT.matcher(line);
        if (m.find()) return new Reply.CodeText(m.group(1).equals("ALARM"), number(m, 2), m.group(3));
        m = INFORMATION.matcher(line);
        if (m.find() && !m.group(1).equals("MSG")) return new Reply.Identity(Map.of(m.group(1), m.group(2)));
        m = SETTING.matcher(line);
        if (m.find()) return new Reply.Setting("$" + m.group(1), m.group(2));
        if (greetings.stream().anyMatch(pattern -> pattern.matcher(line).find())) return new Reply.Greeting(line);
        // grbl 0.9 says in words what later ones say by number.
        if (line.startsWith("error: ")) return new Reply.Refused(code(texts.errors(), line.substring(7)));
        if (line.startsWith("ALARM: ")) return new Reply.Alarm(code(texts.alarms(), line.substring(7)));
        return new Reply.Other(line, line.startsWith("error"));
    }

    /** The code that goes with these words; what has none, as "Invalid gcode ID:33", ends in it. */
    private static int code(Map<Integer, String> byCode, String words) {
        for (var entry : byCode.entrySet()) if (entry.getValue().equalsIgnoreCase(words.strip())) return entry.getKey();
        int colon = words.lastIndexOf(':');
        return colon >= 0 && words.substring(colon + 1).matches("\\d{1,4}")
                ? Integer.parseInt(words.substring(colon + 1))
                : 0;
    }

    private static Optional<Reply> status(String report) {
        // grbl 0.9: Idle,MPos:1.000,2.000,3.000,WPos:… with commas between fields too.
        var fields = (report.indexOf('|') < 0 ? report.replaceAll(",(?=[A-Za-z])", "|") : report).split("\\|");
        var name = fields[0].split(":", 2);
        var state = Reply.State.named(name[0]);
        if (state.isEmpty()) return Optional.empty();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < fields.length; i++) {
            var pair = fields[i].split(":", 2);
            if (pair.length == 2) values.put(pair[0], pair[1]);
        }
        try {
            var speed = numbers(values.getOrDefault("FS", values.getOrDefault("F", "0")));
            // Hold:0 has come to rest, Hold:1 still brakes; Door:0 and Door:1 are at rest too.
            boolean atRest = name.length < 2 || name[1].equals("0") || (name[0].equals("Door") && name[1].equals("1"));
            return Optional.of(new Reply.Status(
                    state.get(),
                    atRest,
                    axes(values.get("MPos")),
                    axes(values.get("WPos")),
                    axes(values.get("WCO")),
                    speed[0],
                    speed.length > 1 ? OptionalDouble.of(speed[1]) : OptionalDouble.empty(),
                    free(values.get("Bf"))));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Reply.Room> free(String text) {
        if (text == null) return Optional.empty();
        var numbers = numbers(text);
        return numbers.length == 2 ? Optional.of(new Reply.Room((int) numbers[0], (int) numbers[1])) : Optional.empty();
    }

    private static Map<String, Double> axes(String text) {
        if (text == null) return Map.of();
        var byAxis = new LinkedHashMap<String, Double>();
        var numbers = numbers(text);
        for (int i = 0; i < Math.min(numbers.length, AXES.size()); i++) byAxis.put(AXES.get(i), numbers[i]);
        return Map.copyOf(byAxis);
    }

    private static double[] numbers(String text) {
        var parts = text.split(",");
        var numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) numbers[i] = Double.parseDouble(parts[i]);
        return numbers;
    }
}
