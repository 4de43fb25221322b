// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Wire;

/** How long a machine may say nothing before it is asked again, and how often. All times are milliseconds. */
final class Silence {
    /** Silent periods, each answered by sending again, before giving up. */
    private static final int PROBES = 5;

    private final Wire wire;
    private long since;
    private boolean saysBusy;
    private int probes;

    Silence(Wire wire) {
        this.wire = wire;
    }

    void restart(long nowMs) {
        since = nowMs;
        saysBusy = false;
        probes = 0;
    }

    /** It begins anew. */
    void begin(long nowMs) {
        since = nowMs;
    }

    /** Temperatures come by themselves, whatever became of a line; only beside a command that waits for heat they tell. */
    void heard(Reply reply, InFlight inFlight, long nowMs) {
        boolean byItself = reply instanceof Reply.Temperatures || reply instanceof Reply.Position;
        if (!byItself || inFlight.isEmpty() || inFlight.first().heats()) since = nowMs;
    }

    /** Whether the machine says by itself, every now and then, that it is at work. */
    void saysBusy(boolean says) {
        saysBusy = says;
    }

    void answered() {
        probes = 0;
    }

    /** Whether a line was sent once more since the last answer. */
    boolean probed() {
        return probes > 0;
    }

    /** Counts one more; false if that were too many. */
    boolean probe() {
        probes++;
        if (probes <= PROBES) return true;
        probes = 0;
        return false;
    }

    /** @param doubtful whether answers may come that belong to no line in flight */
    long endsAt(InFlight inFlight, boolean doubtful) {
        if (inFlight.isEmpty()) return doubtful ? since + wire.resendOkWaitMs() : Long.MAX_VALUE;
        if (saysBusy) return since + wire.busySilenceTimeoutMs();
        if (inFlight.first().takesLong()) return Long.MAX_VALUE;
        return since + wire.silenceTimeoutMs();
    }
}
