// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.link.Detail;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Preflight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an order's file here and checks it, on threads of its own; tries again, less and less often, until it is there. */
final class Fetching {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** What becomes of it, told on the jobs thread. */
    interface Waiter {
        /** Whether the file is still wanted. */
        boolean waits();

        void fetched(Path file, Checked checked);

        void fails(String reason, Detail detail);
    }

    private final JobOrder order;
    private final Machine machine;
    private final Workshop workshop;
    private final FileSource source;
    private final Waiter waiter;

    Fetching(JobOrder order, Machine machine, Workshop workshop, FileSource source, Waiter waiter) {
        this.order = order;
        this.machine = machine;
        this.workshop = workshop;
        this.source = source;
        this.waiter = waiter;
    }

    void begin() {
        fetch(FIRST_RETRY);
    }

    private void fetch(Duration retry) {
        workshop.fetching().execute(() -> {
            try {
                var file = workshop.files().fetch(order.sha256(), order.sizeBytes(), source);
                var checked = check(file);
                workshop.thread().execute(() -> waiter.fetched(file, checked));
            } catch (FileCache.NotFetched e) {
                workshop.thread().execute(() -> waiter.fails(e.reason(), e.detail()));
            } catch (IOException e) {
                LOG.info("the file of job {} could not be fetched: {}", order.job(), e.toString());
                workshop.thread().after(retry, () -> {
                    if (waiter.waits()) fetch(retry.multipliedBy(2));
                });
            } catch (RuntimeException e) {
                LOG.error("the file of job {} could not be checked", order.job(), e);
                workshop.thread().execute(() -> waiter.fails("check-failed", Detail.of("cannot-check")));
            }
        });
    }

    private Checked check(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Preflight.check(in, machine.profile(), machine.policy());
        }
    }
}
