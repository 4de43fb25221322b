// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.fabcommons.profile.Profile;

/**
 * A network camera that looks at a simulated machine: motion JPEG over HTTP on this computer, as real ones send it,
 * drawn only while somebody looks.
 */
public final class SimulatedCamera implements AutoCloseable {
    private static final long FRAME_MS = 125;
    private static final String BOUNDARY = "frame";

    private final Scene scene;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "simulated-camera");
        thread.setDaemon(true);
        return thread;
    });

    private SimulatedCamera(Scene scene, HttpServer server) {
        this.scene = scene;
        this.server = server;
    }

    /**
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    public static SimulatedCamera open(Profile machine, int port) throws IOException {
        ImageIO.setUseCache(false);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var camera = new SimulatedCamera(new Scene(machine), server);
        server.setExecutor(camera.threads);
        server.createContext("/", camera::show);
        server.start();
        return camera;
    }

    /** Where it is watched. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The machine moves on. */
    void see(Map<String, Object> status) {
        scene.see(status);
    }

    private void show(HttpExchange exchange) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace;boundary=" + BOUNDARY);
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            do {
                var jpeg = jpeg(scene.draw());
                out.write(("--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(jpeg);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } while (!closed.await(FRAME_MS, TimeUnit.MILLISECONDS));
        } catch (IOException gone) {
            // Whoever looked has gone.
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] jpeg(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream(64 << 10);
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
