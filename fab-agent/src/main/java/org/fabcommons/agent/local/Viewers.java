// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.CameraState;
import org.fabcommons.agent.transport.WirePriority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who look through a camera: pictures one after the other as {@code multipart/x-mixed-replace}, which a browser
 * shows in an {@code img}. All get the same pictures, decoded once; who is slow gets fewer. Each has a thread, so that
 * pages and calls have theirs; their number is bounded, and one who takes nothing is let go.
 */
final class Viewers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Viewers.class);
    static final int MOST = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration STUCK = Duration.ofSeconds(20);
    /** Instead of a time: it waits for the camera, not for the viewer. */
    private static final long RESTING = Long.MIN_VALUE;

    private static final String BOUNDARY = "picture";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "viewer");
        thread.setDaemon(true);
        return WirePriority.behind(thread);
    });
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "viewers");
        thread.setDaemon(true);
        return thread;
    });
    /** Since when each is being written to. */
    private final Map<HttpExchange, Long> writing = new ConcurrentHashMap<>();
    /** Whether each may still look: people sign out, and keys are taken back. */
    private final Map<HttpExchange, BooleanSupplier> may = new ConcurrentHashMap<>();

    @SuppressWarnings("FutureReturnValueIgnored") // What it does is closing.
    Viewers() {
        watching.scheduleWithFixedDelay(this::letGo, 5, 5, TimeUnit.SECONDS);
    }

    private void letGo() {
        long now = System.nanoTime();
        writing.forEach((exchange, since) -> {
            if (since != RESTING && now - since > STUCK.toNanos()) exchange.close();
        });
        try {
            may.forEach((exchange, still) -> {
                if (!still.getAsBoolean()) exchange.close();
            });
        } catch (RuntimeException e) {
            LOG.warn("who may still look could not be asked", e);
        }
    }

    /**
     * Takes the exchange over.
     *
     * @param still whether whoever it is may look, asked now and then
     */
    void follow(HttpExchange exchange, Camera camera, BooleanSupplier still) throws IOException {
        if (writing.size() >= MOST) {
            try (exchange) {
                exchange.getResponseHeaders().set("Retry-After", "10");
                exchange.sendResponseHeaders(503, -1);
            }
            return;
        }
        writing.put(exchange, RESTING);
        may.put(exchange, still);
        threads.execute(() -> {
            try (exchange;
                    var need = camera.need(camera.settings().fps())) {
                show(exchange, camera);
            } catch (IOException e) {
                LOG.debug("a viewer went away", e);
            } finally {
                writing.remove(exchange);
                may.remove(exchange);
            }
        });
    }

    private void show(HttpExchange exchange, Camera camera) throws IOException {
        LocalHandler.harden(exchange.getResponseHeaders());
        exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
        exchange.sendResponseHeaders(200, 0);
        if (exchange.getRequestMethod().equals("HEAD")) return;
        var out = exchange.getResponseBody();
        var picture = camera.latest();
        while (true) {
            if (picture.isPresent()) {
                writing.put(exchange, System.nanoTime());
                var jpeg = picture.get().jpeg();
                out.write(("--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(jpeg);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                writing.put(exchange, RESTING);
            }
            long number = picture.map(one -> one.number()).orElse(0L);
            picture = camera.after(number, PATIENCE);
            // A small computer takes a while to start a camera.
            while (picture.isEmpty() && camera.state() instanceof CameraState.Starting)
                picture = camera.after(number, PATIENCE);
            // A browser shows the last picture for ever; without the stream it says that there is none.
            if (picture.isEmpty()) return;
        }
    }

    @Override
    public void close() {
        writing.keySet().forEach(HttpExchange::close);
        threads.shutdownNow();
        watching.shutdownNow();
    }
}
