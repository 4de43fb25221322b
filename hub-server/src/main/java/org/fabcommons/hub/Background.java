// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.fabcommons.hub.web.HubContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the features' background work; a failure is logged and the next time comes all the same. */
record Background(ScheduledExecutorService threads) implements HubContext.Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    @Override
    public void every(Duration interval, String name, Runnable work) {
        ScheduledFuture<?> unused = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("{} failed; it will be tried again in {}", name, interval, e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
