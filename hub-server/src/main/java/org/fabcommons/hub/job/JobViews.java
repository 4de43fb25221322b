// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.machine.MachineView;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;

/** Puts together what is told of a job. */
record JobViews(Jobs jobs, Questions questions, GoingOn goingOn, JobNeeds needs, Machines machines) {
    JobView of(Job job, Viewer viewer) {
        var machine = machines.byId(job.machine()).orElseThrow();
        Optional<Integer> waitsFor = Optional.empty();
        if (job.state() == JobState.QUEUED) {
            int before = 0;
            for (var other : jobs.queue(machine.id())) {
                if (other.id().equals(job.id())) break;
                before++;
            }
            waitsFor = Optional.of(before + jobs.active(machine.id()).size());
        }
        // What the machine said last is newer than what was told durably.
        var progress =
                job.onMachine() ? machines.lastProgress(machine.id(), job.id()).orElse(job.progress()) : job.progress();
        var question = job.state() == JobState.QUEUED
                ? questions.of(job).map(asked -> QuestionView.of(job, asked, questions, viewer))
                : Optional.<QuestionView>empty();
        return JobView.of(
                job,
                jobs.events(job),
                new JobView.Ahead(
                        waitsFor,
                        question,
                        goingOn.suits(job),
                        Optional.ofNullable(needs.ofJobs(List.of(job), viewer).get(job.id()))),
                progress,
                MachineView.of(machine, machines, viewer),
                jobs,
                viewer);
    }
}
