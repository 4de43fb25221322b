// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.hub.machine.MachineView;
import org.fabcommons.hub.machine.Need;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Sentence;
import org.fabcommons.link.Telemetry;

/**
 * A job as the API and the live page tell it.
 *
 * @param ending how it ended, once it has
 * @param requester handle of the person who asked for it
 * @param design {@code owner/name}
 * @param waitsFor how many jobs stand before it in the machine's queue
 * @param question what the lab's policy asks about it, while it waits
 * @param need what it waits for, where that is somebody's word or hand
 * @param goesOn whether it starts by itself once the camera sees the machine clear
 * @param result what the streamer counted
 * @param actions what this viewer may do now
 * @param version changes when more changes than figures
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record JobView(
        String id,
        JobState state,
        String stateText,
        Optional<JobState> ending,
        int attempt,
        MachineView machine,
        String requester,
        Optional<String> design,
        Optional<String> revision,
        Optional<String> path,
        File file,
        Message.Progress progress,
        Optional<Integer> waitsFor,
        Optional<QuestionView> question,
        boolean goesOn,
        Optional<Need> need,
        Toolpath toolpath,
        List<Warning> warnings,
        Optional<Message.Result> result,
        List<JobAction> actions,
        List<Event> events,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        String version) {
    /** What stands before a job that waits. */
    record Ahead(Optional<Integer> waitsFor, Optional<QuestionView> question, boolean goesOn, Optional<Need> need) {}

    /** The file that is run. */
    public record File(String name, String sha256, long sizeBytes) {}

    /** What the check found worth a look; line 0 is about the whole file. */
    public record Warning(long line, String code, String message) {}

    /**
     * A line of the history; the text is in the reader's language.
     *
     * @param sentences the detail by codes, where it was told so
     * @param foreign whether the detail is an agent's, and in English alone
     * @param beside the detail without what the text says already
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Event(
            Instant at,
            JobState state,
            Actor.Kind actor,
            String actorName,
            Optional<String> reason,
            String text,
            Optional<String> detail,
            Optional<List<Sentence>> sentences,
            @JsonIgnore boolean foreign,
            @JsonIgnore Optional<String> beside) {}

    static JobView of(
            Job job,
            List<JobEvent> events,
            Ahead ahead,
            Message.Progress progress,
            MachineView machine,
            Jobs jobs,
            Viewer viewer) {
        var analysis = Analysis.parse(job.toolpath());
        return new JobView(
                job.id(),
                job.state(),
                viewer.text("job.state." + job.state().wireName()),
                job.ending(),
                job.attempt(),
                machine,
                job.requesterHandle(),
                job.designName(),
                job.revision(),
                job.path(),
                new File(job.fileName(), job.sha256(), job.sizeBytes()),
                progress,
                ahead.waitsFor(),
                ahead.question(),
                ahead.goesOn(),
                ahead.need(),
                analysis.toolpath(),
                analysis.warnings().stream()
                        .map(finding -> new Warning(finding.line(), finding.code(), finding.message(viewer.locale())))
                        .toList(),
                JobMoves.result(job),
                Arrays.stream(JobAction.values())
                        .filter(action -> action.possible(job.state()) && jobs.may(job, action, viewer))
                        .filter(action -> action != JobAction.ABANDON || machine.state() == Telemetry.State.OFFLINE)
                        .toList(),
                events.stream().map(event -> event(event, viewer)).toList(),
                Instant.ofEpochMilli(job.createdAt()),
                job.startedAt().map(Instant::ofEpochMilli),
                job.endedAt().map(Instant::ofEpochMilli),
                job.state().wireName() + ":" + events.size() + ":"
                        + ahead.waitsFor().orElse(-1) + ":"
                        + ahead.need().hashCode() + ":"
                        // The same words may be asked anew, and only the newest can be answered.
                        + machine.question().hashCode() + ":"
                        + machine.detail().hashCode() + ":"
                        + machine.state().wireName() + ":"
                        + String.join(",", machine.temperatures().keySet()) + ":"
                        + String.join(",", machine.position().keySet()));
    }

    private static Event event(JobEvent event, Viewer viewer) {
        var text = event.reason()
                .flatMap(reason -> viewer.textIfKnown("job.reason." + reason))
                .orElseGet(() -> viewer.text("job.event." + event.state().wireName()));
        return new Event(
                Instant.ofEpochMilli(event.createdAt()),
                event.state(),
                event.actor(),
                event.actorName(),
                event.reason(),
                text,
                event.said().map(said -> said.in(viewer.locale())),
                event.said().filter(Detail::spoken).map(Detail::sentences),
                event.actor() != Actor.Kind.PERSON
                        && event.said().filter(said -> !said.spoken()).isPresent(),
                event.said()
                        .flatMap(said -> said.beside(event.reason().orElse("")))
                        .map(said -> said.in(viewer.locale())));
    }

    /** How the state is coloured: good, warn, bad or nothing. */
    public String tone() {
        return toneOf(state, ending);
    }

    /** The colour of a state; a reported job keeps that of how it ended. */
    private static String toneOf(JobState state, Optional<JobState> ending) {
        return switch (state == JobState.REPORTED ? ending.orElse(state) : state) {
            case RUNNING, FINISHED -> "good";
            case OFFERED, ACCEPTED, PAUSED -> "warn";
            case FAILED, INTERRUPTED -> "bad";
            case PREPARED, QUEUED, CANCELLED, REPORTED -> "";
        };
    }

    public boolean can(String action) {
        return actions.stream().anyMatch(known -> known.wireName().equals(action));
    }

    /** Whether the agent has it in hand. */
    public boolean onMachine() {
        return state == JobState.ACCEPTED || state == JobState.RUNNING || state == JobState.PAUSED;
    }
}
