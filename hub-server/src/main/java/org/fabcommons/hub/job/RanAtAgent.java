// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.nio.file.Files;
import java.util.Optional;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;

/** Jobs that an agent ran by itself: from the day when they are shared they are jobs like all others. */
public final class RanAtAgent {
    private final HubContext hub;
    private final Jobs jobs;
    private final Analyses analyses;
    private final Curves curves;
    private final Blobs blobs;

    RanAtAgent(HubContext hub, Jobs jobs, Analyses analyses, Curves curves, Blobs blobs) {
        this.hub = hub;
        this.jobs = jobs;
        this.analyses = analyses;
        this.curves = curves;
        this.blobs = blobs;
    }

    /** What the file amounts to on the machine; the hub has the file. */
    public Analysis analysis(Machine machine, String sha256) {
        var profile = machine.knownProfile()
                .orElseThrow(() -> Problem.conflict("machine-profile-unknown", machine.profile()));
        var content = blobs.find(sha256).orElseThrow(Problem::notFound);
        return analyses.of(sha256, () -> Files.newInputStream(content), profile);
    }

    /**
     * Takes the job in, over as it is; whoever listens to jobs that end is told of it.
     *
     * @param id that it gets
     * @param viewer the person who shares it
     */
    public Job take(String id, Viewer viewer, Agent agent, Machine machine, JobFile file, LocalJob told) {
        var analysis = analysis(machine, file.sha256());
        long now = hub.clock().millis();
        // A clock that runs ahead must not bring tomorrow into the history.
        long ended = Math.min(told.endedAtMillis(), now);
        long began = Math.min(told.beganAtMillis(), ended);
        var person = viewer.require();
        return jobs.write(store -> {
            store.add(
                    id,
                    machine.id(),
                    person.id(),
                    file,
                    analysis.json(),
                    analysis.toolpath().lines(),
                    0,
                    began);
            store.ranAtAgent(id);
            store.addEvent(
                    id,
                    began,
                    JobState.PREPARED.wireName(),
                    Actor.Kind.AGENT.wireName(),
                    agent.name(),
                    Optional.of("ran-at-agent"),
                    Optional.empty(),
                    Optional.empty());
            if (told.began()) store.started(id, began);
            store.progress(
                    id,
                    told.progress().line(),
                    Math.max(told.progress().lines(), analysis.toolpath().lines()),
                    Math.max(0, Math.min(1, told.progress().fraction())),
                    Optional.empty());
            told.result().ifPresent(result -> store.result(id, LinkJson.write(result)));
            told.curve().ifPresent(curve -> curves.keep(id, curve));
            return jobs.over(store, id, told.ending(), Actor.agent(agent.name()), told.reason(), told.said(), ended);
        });
    }

    /** Takes it out again, with everything that hangs on it. */
    public void withdraw(Job job) {
        if (!job.ranAtAgent()) throw new IllegalArgumentException("job " + job.id() + " is the hub's own");
        jobs.write(store -> {
            store.drop(job.id());
            return true;
        });
    }
}
