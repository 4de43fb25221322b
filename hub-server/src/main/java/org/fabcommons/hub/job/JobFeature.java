// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.machine.MachinePanel;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.link.Message;

/** Wires this package and gives its public face. */
public final class JobFeature {
    private JobFeature() {}

    /** What this feature builds on. */
    public record Needs(Designs designs, Blobs blobs, Labs labs, Agents agents, Machines machines) {}

    /** Where this feature shows itself, and where later features show themselves on its pages. */
    public record Panels(List<DesignPanel> design, List<MachinePanel> machine, List<JobPanel> job) {}

    /** The public faces. */
    public record Rooms(Jobs jobs, RanAtAgent ranAtAgent) {}

    public static Rooms install(HubContext hub, Needs needs, Panels panels) {
        hub.database().mapRecord(Job.class);
        hub.database().mapRecord(JobEvent.class);
        hub.database().mapRecord(Question.class);
        var analyses = new Analyses();
        var questions = new Questions(hub, needs.labs());
        var jobs = new Jobs(hub, needs.labs(), needs.machines(), needs.agents(), analyses, questions);
        var goingOn = new GoingOn(hub, needs.labs(), needs.machines(), jobs);
        var jobNeeds = new JobNeeds(jobs, questions, goingOn, needs.machines(), needs.labs());
        needs.machines().needs().tell(jobNeeds);
        var requests = new JobRequests(jobs, needs.machines(), needs.designs(), needs.blobs());
        needs.machines().onAnswered(jobs::answered);
        var views = new JobViews(jobs, questions, goingOn, jobNeeds, needs.machines());
        var deciding = new Deciding(jobs, questions, needs.labs(), needs.machines(), needs.agents());
        var others = new OtherMachines(jobs, questions, needs.labs(), needs.machines(), analyses, needs.blobs());
        var curves = new Curves(hub);
        needs.agents().on(Message.JobMoved.class, new JobMoves(hub, jobs, questions, curves, needs.agents()));
        needs.agents()
                .offerFiles((agentId, sha256) ->
                        jobs.offered(agentId, sha256) ? needs.blobs().find(sha256) : java.util.Optional.empty());
        hub.register(new JobApi(jobs, requests, views, jobNeeds, hub));
        hub.register(new JobResource(jobs, views, jobNeeds, needs.machines(), others, panels.job()));
        hub.register(new OtherMachinesApi(others, views));
        hub.register(new CurveApi(jobs, curves));
        panels.job().add(new CurvePanel(curves));
        hub.register(new QuestionApi(deciding, views));
        hub.register(new QuestionResource(deciding));
        hub.register(new GoingOnApi(goingOn, needs.machines()));
        hub.register(new GoingOnResource(goingOn, needs.machines()));
        hub.register(new AgentBedApi(needs.agents(), goingOn));
        hub.register(new MakeResource(needs.designs(), needs.machines(), needs.labs(), jobs, analyses, requests));
        panels.machine().add(new JobMachinePanel(jobs, goingOn, jobNeeds, needs.labs()));
        panels.design().add(new MakePanel());
        hub.every(Duration.ofSeconds(5), "withdrawing offers that nobody accepted", jobs::withdrawStale);
        return new Rooms(jobs, new RanAtAgent(hub, jobs, analyses, curves, needs.blobs()));
    }
}
