// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who is next on a machine. People take turns: everybody's first job comes before anybody's second, each in the order in
 * which they were asked for; a job on the machine is its requester's first. An operator may move a job, and where it was
 * moved to it stays.
 */
final class QueueOrder {
    private QueueOrder() {}

    /** Where to an operator moves a job. */
    enum Where {
        FIRST,
        UP,
        DOWN,
        LAST;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Where> parse(String name) {
            return Arrays.stream(values())
                    .filter(where -> where.wireName().equals(name))
                    .findFirst();
        }

        int from(int index, int size) {
            return switch (this) {
                case FIRST -> 0;
                case UP -> Math.max(0, index - 1);
                case DOWN -> Math.min(size - 1, index + 1);
                case LAST -> size - 1;
            };
        }
    }

    /** Gives a job that comes new into the queue its place: behind all whose turn is not after its own. */
    static void enter(JobStore store, Job job) {
        Map<String, Integer> turns = new HashMap<>();
        for (var active : store.active(job.machine())) turns.merge(active.requester(), 1, Integer::sum);
        var queue = store.queue(job.machine());
        List<Integer> turnOf = new ArrayList<>();
        for (var waiting : queue) turnOf.add(turns.merge(waiting.requester(), 1, Integer::sum));
        int turn = turns.getOrDefault(job.requester(), 0) + 1;
        int index = queue.size();
        while (index > 0 && turnOf.get(index - 1) > turn) index--;
        long place = index == 0
                ? (queue.isEmpty() ? 1 : store.place(queue.get(0).id()))
                : store.place(queue.get(index - 1).id()) + 1;
        store.shift(job.machine(), place);
        store.place(job.id(), place);
    }

    /** Moves a job that waits; gives its number in the queue, from 1, or nothing where it stands there already. */
    static Optional<Integer> move(JobStore store, Job job, Where where) {
        var queue =
                new ArrayList<>(store.queue(job.machine()).stream().map(Job::id).toList());
        int index = queue.indexOf(job.id());
        if (index < 0) return Optional.empty();
        int to = where.from(index, queue.size());
        if (to == index) return Optional.empty();
        long first = queue.stream().mapToLong(store::place).min().orElse(1);
        queue.add(to, queue.remove(index));
        for (int i = 0; i < queue.size(); i++) store.place(queue.get(i), first + i);
        return Optional.of(to + 1);
    }
}
