// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.link.BedSeen;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;

/**
 * Starts the next job of a machine without a person, where a manager of its lab lets its queue go on, the last job
 * finished as it should, and the agent's camera sees the machine clear. What came back once, or whoever asked for it is no
 * member of the lab, waits for a person.
 */
final class GoingOn {
    /** How the reasons begin that say what a camera saw. */
    static final String SEEN = "seen-";
    /** Why a camera does not say that a machine is clear. */
    private static final Set<String> REASONS = Set.of("different", "slightly-different", "dark", "moved");

    /** Among so many jobs that ended, one that began is looked for; cancelled ones leave nothing on the machine. */
    private static final int LOOKED_BACK = 20;

    private final HubContext hub;
    private final Labs labs;
    private final Machines machines;
    private final Jobs jobs;

    GoingOn(HubContext hub, Labs labs, Machines machines, Jobs jobs) {
        this.hub = hub;
        this.labs = labs;
        this.machines = machines;
        this.jobs = jobs;
    }

    boolean allowed(String machineId) {
        return hub.database().read(handle -> handle.attach(GoingOnStore.class).allowed(machineId) > 0);
    }

    /** A manager lets this machine's queue go on by itself, or no longer. */
    void change(Machine machine, Caller.Person by, boolean on) {
        labs.require(machine.lab(), by.id(), Role.MANAGER);
        hub.database().write(handle -> {
            var store = handle.attach(GoingOnStore.class);
            if (on) store.allow(machine.id(), by.id(), hub.clock().millis());
            else store.forbid(machine.id());
            return true;
        });
        machines.touched(machine.id());
    }

    /** Whether this job may be the next to start without a person, as far as the hub knows. */
    boolean suits(Job job) {
        return job.state() == JobState.QUEUED
                && job.attempt() == 0
                && labs.may(job.lab(), job.requester(), Role.MEMBER)
                && allowed(job.machine());
    }

    /** The job that may start next on this agent's machine. */
    Optional<Job> next(Agent agent, String key) {
        var machine = machines.of(agent.id(), key)
                .filter(known -> known.retiredAt().isEmpty() && !known.outOfService() && allowed(known.id()));
        if (machine.isEmpty() || !jobs.active(machine.get().id()).isEmpty()) return Optional.empty();
        boolean wellEnded = jobs.past(machine.get().id(), LOOKED_BACK).stream()
                .filter(job -> job.startedAt().isPresent())
                .limit(1)
                .allMatch(job -> job.ending().filter(JobState.FINISHED::equals).isPresent());
        return jobs.queue(machine.get().id()).stream().findFirst().filter(job -> wellEnded && suits(job));
    }

    /**
     * What the agent's camera sees: the job starts, or its page says why it does not.
     *
     * @return whether it starts
     */
    boolean seen(Agent agent, BedSeen seen) {
        return jobs.write(store -> {
            var next = next(agent, seen.machine()).filter(job -> job.id().equals(seen.job()));
            if (next.isEmpty()) return false;
            var job = next.get();
            var detail = Optional.of(Detail.of(
                    "camera-is-sure",
                    seen.camera().replaceAll("\\p{Cntrl}", " ").strip(),
                    Math.round(100 * Math.max(0, Math.min(1, seen.confidence())))));
            if (seen.clear()) {
                jobs.offer(store, job, Actor.agent(agent.name()), SEEN + "clear", detail);
                return true;
            }
            var reason = SEEN + (REASONS.contains(seen.reason()) ? seen.reason() : "different");
            var last = jobs.events(job);
            // It looks again and again; the history needs to hear of a change only.
            if (last.get(last.size() - 1).reason().filter(reason::equals).isEmpty())
                jobs.note(store, job, job.state(), Actor.agent(agent.name()), Optional.of(reason), detail);
            return false;
        });
    }
}
