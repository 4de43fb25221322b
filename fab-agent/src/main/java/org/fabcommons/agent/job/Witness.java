// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.fabcommons.agent.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the machine is and how warm, while a job runs: for whoever takes it up after a crash, and for its plot. */
final class Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    /** So much of what was measured is lost at most, if the agent dies. */
    private static final long TEMPERATURES_KEPT_SECONDS = 60;

    private final Workshop workshop;
    private final String job;
    private final Machine machine;
    private final TemperatureCurve temperatures = new TemperatureCurve();
    private Optional<LastSeen> lastSeen = Optional.empty();
    private long begunNanos;
    private long temperaturesKept;
    private boolean unseen;

    Witness(Workshop workshop, String job, Machine machine) {
        this.workshop = workshop;
        this.job = job;
        this.machine = machine;
    }

    /** @param fraction done, as the next ones */
    void begins(double fraction) {
        begunNanos = System.nanoTime();
        note(fraction);
    }

    void looks(double fraction) {
        warm(fraction);
        var seen = LastSeen.of(machine.snapshot());
        // Of a port that is lost nothing is seen any more.
        boolean nothing = seen.position().isEmpty() && seen.temperatures().isEmpty();
        if (nothing || lastSeen.filter(seen::equals).isPresent()) return;
        try {
            seen.write(workshop.mark(job));
            lastSeen = Optional.of(seen);
        } catch (UncheckedIOException e) {
            // The job is worth more than this; it is tried again in a second.
            if (!unseen) LOG.error("where machine {} is could not be written down", machine.key(), e);
            unseen = true;
        }
    }

    void ends(double fraction) {
        temperatures.end(seconds(), fraction, machine.snapshot().temperatures());
        keepTemperatures();
    }

    void warm(double fraction) {
        long seconds = note(fraction);
        if (seconds - temperaturesKept < TEMPERATURES_KEPT_SECONDS) return;
        temperaturesKept = seconds;
        keepTemperatures();
    }

    /** Notes how far it is and how warm the machine is; tells how many seconds it has been under way. */
    private long note(double fraction) {
        long seconds = seconds();
        temperatures.note(seconds, fraction, machine.snapshot().temperatures());
        return seconds;
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - begunNanos).toSeconds();
    }

    void keepTemperatures() {
        try {
            workshop.journal().temperatures().keep(job, temperatures.samples());
        } catch (DiskFull full) {
            // The job is worth more than its plot.
            LOG.warn("the temperatures of job {} could not be kept", job, full);
        }
    }
}
