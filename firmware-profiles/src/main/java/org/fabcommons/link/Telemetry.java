// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the machines are doing now; not durable, the latest one counts. */
public record Telemetry(long atMillis, List<Machine> machines) {
    public enum State {
        OFFLINE,
        CONNECTING,
        IDLE,
        RUNNING,
        PAUSED,
        /** Heating, homing or another long command. */
        BUSY,
        /** The firmware waits to be unlocked or reset. */
        ALARM,
        ERROR;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param key the agent's name for the machine
     * @param detail a sentence in English for alarm and error
     * @param temperatures by sensor: {@code T0}, {@code B}; degrees Celsius
     * @param position axis to millimetres
     * @param job the job on the machine, with its progress
     * @param question what whoever stands beside it is asked; empty also from agents that do not tell
     */
    public record Machine(
            String key,
            State state,
            Optional<String> detail,
            Map<String, Temperature> temperatures,
            Map<String, Double> position,
            Optional<String> job,
            Optional<Message.Progress> progress,
            Optional<Question> question) {
        /** Nothing is asked. */
        public Machine(
                String key,
                State state,
                Optional<String> detail,
                Map<String, Temperature> temperatures,
                Map<String, Double> position,
                Optional<String> job,
                Optional<Message.Progress> progress) {
            this(key, state, detail, temperatures, position, job, progress, Optional.empty());
        }
    }

    /**
     * What a running job, or the machine itself, asks; it is answered at the agent.
     *
     * @param kind a stable word, such as {@code tool}, {@code filament} or {@code wait}
     * @param what a tool's number, or the machine's own words; may be empty
     * @param answering how it may be answered at the hub too, where the lab's policy allows that
     */
    public record Question(String kind, String what, Optional<Answering> answering) {
        public Question {
            answering = answering == null ? Optional.empty() : answering;
        }

        /** Answered at the agent only. */
        public Question(String kind, String what) {
            this(kind, what, Optional.empty());
        }
    }

    /**
     * @param id of this very question; another one that says the same has another
     * @param choices the machine's own words where it asks in its own ({@code prompt}), else stable words such as
     *     {@code go-on}; never empty
     */
    public record Answering(String id, List<String> choices) {}

    /** Degrees Celsius; a target of 0 means off. */
    public record Temperature(double actual, double target) {}
}
