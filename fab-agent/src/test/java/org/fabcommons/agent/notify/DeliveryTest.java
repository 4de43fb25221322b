// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LinkJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications on their way out, to a real server and by real programs. */
class DeliveryTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Delivery.Patience SOON = attempt -> Duration.ofMillis(20);

    /** A post as it came. */
    private record Came(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    @TempDir
    Path folder;

    private final List<Came> came = new CopyOnWriteArrayList<>();
    /** What the server answers next; 200 when there is nothing more. */
    private final Deque<Integer> answers = new ArrayDeque<>();

    private final AtomicLong nanos = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                came.add(new Came(Map.copyOf(exchange.getRequestHeaders()), body));
                var status = answers.isEmpty() ? 200 : answers.poll();
                if (status == 302) exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private ChannelSettings web(ChannelSettings.Format format, int tries, int perHour) {
        return new ChannelSettings(
                "phone",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/topic")),
                List.of(),
                format,
                Map.of("Authorization", "Bearer tk_1"),
                ChannelSettings.USUAL,
                Locale.ENGLISH,
                Duration.ofSeconds(10),
                tries,
                perHour,
                Optional.of(URI.create("http://raspberrypi:7150/")),
                true);
    }

    private ChannelSettings program(Duration timeout, String... command) {
        return new ChannelSettings(
                "bell",
                Optional.empty(),
                List.of(command),
                ChannelSettings.Format.TEXT,
                Map.of(),
                ChannelSettings.USUAL,
                Locale.ENGLISH,
                timeout,
                1,
                30,
                Optional.empty(),
                true);
    }

    private Delivery delivery(ChannelSettings settings) {
        return new Delivery(settings, InstantSource.system(), nanos::get, SOON);
    }

    private static Channel.Message message(Notification.Kind kind, String title, String file) {
        return message(kind, title, file, Sight.NONE);
    }

    private static Channel.Message message(Notification.Kind kind, String title, String file, Sight sight) {
        var notification = new Notification(
                7,
                Instant.EPOCH,
                kind,
                Optional.of("ender"),
                Optional.of("job-1"),
                Optional.of(file),
                "",
                List.of(),
                Optional.empty());
        return new Channel.Message(
                notification,
                title,
                file + " is finished.",
                "workshop",
                "Ender",
                Optional.of(URI.create("http://pi/")),
                sight);
    }

    @Test
    void aPictureGoesWithItAndWhereNoneIsTakenTheSentenceArrivesWithoutIt() throws IOException {
        var looks = new AtomicInteger();
        var sight = new Sight(() -> {
            looks.incrementAndGet();
            return Optional.of("a picture".getBytes(StandardCharsets.UTF_8));
        });
        var message = message(Notification.Kind.FAILED, "Ender: job failed", "a.gcode", sight);
        var seen = folder.resolve("seen");
        var script = executable(
                "#!/bin/sh\n{ cat \"$FAB_PICTURE\"; stat -c ' %a' \"$FAB_PICTURE\"; echo \"$FAB_PICTURE\"; } > '" + seen
                        + "'\n");
        try (var text = delivery(web(ChannelSettings.Format.TEXT, 1, 30));
                var json = delivery(web(ChannelSettings.Format.JSON, 1, 30));
                var program = delivery(program(Duration.ofSeconds(30), script))) {
            assertThat(text.test(message).join()).isEmpty();
            var put = came.get(0);
            assertThat(put.body()).isEqualTo("a picture");
            assertThat(put.header("Content-type")).isEqualTo("image/jpeg");
            assertThat(put.header("Filename")).isEqualTo("picture.jpg");
            assertThat(put.header("Message")).isEqualTo("a.gcode is finished.");
            assertThat(put.header("Title")).isEqualTo("Ender: job failed");
            assertThat(json.test(message).join()).isEmpty();
            assertThat(LinkJson.mapper()
                            .readTree(came.get(1).body())
                            .path("picture")
                            .binaryValue())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a picture");
            answers.add(400);
            assertThat(text.test(message).join()).isEmpty();
            assertThat(came).hasSize(4);
            assertThat(came.get(3).body()).isEqualTo("a.gcode is finished.");
            assertThat(program.test(message).join()).isEmpty();
        }
        var lines = Files.readAllLines(seen);
        assertThat(lines.get(0)).isEqualTo("a picture 600");
        assertThat(Path.of(lines.get(1))).as("is for the program alone").doesNotExist();
        assertThat(looks).as("looked at once for all").hasValue(1);
    }

    @Test
    void aPostIsTextWithTitleAndUrgencyInHeadersOrAllOfItAsJson() throws IOException {
        try (var text = delivery(web(ChannelSettings.Format.TEXT, 1, 30));
                var json = delivery(web(ChannelSettings.Format.JSON, 1, 30))) {
            text.take(message(Notification.Kind.FAILED, "Ender près de la fenêtre", "pièce.gcode"));
            await().atMost(LONG).until(() -> came.size() == 1);
            var plain = came.get(0);
            assertThat(plain.body()).isEqualTo("pièce.gcode is finished.");
            var title = plain.header("Title");
            assertThat(title).startsWith("=?UTF-8?B?").endsWith("?=");
            assertThat(new String(
                            Base64.getDecoder().decode(title.substring(10, title.length() - 2)),
                            StandardCharsets.UTF_8))
                    .isEqualTo("Ender près de la fenêtre");
            assertThat(plain.header("Priority")).isEqualTo("4");
            assertThat(plain.header("Click")).isEqualTo("http://pi/");
            assertThat(plain.header("Authorization")).isEqualTo("Bearer tk_1");
            json.take(message(Notification.Kind.FINISHED, "Ender: done", "a.gcode"));
            await().atMost(LONG).until(() -> came.size() == 2);
            var all = LinkJson.mapper().readTree(came.get(1).body());
            assertThat(all.path("kind").asText()).isEqualTo("finished");
            assertThat(all.path("machineName").asText()).isEqualTo("Ender");
            assertThat(all.path("file").asText()).isEqualTo("a.gcode");
            assertThat(all.path("title").asText()).isEqualTo("Ender: done");
        }
    }

    @Test
    void aTryThatFailedIsMadeAgainAFinalRefusalIsNotAndARedirectIsNotFollowed() {
        answers.addAll(List.of(503, 500, 200));
        try (var delivery = delivery(web(ChannelSettings.Format.TEXT, 4, 30))) {
            delivery.take(message(Notification.Kind.FINISHED, "Ender: done", "a.gcode"));
            await().atMost(LONG).until(() -> came.size() == 3);
            await().atMost(LONG).until(() -> delivery.last()
                    .filter(last -> last.fault().isEmpty())
                    .isPresent());
            answers.addAll(List.of(404, 302));
            delivery.take(message(Notification.Kind.FINISHED, "Ender: done", "b.gcode"));
            await().atMost(LONG).until(() -> came.size() == 4);
            delivery.take(message(Notification.Kind.FINISHED, "Ender: done", "c.gcode"));
            await().atMost(LONG).until(() -> came.size() == 5);
            delivery.take(message(Notification.Kind.FINISHED, "Ender: done", "d.gcode"));
            await().atMost(LONG).until(() -> came.size() == 6);
            assertThat(came)
                    .extracting(Came::body)
                    .as("each of the refused ones once, in their order")
                    .endsWith("b.gcode is finished.", "c.gcode is finished.", "d.gcode is finished.");
        }
    }

    @Test
    void noMoreThanItsLimitGoOutWithinAnHourAndTheNextSaysHowManyWereLeftOut() {
        try (var delivery = delivery(web(ChannelSettings.Format.TEXT, 1, 2))) {
            assertThat(delivery.room()).contains(0);
            assertThat(delivery.room()).contains(0);
            assertThat(delivery.room()).isEmpty();
            assertThat(delivery.room()).isEmpty();
            nanos.addAndGet(Duration.ofMinutes(61).toNanos());
            assertThat(delivery.room()).contains(2);
            assertThat(delivery.room()).contains(0);
            assertThat(delivery.room()).isEmpty();
        }
    }

    @Test
    void whatAFileIsCalledNeverBecomesAnArgumentOrACommand() throws IOException {
        var seen = folder.resolve("seen");
        var script = executable(
                "#!/bin/sh\n{ echo \"$#:$*\"; env; } > '" + seen + ".part'; mv '" + seen + ".part' '" + seen + "'\n");
        try (var delivery = delivery(program(Duration.ofSeconds(30), script, "--loud", "$(touch x)"))) {
            var file = "a\u0000\n; touch " + folder + "/made $(id).gcode";
            assertThat(delivery.test(message(Notification.Kind.FINISHED, "Ender: done", file))
                            .join())
                    .isEmpty();
        }
        assertThat(Files.readString(seen))
                .startsWith("2:--loud $(touch x)\n")
                .contains(
                        "FAB_FILE=a  ; touch " + folder + "/made $(id).gcode\n",
                        "FAB_KIND=finished\n",
                        "FAB_MACHINE_NAME=Ender\n");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aProgramThatHangsIsEndedWithWhatItStartedAndOneThatFailsIsTold() throws IOException {
        var mark = folder.resolve("child");
        var script = executable("#!/bin/sh\nsleep 300 &\necho $! > '" + mark + "'\nwait\n");
        try (var hanging = delivery(program(Duration.ofSeconds(1), script));
                var failing = delivery(program(Duration.ofSeconds(30), "false"));
                var none = delivery(program(Duration.ofSeconds(30), folder + "/none"))) {
            var message = message(Notification.Kind.FINISHED, "Ender: done", "a.gcode");
            assertThat(hanging.test(message).join()).contains(Detail.of("program-ended", 1L));
            assertThat(failing.test(message).join()).contains(Detail.of("program-failed", 1));
            assertThat(none.test(message).join()).contains(Detail.of("program-not-started", folder + "/none"));
        }
        long child = Long.parseLong(Files.readString(mark).strip());
        await().atMost(LONG)
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    private String executable(String text) throws IOException {
        var script = Files.writeString(folder.resolve("tell.sh"), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }
}
