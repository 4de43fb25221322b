// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a person has paired this agent with its hub, showing a code, and another one when that is too old. */
public final class AgentPairing {
    private static final Logger LOG = LoggerFactory.getLogger(AgentPairing.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI hub;
    private final String agentName;
    private final Path folder;
    private final CountDownLatch closed;
    private final Consumer<LinkState> shown;

    /**
     * @param folder where the pairing is kept
     * @param closed ends the waiting
     * @param shown is told what to show to the person
     */
    public AgentPairing(URI hub, String agentName, Path folder, CountDownLatch closed, Consumer<LinkState> shown) {
        this(HubClient.http(), hub, agentName, folder, closed, shown);
    }

    AgentPairing(
            HttpClient http, URI hub, String agentName, Path folder, CountDownLatch closed, Consumer<LinkState> shown) {
        this.http = http;
        this.hub = hub;
        this.agentName = agentName;
        this.folder = folder;
        this.closed = closed;
        this.shown = shown;
    }

    /** Returns true once paired, false when it was declined or the waiting was ended. */
    public boolean pair() throws InterruptedException {
        return pair(Optional.empty()).isPresent();
    }

    /** @param revoked fingerprint of a pairing that the hub no longer knows */
    Optional<Credentials> pair(Optional<String> revoked) throws InterruptedException {
        var pairing = new Pairing(http, hub);
        do {
            try {
                var request = pairing.begin(agentName);
                shown.accept(new LinkState.Unpaired(hub, request.shown()));
                LOG.info(
                        "pairing: open {} and enter the code {}",
                        request.shown().address(),
                        request.shown().code());
                var answer = wait(pairing, request, revoked);
                if (answer instanceof Pairing.Answer.Paired paired) {
                    paired.credentials().write(folder);
                    LOG.info("paired with {}", hub);
                    return Optional.of(paired.credentials());
                }
                if (answer instanceof Pairing.Answer.Denied) {
                    LOG.warn("somebody on {} declined this agent; pair again when you like", hub);
                    shown.accept(new LinkState.Declined(hub));
                    return Optional.empty();
                }
            } catch (IOException e) {
                LOG.info("{} is not reached for pairing: {}", hub, e.toString());
                shown.accept(new LinkState.Unreached(hub, reason(e)));
            }
        } while (!waited(RETRY));
        return Optional.empty();
    }

    private Pairing.Answer wait(Pairing pairing, Pairing.Request request, Optional<String> revoked)
            throws InterruptedException {
        var interval = request.interval();
        long until = System.nanoTime() + request.shown().validFor().toNanos();
        while (!waited(interval) && System.nanoTime() - until < 0) {
            // "fab-agent pair" in another window does it as well.
            var elsewhere =
                    Credentials.read(folder, hub).filter(found -> !revoked.equals(Optional.of(found.fingerprint())));
            if (elsewhere.isPresent()) return new Pairing.Answer.Paired(elsewhere.get());
            try {
                var answer = pairing.ask(request);
                if (answer instanceof Pairing.Answer.SlowDown) interval = interval.plus(SLOWER);
                else if (!(answer instanceof Pairing.Answer.Pending)) return answer;
            } catch (IOException e) {
                LOG.info("{} is not reached just now, the code stays valid: {}", hub, e.toString());
            }
        }
        return new Pairing.Answer.Expired();
    }

    private boolean waited(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
