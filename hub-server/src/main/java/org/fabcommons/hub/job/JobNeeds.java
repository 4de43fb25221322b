// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.machine.Need;
import org.fabcommons.hub.machine.Needs;
import org.fabcommons.hub.web.Viewer;

/**
 * Which jobs wait for somebody: for a manager's word where the lab's policy asks, and the first of a queue for an operator
 * who says that the machine is clear. Lists of machines ask for it again and again, so a queue is read only when it has
 * changed.
 */
final class JobNeeds implements Needs.Source {
    private final Jobs jobs;
    private final Questions questions;
    private final GoingOn goingOn;
    private final Machines machines;
    private final Labs labs;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /**
     * A machine's queue as it was read.
     *
     * @param touches how often the machine had been touched before
     */
    private record Queue(int touches, boolean busy, List<Waiting> waiting) {}

    /** @param byItself whether it starts without anybody, as far as anybody knows */
    private record Waiting(Job job, Optional<Question> question, boolean byItself) {}

    JobNeeds(Jobs jobs, Questions questions, GoingOn goingOn, Machines machines, Labs labs) {
        this.jobs = jobs;
        this.questions = questions;
        this.goingOn = goingOn;
        this.machines = machines;
        this.labs = labs;
    }

    @Override
    public List<Need> of(Machine machine, Viewer viewer) {
        var queue = queue(machine);
        List<Need> found = new ArrayList<>();
        boolean first = true;
        for (var waiting : queue.waiting()) {
            var kind = kind(machine, queue, waiting, first);
            first = false;
            if (kind.isPresent())
                need(machine, waiting.job(), kind.get(), viewer).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public int waiting(Machine machine) {
        return queue(machine).waiting().size();
    }

    /** What each of these jobs waits for, by its id. */
    Map<String, Need> ofJobs(List<Job> listed, Viewer viewer) {
        var found = new LinkedHashMap<String, Need>();
        for (var machine : listed.stream().map(Job::machine).distinct().toList())
            machines.byId(machine)
                    .map(known -> machines.needs().of(known, viewer))
                    .orElse(List.of())
                    .forEach(need -> need.job().ifPresent(job -> found.putIfAbsent(job, need)));
        return found;
    }

    private Optional<Need.Kind> kind(Machine machine, Queue queue, Waiting waiting, boolean first) {
        if (waiting.question().filter(asked -> !questions.allowed(asked)).isPresent())
            return Optional.of(Need.Kind.PERMISSION);
        return first
                        && !queue.busy()
                        && !waiting.byItself()
                        && !machine.outOfService()
                        && machines.status(machine).idle()
                ? Optional.of(Need.Kind.CLEAR)
                : Optional.empty();
    }

    private Optional<Need> need(Machine machine, Job job, Need.Kind kind, Viewer viewer) {
        if (!viewer.is(job.requester()) && !labs.may(job.lab(), viewer, Role.MEMBER)) return Optional.empty();
        boolean yours = labs.may(job.lab(), viewer, kind == Need.Kind.PERMISSION ? Role.MANAGER : Role.OPERATOR);
        return Optional.of(new Need(
                kind,
                machine.id(),
                machine.name(),
                machines.lab(machine).name(),
                Optional.of(job.id()),
                viewer.text("job.need." + kind.wireName() + (yours ? ".yours" : ""), job.fileName()),
                job.href(),
                yours));
    }

    private Queue queue(Machine machine) {
        int touches = machines.touches(machine);
        var known = queues.get(machine.id());
        if (known != null && known.touches() == touches) return known;
        var read = new Queue(
                touches,
                !jobs.active(machine.id()).isEmpty(),
                jobs.queue(machine.id()).stream()
                        .map(job -> new Waiting(job, questions.of(job), byItself(job)))
                        .collect(Collectors.toList()));
        queues.put(machine.id(), read);
        return read;
    }

    /** Until a camera has said that it does not see the machine clear. */
    private boolean byItself(Job job) {
        if (!goingOn.suits(job)) return false;
        var last = jobs.events(job);
        return last.get(last.size() - 1)
                .reason()
                .filter(reason -> reason.startsWith(GoingOn.SEEN))
                .isEmpty();
    }
}
