// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import java.util.TreeSet;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Command;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;

/** A manager of the lab answers what its policy asks about a job. */
record Deciding(Jobs jobs, Questions questions, Labs labs, Machines machines, Agents agents) {
    private static final int LONGEST_WHY = 300;

    /**
     * The job may do what is asked about, once. It starts when somebody says that the machine is clear.
     *
     * @param why in their words; may be empty
     */
    Job allow(String id, Viewer viewer, String why) {
        var said = said(why);
        return jobs.write(store -> {
            var job = jobs.requireVisible(id, viewer);
            var question = require(job, viewer);
            if (!questions.counts(question, viewer)) throw Problem.forbidden("question-administrator");
            var person = viewer.require();
            questions.allow(job, person.id());
            var needs =
                    String.join(", ", new TreeSet<>(Questions.asked(question).needs()));
            jobs.note(
                    store,
                    job,
                    job.state(),
                    Actor.person(person.handle()),
                    Optional.of("policy-allowed-here"),
                    Optional.of(Detail.plain(said.isEmpty() ? needs : needs + ". " + said)));
            return job;
        });
    }

    /**
     * The job does not run: it is over, and its agent is told.
     *
     * @param why in their words, for whoever asked for the job
     */
    Job refuse(String id, Viewer viewer, String why) {
        var said = said(why);
        if (said.isEmpty()) throw Problem.invalid("why", "question-why-missing");
        return jobs.write(store -> {
            var job = jobs.requireVisible(id, viewer);
            require(job, viewer);
            var handle = viewer.require().handle();
            var over = jobs.move(
                    store,
                    job,
                    JobState.CANCELLED,
                    Actor.person(handle),
                    Optional.of("policy-refused"),
                    Optional.of(Detail.plain(said)));
            var machine = machines.byId(job.machine()).orElseThrow();
            machine.agent()
                    .ifPresent(agent -> agents.send(agent, new Command.Refuse(machine.key(), job.id(), handle, said)));
            return over;
        });
    }

    private Question require(Job job, Viewer viewer) {
        labs.require(job.lab(), viewer.require().id(), Role.MANAGER);
        if (job.state() != JobState.QUEUED)
            throw Problem.conflict("job-is-" + job.state().wireName());
        return questions.of(job).orElseThrow(() -> Problem.conflict("question-none"));
    }

    private static String said(String why) {
        var plain = why == null ? "" : why.replaceAll("\\p{Cntrl}+", " ").strip();
        if (plain.length() > LONGEST_WHY) throw Problem.invalid("why", "question-why-long", LONGEST_WHY);
        return plain;
    }
}
