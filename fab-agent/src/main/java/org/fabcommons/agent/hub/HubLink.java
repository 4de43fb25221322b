// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.link.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the line to the hub: pairs where needed, connects, reconnects, carries out commands, tells what happened. */
public final class HubLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubLink.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    /**
     * @param agentName for people
     * @param folder where the pairing is kept
     * @param machines what this agent introduces
     */
    public record Settings(
            URI hub, String agentName, String agentVersion, Path folder, List<Message.Machine> machines) {}

    private final Settings settings;
    private final Journal journal;
    private final JobRunner runner;
    private final Handbook handbook;
    private final Consumer<LinkState> shown;
    private final Outbox outbox;
    private final HubPosts posts;
    private final PicturePosts pictures;
    private final Sharing sharing;
    private final HttpClient http = HubClient.http();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<LinkState> state;
    private final Thread reading = new Thread(this::keepLinked, "hub-link");
    /** A permit is a wish to be asked for a pairing once more. */
    private final Semaphore pairAgain = new Semaphore(0);

    /** The pairing in use and the open stream; set by the link's thread. */
    private volatile Optional<Linked> linked = Optional.empty();

    /**
     * @param handbook where answers given at the hub are written down
     * @param shown is told each time the state of the link changes, on the link's thread
     */
    public HubLink(
            Settings settings,
            Journal journal,
            JobRunner runner,
            FileCache files,
            Cameras cameras,
            Handbook handbook,
            InstantSource clock,
            Consumer<LinkState> shown) {
        this.handbook = handbook;
        this.settings = settings;
        this.journal = journal;
        this.runner = runner;
        this.shown = shown;
        this.outbox = new Outbox(journal, runner);
        this.posts = new HubPosts(settings.hub(), outbox, runner, clock, () -> linked, this::closed);
        this.pictures = new PicturePosts(cameras, this::client);
        this.sharing = new Sharing(settings.hub(), this::client, journal, files);
        this.state = new AtomicReference<>(new LinkState.Unreached(settings.hub(), "not tried yet"));
        reading.setDaemon(true);
    }

    public void start() {
        runner.onChange(posts::wake);
        reading.start();
        pictures.start();
        posts.start();
    }

    private Optional<HubClient> client() {
        return linked.filter(Linked::isOpen).map(Linked::client);
    }

    /** Jobs that ran here alone, and the way to share them. */
    public Sharing sharing() {
        return sharing;
    }

    /** What waits at the hub for the machines. */
    public HubQueue queue() {
        return new HubQueue(this::client);
    }

    public LinkState state() {
        return state.get();
    }

    /** After somebody on the hub declined: asks again. */
    public void pairAgain() {
        pairAgain.release();
    }

    /** Tells the hub what there is still to tell, if that is quick, and ends. */
    @Override
    public void close() {
        posts.lastWords();
        closed.countDown();
        pictures.close();
        sharing.close();
        pairAgain();
        linked.ifPresent(Linked::hangUp);
        posts.close();
        reading.interrupt();
    }

    private boolean closed() {
        return closed.getCount() == 0;
    }

    private void show(LinkState now) {
        var before = state.getAndSet(now);
        if (!before.equals(now)) shown.accept(now);
    }

    // ---- the link's thread

    private void keepLinked() {
        try {
            Optional<String> revoked = Optional.empty();
            while (!closed()) {
                var known = revoked;
                var credentials = Credentials.read(settings.folder(), settings.hub())
                        .filter(found -> !known.equals(Optional.of(found.fingerprint())));
                if (credentials.isEmpty()) credentials = pair(revoked);
                if (credentials.isEmpty()) continue;
                stayLinked(credentials.get());
                revoked = Optional.of(credentials.get().fingerprint());
            }
        } catch (InterruptedException e) {
            LOG.debug("the link to the hub ends", e);
        } catch (RuntimeException e) {
            LOG.error("the link to the hub failed; jobs go on, restart the agent to connect again", e);
            show(new LinkState.Unreached(settings.hub(), "the link failed: " + e.getMessage()));
        }
    }

    private Optional<Credentials> pair(Optional<String> revoked) throws InterruptedException {
        var paired = new AgentPairing(http, settings.hub(), settings.agentName(), settings.folder(), closed, this::show)
                .pair(revoked);
        if (paired.isEmpty() && !closed()) {
            pairAgain.drainPermits();
            pairAgain.acquire();
        }
        return paired;
    }

    /** Returns when the hub no longer knows this agent, or the agent ends. */
    private void stayLinked(Credentials credentials) throws InterruptedException {
        var retry = FIRST_RETRY;
        while (!closed()) {
            var link = new Linked(credentials, new HubClient(http, credentials));
            linked = Optional.of(link);
            try {
                outbox.hello(link.client(), hello());
                outbox.flush(link.client());
                read(link);
                LOG.info("{} ended the stream of commands", settings.hub());
            } catch (HubRefusal e) {
                if (e.unpaired()) {
                    LOG.warn(
                            "{} no longer knows this agent. Jobs go on; to pair it again enter the new code on the"
                                    + " hub.",
                            settings.hub());
                    return;
                }
                LOG.warn("{} refuses: {}", settings.hub(), e.getMessage());
                show(new LinkState.Unreached(settings.hub(), AgentPairing.reason(e)));
            } catch (IOException e) {
                if (!closed()) LOG.info("{} is not reached: {}", settings.hub(), e.toString());
                show(new LinkState.Unreached(settings.hub(), AgentPairing.reason(e)));
            } catch (RuntimeException e) {
                // Whatever speaks there, it may be the hub again in a moment.
                LOG.error("{} is not understood", settings.hub(), e);
                show(new LinkState.Unreached(settings.hub(), "not understood: " + e.getMessage()));
            } finally {
                linked = Optional.empty();
            }
            if (link.wasHeard()) retry = FIRST_RETRY;
            // Somewhere between half and all of it, so that a hub that comes back is not stormed.
            long millis = retry.toMillis();
            if (closed.await(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1), TimeUnit.MILLISECONDS))
                return;
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        }
    }

    private Message.Hello hello() {
        return new Message.Hello(UUID.randomUUID().toString(), settings.agentVersion(), settings.machines());
    }

    private void read(Linked link) throws IOException {
        var pairing = link.credentials().fingerprint();
        try (var lines = new EventLines(link.open(link.client().commands(journal.lastCommand(pairing))))) {
            LOG.info("linked with {}", settings.hub());
            show(new LinkState.Connected(settings.hub()));
            posts.wake();
            var events = new ServerEvents();
            var commands =
                    new Commands(journal, settings.hub().getAuthority(), pairing, runner, link.client(), handbook);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                link.heard();
                var event = events.line(line.get());
                if (event.isPresent()) commands.carryOut(event.get());
            }
        }
    }
}
