// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.profile.Profile;

/**
 * TinyG and g2core in JSON. Each line is answered by {@code {"r":{…},"f":[revision,status,count]}}; status reports come by
 * themselves and hold only what has changed. Source: TinyG wiki, "JSON Operation" and "Status Reports".
 */
final class JsonDialect implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OF_LINES = Set.of("gc", "n", "f", "msg", "err");
    private static final List<String> AXES = List.of("x", "y", "z", "a", "b", "c");

    /** By TinyG's {@code stat}: init, ready, alarm, stop, end, run, hold, probe, cycle, homing, jog, interlock, … */
    private static final List<Reply.State> STATES = List.of(
            Reply.State.IDLE,
            Reply.State.IDLE,
            Reply.State.ALARM,
            Reply.State.IDLE,
            Reply.State.IDLE,
            Reply.State.RUN,
            Reply.State.HOLD,
            Reply.State.RUN,
            Reply.State.RUN,
            Reply.State.HOME,
            Reply.State.JOG,
            Reply.State.DOOR,
            Reply.State.ALARM,
            Reply.State.ALARM);

    private final List<Pattern> greetings;
    private final Map<String, Double> position = new HashMap<>();
    private int stat = 1;
    private double speed;

    JsonDialect(Profile profile) {
        greetings = profile.replies().greetings().stream().map(Pattern::compile).toList();
    }

    @Override
    public String encode(long number, String command) {
        return command;
    }

    @Override
    public List<Reply> read(String line) {
        var tree = tree(line.strip());
        if (tree.isEmpty()) return List.of(new Reply.Other(line, false));
        var replies = new ArrayList<Reply>(2);
        var answer = tree.get().path("r");
        if (greetings.stream()
                .anyMatch(p -> p.matcher(answer.path("msg").asText("")).find())) {
            // The only answer that nobody asked for.
            stat = 1;
            position.clear();
            return List.of(new Reply.Greeting(line));
        }
        for (var said : List.of(answer, tree.get())) {
            if (said.has("sr")) replies.addAll(status(said.get("sr")));
            if (said.path("qr").isInt())
                replies.add(new Reply.PlannerRoom(said.get("qr").asInt()));
            if (said.has("fv") || said.has("id")) replies.add(identity(said));
        }
        var fault = tree.get().path("er");
        if (fault.isObject()) replies.add(new Reply.Other(fault.path("msg").asText(line), true));
        var footer = tree.get().has("f") ? tree.get().get("f") : answer.path("f");
        if (answer.isObject() && footer.isArray() && footer.size() >= 2) {
            int code = footer.get(1).asInt();
            if (repeatsJson(answer)) replies.add(new Reply.ToJson());
            replies.add(code == 0 ? new Reply.Ok() : new Reply.Refused(code));
        }
        return replies.isEmpty() ? List.of(new Reply.Other(line, false)) : replies;
    }

    /** What was asked or set is repeated with its value; of a line of G-code at most the line itself is. */
    private static boolean repeatsJson(JsonNode answer) {
        var names = answer.fieldNames();
        while (names.hasNext()) if (!OF_LINES.contains(names.next())) return true;
        return false;
    }

    private static Optional<JsonNode> tree(String line) {
        if (!line.startsWith("{")) return Optional.empty();
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    private List<Reply> status(JsonNode report) {
        int before = stat;
        stat = report.path("stat").asInt(stat);
        speed = report.path("vel").asDouble(speed);
        for (var axis : AXES)
            if (report.path("pos" + axis).isNumber())
                position.put(
                        axis.toUpperCase(Locale.ROOT), report.get("pos" + axis).asDouble());
        var state = stat >= 0 && stat < STATES.size() ? STATES.get(stat) : Reply.State.ALARM;
        var replies = new ArrayList<Reply>(2);
        replies.add(new Reply.Status(
                state,
                speed == 0,
                Map.of(),
                Map.copyOf(position),
                Map.of(),
                speed,
                OptionalDouble.empty(),
                Optional.empty()));
        if (state == Reply.State.ALARM && stat != before) replies.add(new Reply.Alarm(stat));
        return replies;
    }

    private static Reply identity(JsonNode said) {
        var fields = new HashMap<String, String>();
        for (var name : List.of("fv", "fb", "hp", "hv", "id"))
            if (said.path(name).isValueNode()) fields.put(name, said.get(name).asText());
        return new Reply.Identity(Map.copyOf(fields));
    }
}
