// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.HubProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tus protocol, as a client sees it. */
class ResumableUploadsTest {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicReference<Instant> now = new AtomicReference<>();
    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        now.set(Instant.now());
        hub = Hub.start(now::get, data, "maxWaitingBytes: 50000000");
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static byte[] content(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** One client that speaks tus. */
    private record Tus(URI hub, String token) {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
            var request = HttpRequest.newBuilder(hub.resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Tus-Resumable", "1.0.0")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            if (headers.length > 0) request.headers(headers);
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        String create(long size, String name) throws Exception {
            var made = send(
                    "POST",
                    UPLOADS,
                    new byte[0],
                    "Upload-Length",
                    "" + size,
                    "Upload-Metadata",
                    "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(made.headers().firstValue("Upload-Expires")).isPresent();
            return URI.create(made.headers().firstValue("Location").orElseThrow())
                    .getPath();
        }

        HttpResponse<String> piece(String upload, long at, byte[] bytes, String... more) throws Exception {
            var headers = new java.util.ArrayList<>(
                    List.of("Content-Type", "application/offset+octet-stream", "Upload-Offset", "" + at));
            headers.addAll(List.of(more));
            return send("PATCH", upload, bytes, headers.toArray(String[]::new));
        }

        long offset(String upload) throws Exception {
            var head = send("HEAD", upload, new byte[0]);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-store");
            return head.headers().firstValueAsLong("Upload-Offset").orElseThrow();
        }

        /** Begins to send a piece and does not come to its end; the socket stays open. */
        Socket beginning(String upload, long at, byte[] bytes, long announced) throws IOException {
            var socket = new Socket(hub.getHost(), hub.getPort());
            var out = socket.getOutputStream();
            out.write(("PATCH " + upload + " HTTP/1.1\r\nHost: " + hub.getAuthority() + "\r\nAuthorization: Bearer "
                            + token + "\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
                            + "Upload-Offset: " + at + "\r\nContent-Length: " + announced + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
            return socket;
        }
    }

    private static Tus tus() {
        return new Tus(hub.address(), ada.token());
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private static void design(String name) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "s", "licence", "MIT", "tags", List.of()));
    }

    private static String code(HttpResponse<String> refused) {
        return refused.body().replaceAll("(?s).*\"type\" ?: ?\"/problems/([a-z0-9-]+)\".*", "$1");
    }

    @Test
    void theHubSaysWhatItSpeaks() throws Exception {
        var options = tus().send("OPTIONS", UPLOADS, new byte[0]);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        assertThat(options.headers().firstValue("Tus-Extension")).hasValue("creation,expiration,termination,checksum");
        assertThat(options.headers().firstValueAsLong("Tus-Max-Size")).hasValue(2_000_000_000);
        var other = ada.raw("POST", UPLOADS, "text/plain", new byte[0], "Tus-Resumable", "0.2.2", "Upload-Length", "1");
        assertThat(other.status()).isEqualTo(412);
        assertThat(other.header("Tus-Version")).isEqualTo("1.0.0");
    }

    @Test
    void aConnectionIsCutAndTheUploadGoesOnAndIsPublished() throws Exception {
        var bytes = content(3_000_000);
        var upload = tus().create(bytes.length, "body.bin");
        tus().beginning(upload, 0, Arrays.copyOf(bytes, 1_000_000), bytes.length)
                .close();
        await().atMost(PATIENCE).until(() -> tus().offset(upload) == 1_000_000);

        design("resumed");
        var tooEarly =
                ada.post("/api/v1/designs/ada/resumed/revisions", Map.of("uploads", List.of(Map.of("id", id(upload)))));
        assertThat(tooEarly.status()).isEqualTo(422);
        assertThat(tooEarly.text()).contains("only 1,000,000 of 3,000,000 bytes");

        var rest = tus().piece(upload, 1_000_000, Arrays.copyOfRange(bytes, 1_000_000, bytes.length));
        assertThat(rest.statusCode()).as(rest.body()).isEqualTo(204);
        assertThat(rest.headers().firstValueAsLong("Upload-Offset")).hasValue(bytes.length);
        assertThat(ada.get(upload).json().path("sha256").asText()).isEqualTo(sha256(bytes));
        var published = ada.post(
                "/api/v1/designs/ada/resumed/revisions",
                Map.of("message", "m", "uploads", List.of(Map.of("id", id(upload), "path", "parts/body.bin"))));
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        assertThat(ada.get("/api/v1/designs/ada/resumed/files/head/parts/body.bin")
                        .response()
                        .body())
                .isEqualTo(bytes);
        // What a revision names waits no longer.
        assertThat(ada.get(upload).status()).isEqualTo(404);
        assertThat(hub.data().resolve("uploads/" + id(upload))).doesNotExist();
    }

    @Test
    void aFormNamesWhatArrivedBefore() throws Exception {
        var upload = tus().create(5, "a.txt");
        tus().piece(upload, 0, "hello".getBytes(StandardCharsets.UTF_8));
        design("by-form");
        var form = "--b\r\nContent-Disposition: form-data; name=\"upload\"\r\n\r\n" + id(upload)
                + " notes/a.txt\r\n--b--\r\n";
        var answer = ada.raw(
                "POST",
                "/api/v1/designs/ada/by-form/revisions",
                "multipart/form-data; boundary=b",
                form.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(ada.get("/api/v1/designs/ada/by-form/files/head/notes/a.txt").text())
                .isEqualTo("hello");
    }

    @Test
    void aPieceAtTheWrongPlaceOrTooLongIsRefusedAndNothingIsLost() throws Exception {
        var upload = tus().create(10, "a.txt");
        tus().piece(upload, 0, "12345".getBytes(StandardCharsets.UTF_8));
        var gap = tus().piece(upload, 7, "890".getBytes(StandardCharsets.UTF_8));
        assertThat(gap.statusCode()).isEqualTo(409);
        assertThat(gap.body()).contains("begins at byte 7, but the hub has 5");
        assertThat(tus().piece(upload, 5, new byte[6]).statusCode()).isEqualTo(413);
        assertThat(tus().offset(upload)).isEqualTo(5);
    }

    @Test
    void aPieceWithAWrongChecksumIsThrownAway() throws Exception {
        var upload = tus().create(10, "a.txt");
        var half = "12345".getBytes(StandardCharsets.UTF_8);
        var sum = "sha1 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(half));
        var wrong = tus().piece(upload, 0, "1234X".getBytes(StandardCharsets.UTF_8), "Upload-Checksum", sum);
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(460);
        assertThat(tus().offset(upload)).isZero();
        assertThat(tus().piece(upload, 0, half, "Upload-Checksum", sum).statusCode())
                .isEqualTo(204);
        // A piece that breaks off cannot be verified, so that none of it counts.
        tus().beginning(upload, 5, half, 5).close();
        assertThat(tus().piece(upload, 5, half, "Upload-Checksum", "crc32 AAAA").statusCode())
                .isEqualTo(400);
        await().atMost(PATIENCE).until(() -> tus().offset(upload) == 10);
        assertThat(ada.get(upload).json().path("sha256").asText())
                .isEqualTo(sha256("1234512345".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anotherConnectionTakesOverFromOneThatHangs() throws Exception {
        var bytes = content(400_000);
        var upload = tus().create(bytes.length, "a.bin");
        try (var hanging = tus().beginning(upload, 0, Arrays.copyOf(bytes, 100_000), bytes.length)) {
            await().atMost(PATIENCE).until(() -> tus().offset(upload) == 100_000);
            var taken = tus().piece(upload, 100_000, Arrays.copyOfRange(bytes, 100_000, 300_000));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(204);
            // What the first one still sends goes nowhere.
            hanging.getOutputStream().write(new byte[150_000]);
            hanging.getOutputStream().flush();
            assertThat(new String(hanging.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 409");
        }
        assertThat(tus().offset(upload)).isEqualTo(300_000);
        tus().piece(upload, 300_000, Arrays.copyOfRange(bytes, 300_000, bytes.length));
        assertThat(ada.get(upload).json().path("sha256").asText()).isEqualTo(sha256(bytes));
    }

    @Test
    void nobodySeesOrContinuesAnothersUpload() throws Exception {
        var upload = tus().create(10, "a.txt");
        var bob = new Tus(hub.address(), hub.as("bob").token());
        assertThat(bob.send("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(bob.piece(upload, 0, new byte[10]).statusCode()).isEqualTo(404);
        assertThat(bob.send("DELETE", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(hub.anyone().get(UPLOADS).status()).isEqualTo(401);
        assertThat(tus().send("DELETE", upload, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(ada.get(upload).status()).isEqualTo(404);
    }

    @Test
    void whoeverHasTooMuchWaitingIsToldBeforeAnythingTravels() throws Exception {
        var eve = new Tus(hub.address(), hub.as("eve").token());
        var first = eve.create(40_000_000, "large.bin");
        var refused = eve.send("POST", UPLOADS, new byte[0], "Upload-Length", "20000000");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("50 MB of uploads waiting, and have 40 MB");
        assertThat(eve.send("POST", UPLOADS, new byte[0], "Upload-Length", "2000000001")
                        .statusCode())
                .isEqualTo(413);
        eve.send("DELETE", first, new byte[0]);
        eve.create(20_000_000, "smaller.bin");
    }

    @Test
    void whatNobodyGoesOnWithIsTakenAway(@TempDir Path data) throws Exception {
        String upload;
        try (var other = Hub.start(data)) {
            var client = new Tus(other.address(), other.as("ada").token());
            upload = client.create(10, "a.txt");
            client.piece(upload, 0, new byte[5]);
            Files.write(other.data().resolve("uploads/leftover"), new byte[7]);
        }
        try (var later = Hub.start(() -> Instant.now().plus(Duration.ofDays(4)), data)) {
            assertThat(later.as("ada").get(upload).status()).isEqualTo(404);
            assertThat(later.data().resolve("uploads")).isEmptyDirectory();
        }
    }

    @Test
    void aHubThatIsKilledInTheMiddleGoesOnFromWhatIsOnItsDisk(@TempDir Path data) throws Exception {
        var bytes = content(2_000_000);
        String token;
        try (var before = Hub.start(data)) {
            token = before.as("ada").token();
        }
        String upload;
        try (var killed = HubProcess.start(data)) {
            var client = new Tus(killed.address(), token);
            upload = client.create(bytes.length, "a.bin");
            try (var socket = client.beginning(upload, 0, Arrays.copyOf(bytes, 700_000), bytes.length)) {
                await().atMost(PATIENCE).until(() -> client.offset(upload) > 500_000);
                killed.kill();
            }
        }
        try (var again = Hub.start(data)) {
            var client = new Tus(again.address(), token);
            var there = (int) client.offset(upload);
            assertThat(there).isBetween(500_001, 700_000);
            client.piece(upload, there, Arrays.copyOfRange(bytes, there, bytes.length));
            assertThat(again.bearer(token).get(upload).json().path("sha256").asText())
                    .isEqualTo(sha256(bytes));
        }
    }

    @Test
    void aFullDiskIsToldBeforeAnythingTravels(@TempDir Path data) throws Exception {
        String token;
        try (var before = Hub.start(data)) {
            token = before.as("ada").token();
        }
        try (var full = Hub.start(data, "minFreeBytes: 9000000000000000000")) {
            var refused = new Tus(full.address(), token).send("POST", UPLOADS, new byte[0], "Upload-Length", "100");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(code(refused)).isEqualTo("disk-full");
        }
    }
}
