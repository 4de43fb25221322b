// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.profile.Profile;

/**
 * An operator gives a job that waits to another machine of the lab: the one it waits for is broken, or another is free. Its
 * file is checked against that machine first.
 */
record OtherMachines(Jobs jobs, Questions questions, Labs labs, Machines machines, Analyses analyses, Blobs blobs) {
    /** The lab's other machines on which the job's file fits; none for whoever may not move it. */
    List<Machine> fitting(Job job, Viewer viewer) {
        if (job.state() != JobState.QUEUED || !labs.may(job.lab(), viewer, Role.OPERATOR)) return List.of();
        var kind = kind(machines.byId(job.machine()).orElseThrow());
        return machines.in(labs.byId(job.lab()).orElseThrow()).stream()
                .filter(machine -> !machine.id().equals(job.machine()))
                // What is made for a printer may well run on a mill, and is not meant for it.
                .filter(machine -> kind.isPresent() && kind(machine).equals(kind))
                .filter(machine -> machine.retiredAt().isEmpty() && !machine.outOfService())
                .filter(machine -> analysis(job, machine)
                        .filter(analysis -> !analysis.refused())
                        .isPresent())
                .toList();
    }

    /**
     * It waits there, in its turn.
     *
     * @throws Problem FORBIDDEN for others than operators, INVALID where it is no machine of the lab on which the file
     *     fits, CONFLICT where the job no longer waits or its machine's agent asks about it
     */
    Job move(String id, String machineId, Viewer viewer) {
        var job = jobs.requireVisible(id, viewer);
        labs.require(job.lab(), viewer.require().id(), Role.OPERATOR);
        requireWaiting(job);
        var to = fitting(job, viewer).stream()
                .filter(machine -> machine.id().equals(machineId))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("machine", "job-machine-unfit"));
        var analysis = analysis(job, to).orElseThrow();
        return jobs.write(store -> {
            var now = store.byId(id).orElseThrow();
            requireWaiting(now);
            store.take(
                    id,
                    to.id(),
                    analysis.json(),
                    analysis.toolpath().lines(),
                    Math.round(analysis.toolpath().estimateSeconds()));
            QueueOrder.enter(store, store.byId(id).orElseThrow());
            store.state(id, JobState.QUEUED.wireName());
            jobs.note(
                    store,
                    now,
                    now.state(),
                    Actor.person(viewer.require().handle()),
                    Optional.of("machine-changed"),
                    Optional.of(Detail.plain(now.machineName() + " → " + to.name())));
            var moved = store.byId(id).orElseThrow();
            jobs.changed(moved);
            return moved;
        });
    }

    private static Optional<Profile.Kind> kind(Machine machine) {
        return machine.knownProfile().map(Profile::kind);
    }

    private void requireWaiting(Job job) {
        if (job.state() != JobState.QUEUED)
            throw Problem.conflict("job-is-" + job.state().wireName());
        // The agent that asked would not know that the answer is meant for another one.
        if (questions.of(job).isPresent()) throw Problem.conflict("job-asked-there", job.machineName());
    }

    private Optional<Analysis> analysis(Job job, Machine machine) {
        var content = blobs.find(job.sha256());
        return machine.knownProfile()
                .filter(profile -> content.isPresent())
                .map(profile -> analyses.of(job.sha256(), () -> Files.newInputStream(content.get()), profile));
    }
}
