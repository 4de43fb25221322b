// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LeftInTheMiddleTest {
    private static final class Heard extends AppenderBase<ILoggingEvent> {
        private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        private long of(String logger) {
            return events.stream()
                    .filter(event -> event.getLoggerName().equals(logger))
                    .count();
        }
    }

    @Test
    void whoLeavesInTheMiddleOfADownloadIsNoErrorInTheLog(@TempDir Path data) throws Exception {
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            ada.post(
                    "/api/v1/designs",
                    Map.of("name", "large", "title", "Large", "summary", "S", "licence", "MIT", "tags", List.of()));
            // It does not compress, and is more than both ends keep of what nobody reads.
            var noise = new byte[12_000_000];
            new Random(1).nextBytes(noise);
            ada.publish("ada/large", "x", Map.of("noise.bin", noise));
            var heard = new Heard();
            var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            var ours = (Logger) LoggerFactory.getLogger(LeftInTheMiddle.class);
            ours.setLevel(Level.DEBUG);
            heard.setContext(root.getLoggerContext());
            heard.start();
            root.addAppender(heard);
            try {
                leave(hub, "/@ada/large/archive/head.zip");
                leave(hub, "/@ada/large/files/head/noise.bin");
                await().atMost(Duration.ofSeconds(60)).until(() -> heard.of(ours.getName()) == 2);
                // All that comes after it in the same threads has come once these are answered.
                assertThat(hub.anyone().get("/designs").status()).isEqualTo(200);
                assertThat(heard.events)
                        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .isEmpty();
            } finally {
                root.detachAppender(heard);
                ours.setLevel(null);
            }
        }
    }

    private static void leave(Hub hub, String path) throws IOException {
        try (var socket = new Socket(hub.address().getHost(), hub.address().getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: hub\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
        }
    }
}
