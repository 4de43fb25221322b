// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/**
 * What a machine does now.
 *
 * @param said what is wrong, or why it stands
 * @param temperatures by sensor, degrees Celsius
 * @param position axis to millimetres
 * @param job the job on the machine, as its agent says
 * @param question what whoever stands beside it is asked
 */
public record MachineStatus(
        Telemetry.State state,
        Optional<Detail> said,
        Map<String, Telemetry.Temperature> temperatures,
        Map<String, Double> position,
        Optional<String> job,
        Optional<Message.Progress> progress,
        Optional<Telemetry.Question> question) {
    private static final int MOST_CHOICES = 10;
    private static final int LONGEST_CHOICE = 200;

    static final MachineStatus OFFLINE = new MachineStatus(
            Telemetry.State.OFFLINE,
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static MachineStatus of(Telemetry.Machine told) {
        return new MachineStatus(
                told.state() == null ? Telemetry.State.OFFLINE : told.state(),
                told.said(),
                told.temperatures() == null ? Map.of() : new TreeMap<>(told.temperatures()),
                told.position() == null ? Map.of() : new TreeMap<>(told.position()),
                told.job(),
                told.progress(),
                told.question().filter(asked -> asked.kind() != null).map(MachineStatus::readable));
    }

    /** An agent's words are shown to people; what is too much to be buttons is answered at the agent. */
    private static Telemetry.Question readable(Telemetry.Question asked) {
        var answering = asked.answering()
                .filter(way -> way.id() != null
                        && way.choices() != null
                        && !way.choices().isEmpty()
                        && way.choices().size() <= MOST_CHOICES
                        && way.choices().stream()
                                .allMatch(choice ->
                                        choice != null && !choice.isBlank() && choice.length() <= LONGEST_CHOICE));
        return new Telemetry.Question(asked.kind(), asked.what(), answering);
    }

    /** Whether a job could start on it. */
    public boolean idle() {
        return state == Telemetry.State.IDLE;
    }

    public boolean offline() {
        return state == Telemetry.State.OFFLINE;
    }
}
