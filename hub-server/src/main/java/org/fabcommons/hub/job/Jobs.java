// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Command;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;

/** What may be asked of jobs. Every change is one transaction that also writes the job's history. */
public final class Jobs {
    static final int PAGE = 50;
    /** An agent that has not accepted an offer by then is told nothing more of it; a person confirms again. */
    static final Duration OFFER_HOLDS = Duration.ofSeconds(60);

    private final HubContext hub;
    private final Labs labs;
    private final Machines machines;
    private final Agents agents;
    private final Analyses analyses;
    private final Questions questions;
    private final long startedAt;
    private final List<Consumer<Job>> overListeners = new CopyOnWriteArrayList<>();

    Jobs(HubContext hub, Labs labs, Machines machines, Agents agents, Analyses analyses, Questions questions) {
        this.hub = hub;
        this.labs = labs;
        this.machines = machines;
        this.agents = agents;
        this.analyses = analyses;
        this.questions = questions;
        this.startedAt = hub.clock().millis();
        machines.onChange(id -> hub.live().changed(topic(id)));
    }

    /** Called within the transaction in which a job ended. */
    public void onOver(Consumer<Job> listener) {
        overListeners.add(listener);
    }

    /** The topic of the streams of a machine's jobs. */
    static String topic(String machineId) {
        return "jobs-of/" + machineId;
    }

    /**
     * Asks for a job. The file is checked against the machine's profile first.
     *
     * @throws Problem FORBIDDEN where the lab is not open to the person, INVALID with the offending lines where the
     *     file must not run on this machine
     */
    Job request(Viewer viewer, Machine machine, JobFile file, Analyses.Content content) {
        var person = viewer.require();
        if (!labs.mayAsk(machines.lab(machine), person.id())) throw Problem.forbidden("role-member");
        if (machine.retiredAt().isPresent()) throw Problem.conflict("machine-gone", machine.name());
        refuseOut(machine);
        var profile = machine.knownProfile()
                .orElseThrow(() -> Problem.conflict("machine-profile-unknown", machine.profile()));
        var analysis = analyses.of(file.sha256(), content, profile);
        if (analysis.refused())
            throw Problem.withFaults(
                    Problem.Kind.INVALID,
                    "preflight-refused",
                    analysis.refusals().stream()
                            .map(finding -> FieldFault.of(
                                    finding.line() > 0 ? "line " + finding.line() : "file",
                                    "preflight-finding",
                                    finding.message(viewer.locale())))
                            .toList());
        return hub.database().write(handle -> {
            var store = handle.attach(JobStore.class);
            var id = Id.random();
            store.add(
                    id,
                    machine.id(),
                    person.id(),
                    file,
                    analysis.json(),
                    analysis.toolpath().lines(),
                    Math.round(analysis.toolpath().estimateSeconds()),
                    hub.clock().millis());
            var actor = Actor.person(person.handle());
            QueueOrder.enter(store, store.byId(id).orElseThrow());
            note(store, store.byId(id).orElseThrow(), JobState.PREPARED, actor, Optional.of("asked"));
            return move(store, store.byId(id).orElseThrow(), JobState.QUEUED, actor, Optional.empty());
        });
    }

    /** Who answered at the hub what the machine asked in the middle of its job. */
    void answered(Machines.Answered answer) {
        answer.job()
                .flatMap(this::byId)
                .filter(job -> job.machine().equals(answer.machine().id()))
                .ifPresent(job -> write(store -> {
                    note(
                            store,
                            job,
                            job.state(),
                            Actor.person(answer.handle()),
                            Optional.of("answered-here"),
                            Optional.of(answer.what()));
                    return job;
                }));
    }

    Optional<Job> byId(String id) {
        return read(store -> store.byId(id));
    }

    /** The job, whoever asks; for those who decide themselves who may. */
    public Optional<Job> find(String id) {
        return byId(id);
    }

    /** The job, where this viewer may see it: whoever asked for it, and the lab's members. */
    public Job requireVisible(String id, Viewer viewer) {
        return byId(id).filter(job -> viewer.is(job.requester()) || labs.may(job.lab(), viewer, Role.MEMBER))
                .orElseThrow(Problem::notFound);
    }

