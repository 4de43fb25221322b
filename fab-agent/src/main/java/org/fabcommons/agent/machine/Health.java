// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Message;

/** How well the line to the machine does during one run. Of the session's thread; times are nanoseconds. */
final class Health {
    /** Answers that usually take longer have a way that is worth not waiting for; a board on USB itself answers sooner. */
    private static final long SLOW_NANOS = 1_000_000;

    private final Durations acknowledgements = new Durations();
    private final Durations gaps = new Durations();
    private final Deque<Long> sentAt = new ArrayDeque<>();
    private long roomSince;
    private long usual;
    private OptionalInt plannerSize = OptionalInt.empty();
    private boolean plannerDry = true;
    private boolean saysPlanner;
    private long underruns;
    private OptionalLong ownCount = OptionalLong.empty();
    private long ownCountFirst;

    /** A line of the file went out. */
    void sent(long nanos) {
        sentAt.addLast(nanos);
        if (roomSince != 0) gaps.add(nanos - roomSince);
        roomSince = 0;
    }

    /**
     * The machine acknowledged a line of the file.
     *
     * @param heardAt when its answer arrived at this computer
     */
    void acknowledged(long heardAt) {
        var sent = sentAt.pollFirst();
        if (sent != null) {
            acknowledgements.add(heardAt - sent);
            usual += (heardAt - sent - usual) / 8;
        }
        roomSince = heardAt;
    }

    /** Whether the way there and back takes so long that a line is better begun before the answer. */
    boolean slowLine() {
        return usual > SLOW_NANOS;
    }

    /** Nothing is in flight for another reason than the host: a pause, or a wait for heat. */
    void rests() {
        roomSince = 0;
        plannerDry = true;
    }

    /**
     * The machine spoke.
     *
     * @param moreToSend whether the planner should have something to do
     */
    void heard(Reply reply, boolean moreToSend) {
        if (reply instanceof Reply.Ok ok && ok.plannerFree().isPresent())
            planner(ok.plannerFree().getAsInt(), moreToSend);
        else if (reply instanceof Reply.Status status && status.room().isPresent())
            planner(status.room().get().blocks(), moreToSend);
        else if (reply instanceof Reply.PlannerRoom room) planner(room.free(), moreToSend);
        else if (reply instanceof Reply.Underruns own) {
            if (ownCount.isEmpty()) ownCountFirst = own.count();
            ownCount = OptionalLong.of(own.count());
        }
    }

    private void planner(int free, boolean moreToSend) {
        saysPlanner = true;
        if (plannerSize.isEmpty() || free > plannerSize.getAsInt()) plannerSize = OptionalInt.of(free);
        boolean dry = free >= plannerSize.getAsInt();
        if (dry && !plannerDry && moreToSend) underruns++;
        plannerDry = dry;
    }

    Message.Health report(long retries) {
        var counted = ownCount.isPresent()
                ? OptionalLong.of(ownCount.getAsLong() - ownCountFirst)
                : saysPlanner ? OptionalLong.of(underruns) : OptionalLong.empty();
        return new Message.Health(
                acknowledgements.quantileMs(0.5),
                acknowledgements.quantileMs(0.99),
                gaps.quantileMs(0.999),
                counted.isPresent() ? Optional.of(counted.getAsLong()) : Optional.empty(),
                retries);
    }
}
