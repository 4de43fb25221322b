// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what agents tell of their jobs, in the order in which it happened. */
final class JobMoves implements Agents.Handler<Message.JobMoved> {
    private static final Logger LOG = LoggerFactory.getLogger(JobMoves.class);

    private final HubContext hub;
    private final Jobs jobs;
    private final Questions questions;
    private final Curves curves;
    private final Agents agents;

    JobMoves(HubContext hub, Jobs jobs, Questions questions, Curves curves, Agents agents) {
        this.hub = hub;
        this.jobs = jobs;
        this.questions = questions;
        this.curves = curves;
        this.agents = agents;
    }

    @Override
    public Agents.Verdict apply(Agent agent, Message.JobMoved told) {
        return jobs.write(store -> {
            var found = store.byId(told.job());
            // An agent that was paired anew tells what its predecessor ran: the lab counts, not the pairing.
            if (found.isEmpty() || !found.get().lab().equals(agent.lab())) return Agents.Verdict.REFUSED;
            var job = found.get();
            if (told.attempt() == job.messageAttempt()) {
                if (told.seq() <= job.messageSeq()) return Agents.Verdict.REFUSED;
                if (told.seq() > job.messageSeq() + 1) return Agents.Verdict.TOO_EARLY;
            }
            if (told.attempt() < job.messageAttempt()) return Agents.Verdict.REFUSED;
            // A later attempt may begin anywhere: what was said of those before may never have been sent.
            if (told.attempt() == 1 && job.messageAttempt() == 0 && told.seq() > 1) return Agents.Verdict.TOO_EARLY;
            store.heard(job.id(), told.attempt(), told.seq());
            if (told.attempt() != job.attempt()) return Agents.Verdict.REFUSED;
            return apply(store, job, agent, told);
        });
    }

    private Agents.Verdict apply(JobStore store, Job job, Agent agent, Message.JobMoved told) {
        boolean moves = job.state() != told.state();
        if ((moves && !job.state().next().contains(told.state())) || told.state() == JobState.REPORTED) {
            LOG.info(
                    "agent {} says that job {} is {}; it is {} here, and stays",
                    agent.id(),
                    job.id(),
                    told.state(),
                    job.state());
            return Agents.Verdict.REFUSED;
        }
        var progress = told.progress();
        if (progress != null)
            store.progress(
                    job.id(),
                    progress.line(),
                    Math.max(progress.lines(), job.lines()),
                    Math.max(0, Math.min(1, progress.fraction())),
                    progress.remainingSeconds());
        told.result().ifPresent(result -> store.result(job.id(), LinkJson.write(result)));
        if (told.state().over()) told.curve().ifPresent(curve -> curves.keep(job.id(), curve));
        if (!moves) {
            // What happened in a pause, such as that the nozzle was switched off.
            if (told.reason().isPresent() && !told.state().over())
                jobs.note(
                        store,
                        store.byId(job.id()).orElseThrow(),
                        told.state(),
                        Actor.agent(agent.name()),
                        told.reason(),
                        told.said());
            return Agents.Verdict.APPLIED;
        }
        settle(job, told.state());
        if (told.state() == JobState.QUEUED) told.asked().ifPresent(asked -> questions.ask(job, asked));
        jobs.move(
                store,
                store.byId(job.id()).orElseThrow(),
                told.state(),
                Actor.agent(agent.name()),
                told.reason(),
                told.said(),
                // A clock that runs ahead must not bring tomorrow into the history.
                Math.min(told.atMillis(), hub.clock().millis()));
        return Agents.Verdict.APPLIED;
    }

    /** The commands that this move answers need not be sent again. */
    private void settle(Job job, JobState state) {
        switch (state) {
            case ACCEPTED, QUEUED -> agents.done(job.id(), "run");
            case RUNNING -> agents.done(job.id(), "resume");
            case PAUSED -> agents.done(job.id(), "pause");
            case PREPARED, OFFERED, FINISHED, FAILED, CANCELLED, INTERRUPTED, REPORTED -> {}
        }
    }

    static Optional<Message.Result> result(Job job) {
        return job.result().map(json -> LinkJson.readBack(json, Message.Result.class));
    }
}
