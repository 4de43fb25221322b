// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.link.Curve;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the journal's untold moves to the hub, oldest first, until it has said that it handled them: at least once, and
 * the ids let the hub apply each once.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** With the curves of as many jobs still far below the megabyte that the hub takes at once. */
    private static final int BATCH = 20;

    private final Journal journal;
    private final JobRunner runner;

    Outbox(Journal journal, JobRunner runner) {
        this.journal = journal;
        this.runner = runner;
    }

    /** Posts what there is. Safe to call from several threads. */
    synchronized void flush(HubClient client) throws IOException {
        for (var moves = journal.untold(BATCH); !moves.isEmpty(); moves = journal.untold(BATCH))
            if (!post(client, moves)) return;
    }

    /** Introduces this agent; what it has to tell comes after. */
    synchronized void hello(HubClient client, Message.Hello hello) throws IOException {
        client.post(List.of(hello));
    }

    /** Returns whether anything was handled, so that a hub which handles nothing is not asked without end. */
    private boolean post(HubClient client, List<Message.JobMoved> moves) throws IOException {
        try {
            return handled(
                    moves, client.post(moves.stream().map(this::withCurve).collect(Collectors.toList())));
        } catch (HubRefusal e) {
            if (!e.lasting()) throw e;
            if (moves.size() == 1) {
                // Kept for ever it would block all that follows; the journal still has it.
                LOG.error("the hub will not take message {}; it is left out", moves.get(0), e);
                return handled(moves, new Receipt(ids(moves), ids(moves)));
            }
            boolean any = false;
            for (var move : moves) any |= post(client, List.of(move));
            return any;
        }
    }

    /** The end of a job is told with how it went. */
    private Message.JobMoved withCurve(Message.JobMoved move) {
        if (!move.state().over()) return move;
        var moments = journal.temperatures().of(move.job());
        return moments.isEmpty() ? move : move.with(new Curve(moments));
    }

    private boolean handled(List<Message.JobMoved> moves, Receipt receipt) {
        var named = new HashSet<>(receipt.handled());
        var handled = moves.stream().filter(move -> named.contains(move.id())).collect(Collectors.toList());
        journal.told(ids(handled));
        for (var move : handled) {
            boolean refused = receipt.refused().contains(move.id());
            if (refused)
                LOG.info(
                        "the hub did not apply that job {} is {}",
                        move.job(),
                        move.state().wireName());
            if (move.state() == JobState.ACCEPTED && refused) runner.withdrawn(move.job(), move.attempt());
            if (move.state() == JobState.ACCEPTED && !refused) runner.confirmed(move.job(), move.attempt());
        }
        return !handled.isEmpty();
    }

    private static List<String> ids(List<Message.JobMoved> moves) {
        var ids = new ArrayList<String>();
        moves.forEach(move -> ids.add(move.id()));
        return ids;
    }
}
