// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.link.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What speaks at the hub's address and is none, or one that stands still. */
class StrangeHubTest {
    /** How it answers. */
    private interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile Manner manner;

    @BeforeEach
    void speak() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                manner.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void fallSilent() {
        over.countDown();
        server.stop(0);
    }

    private Credentials credentials() {
        return new Credentials(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "a-token");
    }

    private HubClient client(Duration patience) {
        return new HubClient(HubClient.http(), credentials(), patience);
    }

    private static void say(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void anAnswerThatStandsStillInTheMiddleIsGivenUp() {
        manner = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        assertThatThrownBy(() -> client(Duration.ofMillis(500)).post(List.of()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileThatStandsStillInTheMiddleIsGivenUp() throws IOException {
        var asked = new AtomicInteger();
        manner = exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 1 << 20);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        var files = new FileCache(folder.resolve("files"));
        assertThatThrownBy(() -> files.fetch("0".repeat(64), 1 << 20, client(Duration.ofMillis(500))))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessageContaining("after 100 bytes");
        assertThat(asked).hasValue(1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileMayTakeAsLongAsItFlows() throws IOException {
        int parts = 12;
        manner = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < parts; i++) {
                exchange.getResponseBody().write(new byte[32 << 10]);
                exchange.getResponseBody().flush();
                // As a slow line does; all of it takes longer than the patience for one part.
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        };
        try (var bytes = client(Duration.ofSeconds(1)).open("0".repeat(64), 0).bytes()) {
            assertThat(bytes.readAllBytes()).hasSize(parts << 15);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html|<h1>401 Authorization Required</h1>",
                "application/problem+json|{\"type\": \"about:blank\", \"status\": 401}",
                "application/problem+json|{\"type\": \"/problems/agent-token-needed\", \"status\": 401}",
                "application/problem+json|null"
            })
    void onlyTheHubsOwnWordEndsAPairing(String answer) {
        var parts = answer.split("\\|");
        manner = exchange -> refuse(exchange, parts[0], parts[1]);
        var client = client(Duration.ofSeconds(20));
        for (ThrowingCallable asking : List.<ThrowingCallable>of(
                () -> client.post(List.of()), () -> client.commands(Optional.empty()), () -> client.open("0", 0)))
            assertThatThrownBy(asking).isInstanceOfSatisfying(HubRefusal.class, refusal -> {
                assertThat(refusal.unpaired()).isFalse();
                assertThat(refusal.lasting()).as("it is tried again").isFalse();
            });
        manner = exchange -> refuse(
                exchange,
                "application/problem+json",
                "{\"type\": \"/problems/credentials-wrong\", \"title\": \"\", \"status\": 401}");
        for (ThrowingCallable asking :
                List.<ThrowingCallable>of(() -> client.post(List.of()), () -> client.commands(Optional.empty())))
            assertThatThrownBy(asking)
                    .isInstanceOfSatisfying(HubRefusal.class, refusal -> assertThat(refusal.unpaired())
                            .isTrue());
    }

    private static void refuse(HttpExchange exchange, String type, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(401, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void anAddressForPairingIsOneThatABrowserOpens() {
        manner = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            say(
                    exchange,
                    """
                    {"device_code": "d", "user_code": "u", "verification_uri": "javascript:alert(1)",
                     "expires_in": 9223372036854775807, "interval": 9223372036854775807}""");
        };
        var pairing = new Pairing(HubClient.http(), credentials().hub());
        assertThatThrownBy(() -> pairing.begin("bench"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no address");
    }

    @Test
    void anAnswerWithoutEndIsNotKept() {
        manner = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int sent = 0; sent <= 2 * ShortAnswer.MOST; sent += 1 << 16)
                exchange.getResponseBody().write(new byte[1 << 16]);
        };
        assertThatThrownBy(() -> client(Duration.ofSeconds(40)).post(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void anEventWithoutEndIsNotKept() throws IOException {
        var lines = new EventLines(
                new ByteArrayInputStream("id: 1\r\ndata: {}\n\n: still here\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(List.of(lines.next(), lines.next(), lines.next(), lines.next(), lines.next())
                        .toString())
                .isEqualTo("[Optional[id: 1], Optional[data: {}], Optional[], Optional[: still here], Optional.empty]");
        var endless = new EventLines(new InputStream() {
            private int at;

            @Override
            public int read() {
                return ++at % 1000 == 0 ? '\n' : 'x';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                for (int i = 0; i < most; i++) into[from + i] = (byte) read();
                return most;
            }
        });
        assertThatThrownBy(() -> {
                    while (endless.next().isPresent()) {
                        // It goes on for ever.
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoHubIsAskedAgain() {
        var asked = new AtomicInteger();
        manner = exchange -> {
            asked.incrementAndGet();
            say(exchange, "null");
        };
        credentials().write(folder);
        var machine = new PatientMachine("printer");
        var clock = InstantSource.system();
        var journal = Journal.open(folder, clock);
        var files = new FileCache(folder.resolve("files"));
        var runner = new JobRunner(List.of(machine), journal, files, folder.resolve("marks"), JobRunner.PATIENCE);
        var works = new Cameras.Works(folder.resolve("cameras"), List.of(machine), runner, journal, files, clock);
        var unknown = new JobOrder("lamp", 1, "none", JobOrder.Origin.HUB, "lamp.gcode", "0".repeat(64), 1);
        // There is something to tell.
        runner.order(unknown, (sha256, from) -> {
                    throw new IOException("nobody fetches it");
                })
                .toCompletableFuture()
                .join();
        try (journal;
                runner;
                var shelf = Shelf.open(folder, clock);
                var cameras = Cameras.start(List.of(), works);
                var link = new HubLink(
                        new HubLink.Settings(
                                credentials().hub(),
                                "bench",
                                "0.1.0",
                                folder,
                                List.of(new Message.Machine("printer", "Printer", "marlin", true))),
                        journal,
                        runner,
                        files,
                        cameras,
                        shelf.handbook(),
                        clock,
                        state -> {})) {
            link.start();
            // Each time it introduces itself and tells what there is.
            await().atMost(Duration.ofSeconds(40)).until(() -> asked.get() > 4);
        }
    }
}
