// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.fabcommons.link.LinkJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever listens what the machines do, as server-sent events. Each listener has a thread of its own, so that one
 * who does not read holds nobody up; what they have not read in time they do not get.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    /** Open pages of one agent; more is a fault of somebody's. */
    private static final int MOST = 16;
    /** So that proxies and browsers know that the agent lives, and the agent that they do. Seconds. */
    private static final int HEARTBEAT_SECONDS = 15;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private byte[] last = new byte[0];

    /** A page that listens; only the newest state counts. */
    private record Listener(HttpExchange exchange, ArrayBlockingQueue<byte[]> next) {}

    boolean heard() {
        return !listeners.isEmpty();
    }

    /** Tells a new state, if it is one. */
    synchronized void tell(Object state) {
        byte[] now;
        try {
            now = LinkJson.mapper().writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state could not be written", e);
        }
        if (Arrays.equals(now, last)) return;
        last = now;
        listeners.forEach(listener -> offer(listener, now));
    }

    private static void offer(Listener listener, byte[] state) {
        while (!listener.next().offer(state)) listener.next().poll();
    }

    /**
     * Takes a listener; from here on the exchange belongs to it.
     *
     * @return false when there are too many already
     */
    boolean take(HttpExchange exchange, Object state) throws IOException {
        if (closed || listeners.size() >= MOST) return false;
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        var listener = new Listener(exchange, new ArrayBlockingQueue<>(1));
        listeners.add(listener);
        offer(listener, LinkJson.mapper().writeValueAsBytes(state));
        var thread = new Thread(() -> serve(listener), "local events");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void serve(Listener listener) {
        try (var exchange = listener.exchange()) {
            var out = exchange.getResponseBody();
            while (!closed) {
                var state = listener.next().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                out.write(
                        (state == null ? ": still here\n\n" : "event: state\ndata: ").getBytes(StandardCharsets.UTF_8));
                if (state != null) {
                    out.write(state);
                    out.write("\n\n".getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
            }
        } catch (IOException gone) {
            LOG.debug("a listener went away", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(listener);
        }
    }

    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.exchange().close());
    }
}
