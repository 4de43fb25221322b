// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.MachinePanel;
import org.fabcommons.hub.machine.Need;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What is on the machine, what waits for it and what it did. Jobs that the viewer may not see are counted only. */
record JobMachinePanel(Jobs jobs, GoingOn goingOn, JobNeeds needs, Labs labs) implements MachinePanel {
    private static final int PAST = 10;

    @Override
    public Optional<Part> part(Machine machine, Viewer viewer) {
        boolean member = labs.may(machine.lab(), viewer, Role.MEMBER);
        var active = jobs.active(machine.id());
        var queue = jobs.queue(machine.id());
        return Optional.of(new Part(
                "/org/fabcommons/hub/job/machine-jobs.ftl",
                new MachineJobs(
                        visible(active, member, viewer),
                        visible(queue, member, viewer),
                        needs.ofJobs(
                                Stream.concat(active.stream(), queue.stream()).toList(), viewer),
                        active.size() + queue.size(),
                        member ? jobs.past(machine.id(), PAST) : List.of(),
                        machine.id(),
                        labs.may(machine.lab(), viewer, Role.OPERATOR),
                        goingOn.allowed(machine.id()),
                        labs.may(machine.lab(), viewer, Role.MANAGER)
                                && machine.agent().isPresent()
                                && machine.retiredAt().isEmpty())));
    }

    private static List<Job> visible(List<Job> jobs, boolean member, Viewer viewer) {
        return jobs.stream().filter(job -> member || viewer.is(job.requester())).toList();
    }

    /**
     * What the panel shows.
     *
     * @param waiting what each of these waits for, by its id
     * @param all how many jobs are on the machine or wait for it
     * @param mayMove whether the viewer decides who is next
     * @param goesOn whether the queue goes on by itself where a camera sees the machine clear
     * @param mayLetGoOn whether the viewer decides about that
     */
    public record MachineJobs(
            List<Job> active,
            List<Job> queue,
            Map<String, Need> waiting,
            int all,
            List<Job> past,
            String machine,
            boolean mayMove,
            boolean goesOn,
            boolean mayLetGoOn) {
        /** Jobs of other people. */
        public int others() {
            return all - active.size() - queue.size();
        }
    }
}