    List<Job> list(Viewer viewer, String machine, String state, int page) {
        if (!state.isEmpty()
                && Arrays.stream(JobState.values())
                        .noneMatch(known -> known.wireName().equals(state)))
            throw Problem.invalid("state", "job-state-unknown", state);
        return read(
                store -> store.list(viewer.require().id(), machine, state, PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    /** What is done, the last one first; one more than a page where there are more. */
    List<Job> over(Viewer viewer, int page) {
        return read(store -> store.over(viewer.require().id(), PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    List<Job> open(Viewer viewer) {
        return read(store -> store.open(viewer.require().id()));
    }

    List<Job> active(String machineId) {
        return read(store -> store.active(machineId));
    }

    List<Job> queue(String machineId) {
        return read(store -> store.queue(machineId));
    }

    List<Job> past(String machineId, int limit) {
        return read(store -> store.past(machineId, limit));
    }

    List<JobEvent> events(Job job) {
        return read(store -> store.events(job.id()));
    }

    /** Whether the agent may fetch the file: it belongs to a job that it was offered. */
    boolean offered(String agentId, String sha256) {
        return read(store -> store.offered(agentId, sha256)) > 0;
    }

    /** Does what a person asks for, where they may and where it makes sense now. */
    Job act(String id, JobAction action, Viewer viewer) {
        return write(store -> {
            var job = requireVisible(id, viewer);
            require(job, action, viewer);
            var person = viewer.require();
            var actor = Actor.person(person.handle());
            if (!action.possible(job.state()))
                throw Problem.conflict("job-is-" + job.state().wireName());
            var machine = machines.byId(job.machine()).orElseThrow();
            switch (action) {
                case CONFIRM -> offer(store, job, actor, "clear", Optional.empty());
                case PAUSE -> {
                    agents.send(machines.agentOf(machine), new Command.Pause(machine.key(), job.id()));
                    note(store, job, job.state(), actor, Optional.of("pause-asked"));
                }
                case RESUME -> {
                    agents.send(machines.agentOf(machine), new Command.Resume(machine.key(), job.id()));
                    note(store, job, job.state(), actor, Optional.of("resume-asked"));
                }
                case CANCEL -> cancel(store, job, machine, actor);
                case ABANDON -> {
                    if (!machines.status(machine).offline()) throw Problem.conflict("machine-not-lost", machine.name());
                    move(store, job, JobState.INTERRUPTED, actor, Optional.of("abandoned"));
                }
                case STOP -> {
                    machines.emergencyStop(machine);
                    note(store, job, job.state(), actor, Optional.of("stop-asked"));
                }
            }
            return store.byId(id).orElseThrow();
        });
    }

    /** An operator of the lab moves a job within its machine's queue. */
    Job place(String id, QueueOrder.Where where, Viewer viewer) {
        return write(store -> {
            var job = requireVisible(id, viewer);
            labs.require(job.lab(), viewer.require().id(), Role.OPERATOR);
            if (job.state() != JobState.QUEUED)
                throw Problem.conflict("job-is-" + job.state().wireName());
            QueueOrder.move(store, job, where)
                    .ifPresent(number -> note(
                            store,
                            job,
                            job.state(),
                            Actor.person(viewer.require().handle()),
                            Optional.of("queue-moved"),
                            Optional.of(Detail.plain(Integer.toString(number)))));
            return job;
        });
    }

    private static void refuseOut(Machine machine) {
        if (machine.outOfService())
            throw Problem.conflict(
                    "machine-out", machine.name(), machine.outReason().orElse(""));
    }

    private void require(Job job, JobAction action, Viewer viewer) {
        if (may(job, action, viewer)) return;
        throw Problem.forbidden(action.byRequester() ? "role-member" : "role-operator");
    }

    /** Whether the viewer may do this with the job at all, whatever its state. */
    boolean may(Job job, JobAction action, Viewer viewer) {
        return (action.byRequester() && viewer.is(job.requester())) || labs.may(job.lab(), viewer, action.role());
    }

    /**
     * Tells the machine's agent to run a job; somebody, or something, says that the machine is clear.
     *
     * @param reason who says so, as a code of the history
     */
    void offer(JobStore store, Job job, Actor actor, String reason, Optional<Detail> detail) {
        var machine = machines.byId(job.machine()).orElseThrow();
        var agent = machines.agentOf(machine);
        refuseOut(machine);
        if (!store.active(machine.id()).isEmpty()) throw Problem.conflict("machine-has-job", machine.name());
        var status = machines.status(machine);
        if (status.offline()) throw Problem.conflict("machine-offline", machine.name());
        if (!status.idle()) throw Problem.conflict("machine-not-idle", machine.name());
        store.offer(job.id(), hub.clock().millis());
        move(store, job, JobState.OFFERED, actor, Optional.of(reason), detail);
        agents.send(
                agent,
                new Command.Run(
                        machine.key(),
                        job.id(),
                        job.attempt() + 1,
                        job.fileName(),
                        job.sha256(),
                        job.sizeBytes(),
                        questions.word(job)));
    }

    /**
     * What the agent does not have in hand is cancelled at once: it starts nothing whose acceptance was refused. What
     * runs is cancelled when the agent says so.
     */
    private void cancel(JobStore store, Job job, Machine machine, Actor actor) {
        if (job.onMachine()) {
            agents.send(machines.agentOf(machine), new Command.Cancel(machine.key(), job.id()));
            note(store, job, job.state(), actor, Optional.of("cancel-asked"));
            return;
        }
        // Somebody beside the machine may still be asked about it.
        boolean known = job.state() == JobState.OFFERED || questions.of(job).isPresent();
        move(store, job, JobState.CANCELLED, actor, Optional.empty());
        if (known) machine.agent().ifPresent(agent -> agents.send(agent, new Command.Cancel(machine.key(), job.id())));
    }

    /** A person said how it went; who may is asked here, the rest is the reporter's. */
    public Job reported(String id, Viewer viewer) {
        return write(store -> {
            var job = requireVisible(id, viewer);
            labs.require(job.lab(), viewer.require().id(), Role.OPERATOR);
            if (!job.state().next().contains(JobState.REPORTED))
                throw Problem.conflict("job-is-" + job.state().wireName());
            return move(
                    store, job, JobState.REPORTED, Actor.person(viewer.require().handle()), Optional.empty());
        });
    }

    /** Takes back offers that no agent accepted in time; since the hub started, at the earliest. */
    int withdrawStale() {
        long now = hub.clock().millis();
        if (now - startedAt < OFFER_HOLDS.toMillis()) return 0;
        var stale = read(store -> store.stale(now - OFFER_HOLDS.toMillis()));
        for (var job : stale)
            write(store -> {
                var still = store.byId(job.id()).filter(known -> known.state() == JobState.OFFERED);
                still.ifPresent(known -> {
                    agents.done(known.id(), "run");
                    move(store, known, JobState.QUEUED, Actor.HUB, Optional.of("not-accepted"));
                });
                return true;
            });
        return stale.size();
    }

    Job move(JobStore store, Job job, JobState to, Actor actor, Optional<String> reason) {
        return move(store, job, to, actor, reason, Optional.empty());
    }

    Job move(JobStore store, Job job, JobState to, Actor actor, Optional<String> reason, Optional<Detail> detail) {
        return move(store, job, to, actor, reason, detail, hub.clock().millis());
    }

    /** The one place where a job's state changes. */
    Job move(
            JobStore store,
            Job job,
            JobState to,
            Actor actor,
            Optional<String> reason,
            Optional<Detail> detail,
            long at) {
        if (!job.state().next().contains(to))
            throw new IllegalStateException("job " + job.id() + " cannot go from " + job.state() + " to " + to);
        if (to.over() && to != JobState.REPORTED) return over(store, job.id(), to, actor, reason, detail, at);
        store.state(job.id(), to.wireName());
        event(store, job.id(), at, to, actor, reason, detail);
        if (to == JobState.RUNNING) store.started(job.id(), at);
        var moved = store.byId(job.id()).orElseThrow();
        changed(moved);
        return moved;
    }

    /** Its end, with all that hangs on it. */
    Job over(
            JobStore store,
            String id,
            JobState ending,
            Actor actor,
            Optional<String> reason,
            Optional<Detail> detail,
            long at) {
        store.state(id, ending.wireName());
        event(store, id, at, ending, actor, reason, detail);
        store.ended(id, ending.wireName(), at);
        agents.allDone(id);
        var over = store.byId(id).orElseThrow();
        overListeners.forEach(listener -> listener.accept(over));
        changed(over);
        return over;
    }

    /** Writes down what was asked for, or said, while the state stays. */
    void note(JobStore store, Job job, JobState state, Actor actor, Optional<String> reason) {
        note(store, job, state, actor, reason, Optional.empty());
    }

    void note(JobStore store, Job job, JobState state, Actor actor, Optional<String> reason, Optional<Detail> detail) {
        event(store, job.id(), hub.clock().millis(), state, actor, reason, detail);
        changed(job);
    }

    private static void event(
            JobStore store,
            String job,
            long at,
            JobState state,
            Actor actor,
            Optional<String> reason,
            Optional<Detail> detail) {
        store.addEvent(
                job,
                at,
                state.wireName(),
                actor.kind().wireName(),
                actor.name(),
                reason,
                detail.map(Detail::english),
                detail.filter(Detail::spoken).map(said -> LinkJson.write(said.sentences())));
    }

    /** Its machine's pages look again, once this is written. */
    void changed(Job job) {
        hub.database().afterCommit(() -> {
            machines.touched(job.machine());
            hub.live().changed(topic(job.machine()));
        });
    }

    <T> T read(Function<JobStore, T> query) {
        return hub.database().read(handle -> query.apply(handle.attach(JobStore.class)));
    }

    <T> T write(Function<JobStore, T> change) {
        return hub.database().write(handle -> change.apply(handle.attach(JobStore.class)));
    }
}
