// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.machine.MachineView;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;

/** Puts together what is told of a job. */
record JobViews(Jobs jobs, Machines machines) {
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
        return JobView.of(
                job, jobs.events(job), waitsFor, progress, MachineView.of(machine, machines, viewer), jobs, viewer);
    }
}
