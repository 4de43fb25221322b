// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.Set;

/** What the hub asks of an agent. The SSE event carries the sequence number as its id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Command.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Command.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Command.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Command.Refuse.class, name = "refuse"),
    @JsonSubTypes.Type(value = Command.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Command.Availability.class, name = "availability"),
    @JsonSubTypes.Type(value = Command.EmergencyStop.class, name = "emergencyStop")
})
public sealed interface Command {
    /** The agent's own name of the machine. */
    String machine();

    /**
     * Run this file now: a person has said that the machine is clear.
     *
     * @param attempt counts the offers of this job from 1; a later offer replaces an earlier one
     * @param sha256 lower-case hex; the agent downloads {@code /agent/v1/files/{sha256}} and compares
     * @param sizeBytes size of the file
     * @param word somebody's, for what the lab's policy asks about in the file
     */
    record Run(
            String machine,
            String job,
            int attempt,
            String fileName,
            String sha256,
            long sizeBytes,
            Optional<Word> word)
            implements Command {
        /** Without anybody's word. */
        public Run(String machine, String job, int attempt, String fileName, String sha256, long sizeBytes) {
            this(machine, job, attempt, fileName, sha256, sizeBytes, Optional.empty());
        }
    }

    /**
     * A person's word that a file may do what the lab's policy asks about. The hub knows that it is they: they signed in.
     *
     * @param needs what it covers, as {@link Message.Asked#needs}
     * @param handle of the person at the hub
     * @param name as people call them
     */
    record Word(Set<String> needs, String handle, String name) {
        public Word {
            needs = needs == null ? Set.of() : Set.copyOf(needs);
        }
    }

    record Pause(String machine, String job) implements Command {}

    record Resume(String machine, String job) implements Command {}

    record Cancel(String machine, String job) implements Command {}

    /**
     * A person at the hub has refused what the lab's policy asks about: the job does not run.
     *
     * @param by their handle
     * @param why in their words; may be empty
     */
    record Refuse(String machine, String job, String by, String why) implements Command {}

    /**
     * A person at the hub answers what the machine asks. It counts for this very question, once, and only where the agent's
     * policy allows that.
     *
     * @param question as {@link Telemetry.Answering#id}
     * @param choice of its choices, counted from 0
     * @param handle of the person at the hub
     */
    record Answer(String machine, String question, int choice, String handle, String name) implements Command {}

    /**
     * Somebody at the hub takes the machine out of service, or puts it back: nothing starts there by itself meanwhile.
     *
     * @param out empty where it is back
     */
    record Availability(String machine, Optional<Out> out) implements Command {}

    /**
     * @param sinceMillis by the hub's clock, UTC epoch milliseconds
     * @param reason in the words of whoever took it out
     * @param by their handle
     */
    record Out(long sinceMillis, String reason, String by) {}

    /** Stop everything by the fastest way the firmware has, whatever runs. */
    record EmergencyStop(String machine) implements Command {}
}
