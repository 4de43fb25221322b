// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** A network camera that films what a test puts before it: motion JPEG over HTTP, with a cheap sensor's noise. */
public final class FilmSet implements AutoCloseable {
    public static final int WIDTH = 640;
    public static final int HEIGHT = 480;

    /** What stands before the camera. */
    public record View(double light, int offset, int shiftPx, int part, boolean shade, boolean moving) {
        public static final View EMPTY = new View(1, 0, 0, 0, false, false);

        /** @param mm side of a square part, of a bed of 220 mm */
        public View part(int mm) {
            return new View(light, offset, shiftPx, mm, shade, moving);
        }

        public View light(double factor, int more) {
            return new View(factor, more, shiftPx, part, shade, moving);
        }

        /** A lamp at the side instead of above. */
        public View shaded() {
            return new View(light, offset, shiftPx, part, true, moving);
        }

        public View shift(int px) {
            return new View(light, offset, px, part, shade, moving);
        }

        public View moves() {
            return new View(light, offset, shiftPx, part, shade, true);
        }
    }

    public volatile View view = View.EMPTY;
    /** How many look through it now, and how many ever did. */
    public final AtomicInteger looking = new AtomicInteger();

    public final AtomicInteger came = new AtomicInteger();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger frame = new AtomicInteger();

    public FilmSet(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::film);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String address() {
        return "http://127.0.0.1:" + port() + "/stream";
    }

    private void film(HttpExchange exchange) {
        came.incrementAndGet();
        looking.incrementAndGet();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=x");
            exchange.sendResponseHeaders(200, 0);
            do {
                var jpeg = jpeg(draw(view, frame.incrementAndGet()));
                var head = "--x\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
                exchange.getResponseBody().write(head.getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().write(jpeg);
                exchange.getResponseBody().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
            } while (!closed.await(100, TimeUnit.MILLISECONDS));
        } catch (IOException gone) {
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.decrementAndGet();
        }
    }

    public static byte[] jpeg(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same for the same arguments. */
    public static BufferedImage draw(View view, int frame) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(70, 74, 80));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setTransform(AffineTransform.getTranslateInstance(view.shiftPx(), view.shiftPx() / 2.0));
        pen.setColor(new Color(40, 42, 46));
        pen.fillRect(40, 60, 18, 380);
        pen.fillRect(582, 60, 18, 380);
        pen.fillRect(40, 60, 560, 16);
        pen.setColor(new Color(108, 116, 124));
        pen.fillRect(120, 110, 400, 320);
        pen.setColor(new Color(134, 142, 150));
        pen.setStroke(new BasicStroke(2));
        for (int x = 120; x <= 520; x += 40) pen.drawLine(x, 110, x, 430);
        for (int y = 110; y <= 430; y += 40) pen.drawLine(120, y, 520, y);
        pen.setColor(new Color(190, 200, 60));
        pen.fillOval(470, 120, 30, 30);
        if (view.part() > 0) {
            // 400 pixels are 220 mm.
            int side = view.part() * 400 / 220;
            pen.setColor(new Color(168, 84, 42));
            pen.fillRect(300 - side / 2, 280 - side / 2, side, side);
            pen.setColor(new Color(190, 110, 66));
            pen.fillRect(300 - side / 2, 280 - side / 2, side, Math.max(2, side / 4));
        }
        if (view.moving()) {
            pen.setColor(new Color(30, 120, 124));
            pen.fillRect(140 + frame * 37 % 330, 90, 46, 60);
        }
        pen.dispose();
        return sensed(picture, view, frame);
    }

    private static BufferedImage sensed(BufferedImage picture, View view, int seed) {
        var lit = new RescaleOp((float) view.light(), view.offset(), null).filter(picture, null);
        var noise = new Random(seed);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                int rgb = lit.getRGB(x, y);
                double shade = view.shade() ? 0.6 + 0.7 * x / WIDTH : 1;
                int grain = (int) Math.round(noise.nextGaussian() * 4);
                int red = level(rgb >> 16, shade, grain);
                int green = level(rgb >> 8, shade, grain);
                int blue = level(rgb, shade, grain);
                lit.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        return lit;
    }

    private static int level(int channel, double shade, int grain) {
        return Math.max(0, Math.min(255, (int) ((channel & 255) * shade) + grain));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
