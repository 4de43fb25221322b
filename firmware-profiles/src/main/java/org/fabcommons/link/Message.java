// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.preflight.Finding;

/** What an agent tells the hub, durably: kept in its outbox until the hub has said that it is handled. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Message.JobMoved.class, name = "jobMoved")
})
public sealed interface Message {
    /** Unique for ever; the hub applies each id once. */
    String id();

    /** The agent (re)started or its machines changed. */
    record Hello(String id, String agentVersion, List<Machine> machines) implements Message {}

    /**
     * A machine as its agent knows it.
     *
     * @param key the agent's stable name for it, a-z 0-9 and hyphens
     * @param profile id of a firmware profile, such as {@code marlin}
     * @param simulated whether a simulated firmware answers at the other end
     * @param ownProfile the profile itself where the machine's owner wrote it, in YAML, extending nothing
     */
    record Machine(String key, String name, String profile, boolean simulated, Optional<String> ownProfile) {
        public Machine {
            // Agents before 0.1.0 do not say it.
            ownProfile = ownProfile == null ? Optional.empty() : ownProfile;
        }

        /** Of a profile that comes with this program. */
        public Machine(String key, String name, String profile, boolean simulated) {
            this(key, name, profile, simulated, Optional.empty());
        }
    }

    /**
     * A job came to another state.
     *
     * @param seq counts the messages of this job from 1; the hub applies them in this order
     * @param atMillis when, by the agent's clock, UTC epoch milliseconds
     * @param reason a stable code such as {@code hash-mismatch}, with the human detail beside it
     * @param result how the streaming went; present when the job is over
     * @param asked what the lab's policy wants somebody's word for, where the job came back for want of it
     * @param curve how it went, where it is over and the machine had begun
     * @param sentences the detail by codes; empty from agents that say it in English alone
     */
    record JobMoved(
            String id,
            String job,
            int attempt,
            long seq,
            JobState state,
            long atMillis,
            Optional<String> reason,
            Optional<String> detail,
            Progress progress,
            Optional<Result> result,
            Optional<Asked> asked,
            Optional<Curve> curve,
            Optional<List<Sentence>> sentences)
            implements Message {
        /** Nothing is asked. */
        public JobMoved(
                String id,
                String job,
                int attempt,
                long seq,
                JobState state,
                long atMillis,
                Optional<String> reason,
                Optional<String> detail,
                Progress progress,
                Optional<Result> result) {
            this(id, job, attempt, seq, state, atMillis, reason, detail, progress, result, Optional.empty());
        }

        /** Without a curve. */
        public JobMoved(
                String id,
                String job,
                int attempt,
                long seq,
                JobState state,
                long atMillis,
                Optional<String> reason,
                Optional<String> detail,
                Progress progress,
                Optional<Result> result,
                Optional<Asked> asked) {
            this(
                    id,
                    job,
                    attempt,
                    seq,
                    state,
                    atMillis,
                    reason,
                    detail,
                    progress,
                    result,
                    asked,
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same, with what is said beside the reason. */
        public JobMoved saying(Detail said) {
            return new JobMoved(
                    id,
                    job,
                    attempt,
                    seq,
                    state,
                    atMillis,
                    reason,
                    Optional.of(said.english()),
                    progress,
                    result,
                    asked,
                    curve,
                    Optional.of(said.sentences()).filter(all -> said.spoken()));
        }

        /** What is said beside the reason, as far as it can be read. */
        public Optional<Detail> said() {
            return Detail.told(detail, sentences);
        }

        /** The same, told with how the job went. */
        public JobMoved with(Curve how) {
            return new JobMoved(
                    id,
                    job,
                    attempt,
                    seq,
                    state,
                    atMillis,
                    reason,
                    detail,
                    progress,
                    result,
                    asked,
                    Optional.of(how),
                    sentences);
        }
    }

    /**
     * What a lab's policy asks about in a file.
     *
     * @param findings with their lines, as the agent's check found them
     * @param needs what somebody's word must cover: codes of commands, and what goes above a ceiling
     * @param administrator whether an administrator must say so
     * @param administrators handles of people of the hub whose word the lab takes for an administrator's
     */
    record Asked(List<Finding> findings, Set<String> needs, boolean administrator, List<String> administrators) {
        /** So that a page can show it and a message hold it. */
        public static final int MOST = 20;

        public Asked {
            findings =
                    findings == null ? List.of() : findings.stream().limit(MOST).toList();
            needs = needs == null ? Set.of() : Set.copyOf(needs);
            administrators = administrators == null ? List.of() : List.copyOf(administrators);
        }
    }

    /**
     * How far the file has come.
     *
     * @param line last acknowledged line of the file, 0 before the first
     * @param lines lines of the file
     * @param fraction done, 0 to 1, by estimated time where known
     * @param remainingSeconds estimate
     */
    record Progress(long line, long lines, double fraction, Optional<Long> remainingSeconds) {
        public static final Progress NONE = new Progress(0, 0, 0, Optional.empty());

        /** With nothing left to wait for. */
        public Progress done() {
            return new Progress(line, lines, fraction, Optional.of(0L));
        }
    }

    /**
     * What the streamer counted.
     *
     * @param lines sendable lines of the file (comments and blanks left out)
     * @param acknowledged of these, acknowledged by the firmware
     * @param lastAcknowledgedLine line number in the file, 0 if none
     * @param safe whether heaters and spindle were told off and the machine answered
     * @param health how well the line to the machine did; empty from agents that do not measure it, or if nothing ran
     * @param tools what the tools were measured at, in that order; empty where none was
     */
    record Result(
            long lines,
            long acknowledged,
            long lastAcknowledgedLine,
            long resends,
            long errors,
            double seconds,
            long bytesSent,
            boolean safe,
            Optional<Health> health,
            Optional<List<ToolLength>> tools) {
        /** So that a page can show them and a message hold them. */
        public static final int MOST_TOOLS = 100;

        public Result {
            tools = tools == null
                    ? Optional.empty()
                    : tools.map(all -> all.stream().limit(MOST_TOOLS).toList());
        }

        /** The same, with these lengths; as it is where there are none. */
        public Result with(List<ToolLength> measured) {
            return new Result(
                    lines,
                    acknowledged,
                    lastAcknowledgedLine,
                    resends,
                    errors,
                    seconds,
                    bytesSent,
                    safe,
                    health,
                    measured.isEmpty() ? Optional.empty() : Optional.of(measured));
        }

        /** Without tools. */
        public Result(
                long lines,
                long acknowledged,
                long lastAcknowledgedLine,
                long resends,
                long errors,
                double seconds,
                long bytesSent,
                boolean safe,
                Optional<Health> health) {
            this(
                    lines,
                    acknowledged,
                    lastAcknowledgedLine,
                    resends,
                    errors,
                    seconds,
                    bytesSent,
                    safe,
                    health,
                    Optional.empty());
        }

        /** Without health. */
        public Result(
                long lines,
                long acknowledged,
                long lastAcknowledgedLine,
                long resends,
                long errors,
                double seconds,
                long bytesSent,
                boolean safe) {
            this(
                    lines,
                    acknowledged,
                    lastAcknowledgedLine,
                    resends,
                    errors,
                    seconds,
                    bytesSent,
                    safe,
                    Optional.empty());
        }
    }

    /**
     * How long a tool was found to be during a job.
     *
     * @param tool its number in the file, such as {@code T2}; empty for the one with which the zero was set
     * @param longerMm than that one
     * @param atMillis when it was measured, by the agent's clock, UTC epoch milliseconds
     */
    record ToolLength(String tool, double longerMm, long atMillis) {}

    /**
     * How well the line to a machine did during a job.
     *
     * @param ackMedianMs from a line's sending to its acknowledgement, milliseconds; half took no longer
     * @param ackP99Ms the same for 99 in a hundred
     * @param gapP999Ms from the answer that made room to the next line, 999 in a thousand: what the agent itself costs
     * @param underruns how often the planner ran dry although there was more to send; empty where the machine does not say
     * @param retries lines sent once more after silence
     */
    record Health(double ackMedianMs, double ackP99Ms, double gapP999Ms, Optional<Long> underruns, long retries) {}
}
