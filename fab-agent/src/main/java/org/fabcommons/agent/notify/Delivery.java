// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings notifications out by one channel, on a thread of its own: a try that fails is made again later, and no more than
 * its limit go out within an hour.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    /** So many wait at most for a server that does not answer. */
    private static final int MOST_WAITING = 100;

    private static final Duration PARTING = Duration.ofSeconds(3);

    /** How the last one fared: empty as long as none went out. */
    record Last(Instant at, Optional<Detail> fault) {}

    /** How long to wait before the second try, the third, and so on. */
    interface Patience {
        Duration before(int attempt);
    }

    /** 5 s, 30 s, 3 min, then 15 min each. */
    static final Patience USUAL =
            attempt -> Duration.ofSeconds(attempt <= 2 ? 5 : attempt == 3 ? 30 : attempt == 4 ? 180 : 900);

    private final ChannelSettings settings;
    private final Channel channel;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Patience patience;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService thread;
    /** When those of the last hour went out, in nanoseconds. */
    private final ArrayDeque<Long> sent = new ArrayDeque<>();

    private int left;
    private volatile Optional<Last> last = Optional.empty();

    /**
     * @param clock by which the last one is dated
     * @param nanos by which the limit goes, whatever is done to the clock
     */
    Delivery(ChannelSettings settings, InstantSource clock, LongSupplier nanos, Patience patience) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.patience = patience;
        channel = settings.url().isPresent() ? new Webhook(settings) : new HouseCommand(settings);
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "notify " + settings.name());
            made.setDaemon(true);
            return made;
        });
    }

    ChannelSettings settings() {
        return settings;
    }

    Optional<Last> last() {
        return last;
    }

    /**
     * Whether one more may go out now; what may not is counted.
     *
     * @return how many were left out since the last one that might; empty when this is left out too
     */
    synchronized Optional<Integer> room() {
        long now = nanos.getAsLong();
        while (!sent.isEmpty() && now - sent.peekFirst() >= HOUR_NANOS) sent.removeFirst();
        if (sent.size() >= settings.perHour() || waiting.get() >= MOST_WAITING) {
            if (left++ == 0)
                LOG.warn(
                        "notifications by {}: more than {} within an hour, or too many that do not arrive; the next are"
                                + " left out",
                        settings.name(),
                        settings.perHour());
            return Optional.empty();
        }
        sent.addLast(now);
        int before = left;
        left = 0;
        return Optional.of(before);
    }

    /** Sends it, sooner or later. */
    void take(Channel.Message message) {
        waiting.incrementAndGet();
        thread.execute(() -> attempt(message, 1));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // attempt() leaves nothing to ask for.
    private void attempt(Channel.Message message, int number) {
        try {
            channel.send(message);
            arrived();
        } catch (Channel.NotDelivered e) {
            failed(e.why());
            if (!e.later() || number >= settings.tries()) {
                waiting.decrementAndGet();
                LOG.warn(
                        "the notification \"{}\" did not arrive by {}: {}",
                        message.title(),
                        settings.name(),
                        e.getMessage());
                return;
            }
            var wait = patience.before(number + 1);
            if (wait.compareTo(e.notBefore()) < 0) wait = e.notBefore();
            thread.schedule(() -> attempt(message, number + 1), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(Detail.of("failed-here"));
            waiting.decrementAndGet();
            LOG.error("the notification by {} failed", settings.name(), e);
        }
    }

    /** Sends it once, now, whatever the limit; completes with why it did not arrive, or empty. */
    CompletableFuture<Optional<Detail>> test(Channel.Message message) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        channel.send(message);
                        last = Optional.of(new Last(clock.instant(), Optional.empty()));
                        return Optional.empty();
                    } catch (Channel.NotDelivered e) {
                        failed(e.why());
                        return Optional.of(e.why());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return Optional.of(Detail.of("agent-ending"));
                    }
                },
                thread);
    }

    private void arrived() {
        waiting.decrementAndGet();
        last = Optional.of(new Last(clock.instant(), Optional.empty()));
    }

    private void failed(Detail why) {
        last = Optional.of(new Last(clock.instant(), Optional.of(why)));
    }

    /** What can still go out at once does. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
