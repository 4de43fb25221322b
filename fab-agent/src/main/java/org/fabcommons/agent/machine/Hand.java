// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.fabcommons.agent.guard.Source;

/**
 * A machine as a person commands it by hand. Every call may come from any thread and returns at once. What is asked while
 * a job runs is refused, except overrides; nothing goes where the envelope ends, nor far where nobody knows the place.
 */
public interface Hand {
    /**
     * How it ended.
     *
     * @param problem why it was not done, if it was not
     * @param touched where a probe touched, from the machine's zero
     * @param at where the machine stands then, from its zero, as far as that was asked for
     * @param epoch another one whenever the machine's own zero may be: it was restarted, or is another machine
     */
    record Done(Optional<Problem> problem, Map<String, Double> touched, Map<String, Double> at, long epoch) {
        static final Done WELL = new Done(Optional.empty(), Map.of());

        public Done(Optional<Problem> problem, Map<String, Double> touched) {
            this(problem, touched, Map.of(), 0);
        }

        static Done not(String code, String detail) {
            return new Done(Optional.of(new Problem(code, detail)), Map.of());
        }
    }

    /**
     * @param code stable
     * @param detail a sentence in English
     * @param wrong the same in parts, for people's own language; empty where the code says it, or nobody but the machine can
     */
    record Problem(String code, String detail, Optional<Wrong> wrong) {
        public Problem(String code, String detail) {
            this(code, detail, Optional.empty());
        }

        static Problem of(String code, Wrong wrong) {
            return new Problem(code, wrong.getMessage(), Optional.of(wrong));
        }

        /** What was typed makes no sense. */
        public static Problem of(IllegalArgumentException fault) {
            return new Problem(
                    "value", fault.getMessage(), fault instanceof Wrong wrong ? Optional.of(wrong) : Optional.empty());
        }
    }

    /**
     * A move of some axes at a feed rate.
     *
     * @param mm how far, by axis X, Y, Z
     * @param feedMmPerMin above 0
     * @param watched a person says to be watching, where the machine does not know its place
     */
    record Step(Map<String, Double> mm, double feedMmPerMin, boolean watched) {}

    /**
     * @param known axes whose place the machine knows
     * @param machine from the machine's zero, mm by axis
     * @param work from the program's zero, mm by axis
     * @param low least machine coordinate by axis, where it is known
     * @param high greatest machine coordinate by axis, where it is known
     * @param overrides per cent by feed, rapid, spindle, flow, as the firmware last said
     * @param doing what is being carried out
     */
    record State(
            Set<String> known,
            Map<String, Double> machine,
            Map<String, Double> work,
            Map<String, Double> low,
            Map<String, Double> high,
            Map<String, Integer> overrides,
            Optional<String> doing) {}

    State state();

    /** What went over the wire lately. */
    Console console();

    /** Homes these axes, or all when none is named. */
    CompletionStage<Done> home(Set<String> axes);

    CompletionStage<Done> step(Step step);

    /**
     * Begins to move and goes on while this is called again several times a second with the same
     * direction; after 600 ms without it stops by itself. What is told is whether it may go on, not how it ended.
     *
     * @param axis X, Y or Z
     * @param up towards greater coordinates
     */
    CompletionStage<Done> hold(String axis, boolean up, double feedMmPerMin, boolean watched);

    /** Ends a held jog. */
    void release();

    /**
     * Does what the profile calls this action.
     *
     * @param values what goes into the holes of its lines, by their names
     */
    CompletionStage<Done> act(String action, Map<String, String> values);

    /** Where the machine stands, once it stands. */
    CompletionStage<Done> locate();

    /** Moves slowly until something is touched; tells where. */
    CompletionStage<Done> probe(Step step);

    /** Says that the tool now stands at these work coordinates. */
    CompletionStage<Done> zero(int system, Map<String, Double> place);

    /** Sets an override to so many per cent; also while a job runs. */
    CompletionStage<Done> override(String what, int percent);

    /**
     * Sends lines that a person typed or chose, one after the other.
     *
     * @param watched a person says to be watching, where the machine does not know its place
     */
    default CompletionStage<Done> send(Source source, List<String> lines, boolean watched) {
        return send(source, lines, watched, Set.of());
    }

    /**
     * The same, for somebody who answers for what the lab's policy asks about.
     *
     * @param allowed as {@link org.fabcommons.preflight.Checked#needs}
     */
    CompletionStage<Done> send(Source source, List<String> lines, boolean watched, Set<String> allowed);

    /** Brings to rest what is being carried out; heaters and spindle go off. */
    void stop();
}
