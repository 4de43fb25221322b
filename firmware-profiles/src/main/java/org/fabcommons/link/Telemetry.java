// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
     * @param detail what is wrong, or why it stands, in English
     * @param temperatures by sensor: {@code T0}, {@code B}; degrees Celsius
     * @param position axis to millimetres
     * @param job the job on the machine, with its progress
     * @param question what whoever stands beside it is asked; empty also from agents that do not tell
     * @param sentences the detail by codes; empty from agents that say it in English alone
     */
    public record Machine(
            String key,
            State state,
            Optional<String> detail,
            Map<String, Temperature> temperatures,
            Map<String, Double> position,
            Optional<String> job,
            Optional<Message.Progress> progress,
            Optional<Question> question,
            Optional<List<Sentence>> sentences) {
        public Machine {
            sentences = sentences == null ? Optional.empty() : sentences;
        }

        /** What is said of it has words in English alone. */
        public Machine(
                String key,
                State state,
                Optional<String> detail,
                Map<String, Temperature> temperatures,
                Map<String, Double> position,
                Optional<String> job,
                Optional<Message.Progress> progress,
                Optional<Question> question) {
            this(key, state, detail, temperatures, position, job, progress, question, Optional.empty());
        }

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

        /** The same, with this to be said of it. */
        public Machine saying(Optional<Detail> said) {
            return new Machine(
                    key,
                    state,
                    said.map(Detail::english),
                    temperatures,
                    position,
                    job,
                    progress,
                    question,
                    said.filter(Detail::spoken).map(Detail::sentences));
        }

        /** What is wrong, or why it stands, as far as it can be read. */
        public Optional<Detail> said() {
            return Detail.told(detail, sentences);
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
            what = what == null ? "" : what;
            answering = answering == null ? Optional.empty() : answering;
        }

        /** Answered at the agent only. */
        public Question(String kind, String what) {
            this(kind, what, Optional.empty());
        }

        /**
         * What was asked and what was answered.
         *
         * @param choice of {@link Answering#choices}, which there are
         */
        public Detail answered(int choice) {
            return said().and("answered", answering.orElseThrow().choices().get(choice));
        }

        /** As a sentence. */
        public Detail said() {
            // How the tool is measured afterwards is not what is asked for now.
            var code = "asks-" + (kind.startsWith("tool-") ? "tool" : kind);
            return Stream.of(Detail.of(code + "-named", what), Detail.of(code, what))
                    .filter(detail ->
                            !what.isBlank() || !detail.sentences().get(0).code().endsWith("-named"))
                    .filter(Detail::known)
                    .findFirst()
                    .orElseGet(() -> what.isBlank() ? Detail.of("asks-something") : Detail.plain(what));
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
