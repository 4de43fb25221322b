// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.fabcommons.link.BedSeen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits at the hub for a machine beside a camera. Asked while the line is there; without it nothing starts. */
public final class HubQueue {
    private static final Logger LOG = LoggerFactory.getLogger(HubQueue.class);

    private final Supplier<Optional<HubClient>> client;

    HubQueue(Supplier<Optional<HubClient>> client) {
        this.client = client;
    }

    /** The job that may start on this machine once a camera sees it clear. */
    public Optional<String> next(String machine) {
        return client.get().flatMap(hub -> {
            try {
                return hub.next(machine).job();
            } catch (IOException e) {
                LOG.debug("what waits at the hub is asked again later", e);
                return Optional.empty();
            }
        });
    }

    /**
     * Tells what the camera sees.
     *
     * @return whether the hub starts the job for that
     */
    public boolean seen(BedSeen seen) {
        return client.get()
                .filter(hub -> {
                    try {
                        return hub.seen(seen).starts();
                    } catch (IOException e) {
                        LOG.info("the hub does not start job {}: {}", seen.job(), e.toString());
                        return false;
                    }
                })
                .isPresent();
    }
}
