// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Sentence;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;

/**
 * A machine as the API and the live pages tell it.
 *
 * @param lab handle of the lab
 * @param stateText the state in the reader's language
 * @param detail what is wrong, or why it stands, in English
 * @param detailText the same in the reader's language, as far as there are words for it
 * @param foreign whether there are none but English ones
 * @param sentences the detail by codes, where its agent tells them
 * @param job id of the job on the machine
 * @param question what whoever stands beside it is asked
 * @param answer how the viewer may answer that here; empty where it is answered at the agent
 * @param outOfService why nothing starts on it for now
 * @param waiting how many jobs wait for their turn on it
 * @param needs what waits for somebody here, as far as the viewer may know it
 * @param version changes when more changes than figures, so that a live page knows when to fetch itself anew
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MachineView(
        String id,
        String key,
        String name,
        String lab,
        String labName,
        String profile,
        Optional<String> profileName,
        Optional<String> kind,
        Optional<Room> envelope,
        boolean simulated,
        Telemetry.State state,
        String stateText,
        Optional<String> detail,
        Optional<String> detailText,
        @JsonIgnore boolean foreign,
        Optional<List<Sentence>> sentences,
        Map<String, Telemetry.Temperature> temperatures,
        Map<String, Double> position,
        Optional<String> job,
        Optional<Message.Progress> progress,
        Optional<Telemetry.Question> question,
        Optional<Answer> answer,
        Optional<Out> outOfService,
        int waiting,
        List<Need> needs,
        String version) {
    private static final List<String> ORDER = List.of("nozzle", "bed", "chamber", "other");
    /** Questions that can be answered only by whoever knows why they are asked. */
    private static final Set<String> EXPLAINED =
            Set.of("stuck", "unmeasured", "length", "unfinished", "broken-off", "held");

    /**
     * @param question which one
     * @param choices what may be answered, in the reader's language; sent by their number from 0
     */
    public record Answer(String question, List<String> choices) {
        /** The machine's own words as they are, ours in the reader's language. */
        static String label(Telemetry.Question asked, String choice, Viewer viewer) {
            return asked.kind().equals("prompt")
                    ? choice
                    : viewer.textIfKnown("machine.answer." + choice).orElse(choice);
        }

        static Optional<Answer> of(Machine machine, MachineStatus now, Machines machines, Viewer viewer) {
            return now.question()
                    .filter(asked -> machines.mayAnswer(machine, viewer))
                    .flatMap(asked -> asked.answering()
                            .map(way -> new Answer(
                                    way.id(),
                                    way.choices().stream()
                                            .map(choice -> label(asked, choice, viewer))
                                            .toList())));
        }
    }

    /** @param by a handle */
    public record Out(Instant since, String reason, String by) {}

    /** How large a piece can be, in millimetres. */
    public record Room(double x, double y, double z) {}

    public static MachineView of(Machine machine, Machines machines, Viewer viewer) {
        var lab = machines.lab(machine);
        var status = machines.status(machine);
        var profile = machine.knownProfile();
        var needs = machines.needs().of(machine, viewer);
        var answer = Answer.of(machine, status, machines, viewer);
        return new MachineView(
                machine.id(),
                machine.key(),
                machine.name(),
                lab.handle(),
                lab.name(),
                machine.profile(),
                profile.map(Profile::name),
                profile.map(known -> known.kind().wireName()),
                profile.map(Profile::envelope)
                        .map(envelope -> new Room(envelope.width(), envelope.depth(), envelope.height())),
                machine.simulated(),
                status.state(),
                viewer.text("machine.state." + status.state().wireName()),
                status.said().map(Detail::english),
                status.said().map(said -> said.in(viewer.locale())),
                status.said().filter(said -> !said.spoken()).isPresent(),
                status.said().filter(Detail::spoken).map(Detail::sentences),
                status.temperatures(),
                status.position(),
                status.job(),
                status.progress(),
                status.question(),
                answer,
                machine.outSince()
                        .map(since -> new Out(
                                Instant.ofEpochMilli(since),
                                machine.outReason().orElse(""),
                                machine.outBy().orElse(""))),
                machines.needs().waiting(machine),
                needs,
                status.state().wireName() + ":" + status.job().orElse("") + ":"
                        + String.join(",", status.temperatures().keySet()) + ":"
                        + String.join(",", status.position().keySet()) + ":"
                        + status.said().hashCode() + ":" + needs.hashCode() + ":"
                        + answer.hashCode() + ":"
                        + machines.touches(machine));
    }

    /** Whether what is said of it is more than what waits for somebody says already. */
    public boolean saysMore() {
        if (detail.isEmpty()) return false;
        return needs.stream().noneMatch(need -> need.text().startsWith(detailText.get()))
                && (question.isEmpty()
                        || needs.isEmpty()
                        || EXPLAINED.contains(question.get().kind()));
    }

    /** How the state is coloured: good, warn, bad or nothing. */
    public String tone() {
        return tone(state);
    }

    static String tone(Telemetry.State state) {
        return switch (state) {
            case IDLE, RUNNING -> "good";
            case PAUSED, BUSY, CONNECTING -> "warn";
            case ALARM, ERROR -> "bad";
            case OFFLINE -> "";
        };
    }

    /** Whether it is a printer, rather than a mill or laser; a printer too where that is not known. */
    public boolean printer() {
        return kind.filter(Profile.Kind.MILL_LASER.wireName()::equals).isEmpty();
    }

    /**
     * A temperature as a page shows it.
     *
     * @param kind key of its text: {@code only} (the nozzle), {@code nozzle}, {@code bed}, {@code chamber}, {@code other}
     * @param name what is said beside the kind: the nozzle's number, or the sensor's own name
     */
    public record Sensor(String key, String kind, String name, double actual, double target) {}

    /** The temperatures in the order in which people look for them: nozzles, bed, chamber, others. */
    public List<Sensor> sensors() {
        long nozzles = temperatures.keySet().stream()
                .filter(key -> key.startsWith("T"))
                .count();
        return temperatures.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Telemetry.Temperature> entry) ->
                                ORDER.indexOf(kindOf(entry.getKey())))
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> {
                    var key = entry.getKey();
                    var kind = kindOf(key);
                    return new Sensor(
                            key,
                            kind.equals("nozzle") && nozzles == 1 ? "only" : kind,
                            kind.equals("nozzle") ? key.substring(1) : key,
                            entry.getValue().actual(),
                            entry.getValue().target());
                })
                .toList();
    }

    /** The axes in their usual order: X, Y, Z, then the rest. */
    public List<String> axes() {
        return position.keySet().stream()
                .sorted(Comparator.comparingInt((String axis) -> "XYZ".contains(axis) ? "XYZ".indexOf(axis) : 3)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static String kindOf(String sensor) {
        return sensor.startsWith("T")
                ? "nozzle"
                : sensor.startsWith("B") ? "bed" : sensor.startsWith("C") ? "chamber" : "other";
    }
}
