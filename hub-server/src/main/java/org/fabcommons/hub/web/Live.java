// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open event streams (SSE), to browsers and agents. A stream follows a topic; when the topic changed, its feed sends
 * what is new. Many changes while it is sending become one, so a slow reader holds nobody up and nothing piles up. A
 * thread is used only while something is sent.
 */
public final class Live {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    /** Less than the 30 s after which Jetty, and many a proxy, cuts a silent connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int STREAMS = 1000;

    private final Map<String, Set<Stream>> topics = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService writers;

    private Live(ExecutorService writers) {
        this.writers = writers;
    }

    /** Says what is new on a stream; called by one thread at a time. */
    @FunctionalInterface
    public interface Feed {
        void send(Stream stream);
    }

    /** Starts with the server and closes all streams when it stops, before it waits for requests to end. */
    public static Live start(Environment environment) {
        var number = new AtomicInteger();
        var live = new Live(new ThreadPoolExecutor(0, STREAMS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, "live-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
        ScheduledExecutorService clock = environment
                .lifecycle()
                .scheduledExecutorService("live-heartbeat")
                .threads(1)
                .build();
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(
                live::heartbeat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle server) {
                live.close();
            }
        });
        return live;
    }

    /** Opens a stream on a topic; the feed is asked at once. */
    public Stream follow(String topic, SseEventSink sink, Sse sse, Feed feed) {
        if (open.incrementAndGet() > STREAMS) {
            open.decrementAndGet();
            throw Problem.of(Problem.Kind.TOO_MANY, "http-429");
        }
        var stream = new Stream(topic, sink, sse, feed);
        topics.compute(topic, (name, known) -> {
            var streams = known == null ? ConcurrentHashMap.<Stream>newKeySet() : known;
            streams.add(stream);
            return streams;
        });
        stream.comment();
        stream.wake();
        return stream;
    }

    /** The topic changed: its streams look what is new. Returns at once. */
    public void changed(String topic) {
        topics.getOrDefault(topic, Set.of()).forEach(Stream::wake);
    }

    /** Closes the streams of a topic, such as those of an agent that comes anew. */
    public void end(String topic) {
        topics.getOrDefault(topic, Set.of()).forEach(Stream::close);
    }

    private void heartbeat() {
        topics.values().forEach(streams -> streams.forEach(Stream::beat));
    }

    private void close() {
        topics.values().forEach(streams -> streams.forEach(Stream::close));
        writers.shutdown();
    }

    /** One reader's connection. */
    public final class Stream {
        private final String topic;
        private final SseEventSink sink;
        private final Sse sse;
        private final Feed feed;
        /** How often it was woken since it last began to look; the thread that raised it from 0 works. */
        private final AtomicInteger wakes = new AtomicInteger();

        private volatile boolean beating;
        private String last = "";

        private Stream(String topic, SseEventSink sink, Sse sse, Feed feed) {
            this.topic = topic;
            this.sink = sink;
            this.sse = sse;
            this.feed = feed;
        }

        /** Sends an event. */
        public void send(String id, String name, String json) {
            write(sse.newEventBuilder()
                    .id(id)
                    .name(name)
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, json)
                    .build());
        }

        /** Sends what is now, unless that was the last thing sent. */
        public void sendNew(String name, String json) {
            if (json.equals(last)) return;
            last = json;
            write(sse.newEventBuilder()
                    .name(name)
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, json)
                    .build());
        }

        /** Ends the stream. */
        public void close() {
            var removed = new boolean[1];
            topics.computeIfPresent(topic, (name, streams) -> {
                removed[0] = streams.remove(this);
                return streams.isEmpty() ? null : streams;
            });
            if (removed[0]) open.decrementAndGet();
            if (!sink.isClosed()) sink.close();
        }

        private void comment() {
            write(sse.newEventBuilder().comment("").build());
        }

        private void write(jakarta.ws.rs.sse.OutboundSseEvent event) {
            if (sink.isClosed()) {
                close();
                return;
            }
            try {
                var unused = sink.send(event).whenComplete((sent, fault) -> {
                    if (fault != null) close();
                });
            } catch (IllegalStateException closedMeanwhile) {
                close();
            }
        }

        private void beat() {
            beating = true;
            wake();
        }

        private void wake() {
            if (wakes.getAndIncrement() != 0) return;
            try {
                writers.execute(this::work);
            } catch (java.util.concurrent.RejectedExecutionException stopping) {
                close();
            }
        }

        private void work() {
            int seen;
            do {
                seen = wakes.get();
                try {
                    if (beating) {
                        beating = false;
                        comment();
                    }
                    feed.send(this);
                } catch (Problem gone) {
                    close();
                } catch (RuntimeException e) {
                    LOG.error("the stream {} is closed, for its feed failed", topic, e);
                    close();
                }
            } while (!wakes.compareAndSet(seen, 0));
        }
    }
}
