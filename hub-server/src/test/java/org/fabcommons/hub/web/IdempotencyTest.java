// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fabcommons.hub.Hub;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Map<String, String> signUp(String handle) {
        return Map.of("handle", handle, "email", handle + "@example.org", "password", "a good long password");
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswer() {
        var key = UUID.randomUUID().toString();
        var first = hub.anyone().post("/api/v1/people", signUp("noether"), KEY, key);
        var again = hub.anyone().post("/api/v1/people", signUp("noether"), KEY, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        hub.anyone().post("/api/v1/people", signUp("curie"), KEY, "another");
        var other = hub.anyone().post("/api/v1/people", signUp("meitner"), KEY, "another");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("type").asText()).isEqualTo("/problems/idempotency-other");
        assertThat(hub.anyone().get("/people/meitner").status()).isEqualTo(404);
    }

    @Test
    void aRefusalLeavesTheKeyFree() {
        var refused = hub.anyone().post("/api/v1/people", signUp("Franklin!"), KEY, "corrected");
        var corrected = hub.anyone().post("/api/v1/people", signUp("franklin"), KEY, "corrected");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(corrected.status()).isEqualTo(201);
    }

    @Test
    void twoPeopleMayUseTheSameKey() {
        var ada = hub.as("ada").post("/api/v1/tokens", Map.of("name", "git"), KEY, "1");
        var lin = hub.as("lin").post("/api/v1/tokens", Map.of("name", "git"), KEY, "1");
        assertThat(ada.status()).isEqualTo(201);
        assertThat(lin.status()).isEqualTo(201);
        assertThat(lin.text()).isNotEqualTo(ada.text());
    }

    @Test
    void aTokenIsGivenAgainButNeverKeptReadable() throws Exception {
        var sam = hub.as("sam");
        var first = sam.post("/api/v1/tokens", Map.of("name", "git"), KEY, "token-of-sam");
        var again = sam.post("/api/v1/tokens", Map.of("name", "git"), KEY, "token-of-sam");
        var token = first.json().path("token").asText();
        assertThat(again.json().path("token").asText()).isEqualTo(token).startsWith("fcp_");
        for (var file : new String[] {"hub.db", "hub.db-wal"}) {
            var kept = Files.readString(hub.data().resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(kept).doesNotContain(token).doesNotContain("token-of-sam");
        }
    }

    @Test
    void aKeyMustBeReadable() {
        assertThat(hub.anyone()
                        .post("/api/v1/people", signUp("hopper"), KEY, "with space")
                        .status())
                .isEqualTo(400);
        assertThat(hub.anyone()
                        .post("/api/v1/people", signUp("hopper"), KEY, "x".repeat(201))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anUploadSentAgainMakesOneRevision() {
        var ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "lamp",
                        "title",
                        "Lamp",
                        "summary",
                        "A desk lamp.",
                        "licence",
                        "MIT",
                        "tags",
                        List.of()));
        Map<String, byte[]> files = Map.of("part.txt", new byte[100_000]);
        var first = ada.publish("ada/lamp", "First", files, KEY, "upload");
        var again = ada.publish("ada/lamp", "First", files, KEY, "upload");
        var other = ada.publish("ada/lamp", "First", Map.of("part.txt", new byte[99_999]), KEY, "upload");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(ada.get("/api/v1/designs/ada/lamp/revisions").json().path("items"))
                .filteredOn(revision -> revision.path("message").asText().equals("First"))
                .hasSize(1);
    }

    @Test
    void aRequestThatIsStillWorkedOnIsNotBegunTwice() throws Exception {
        try (var slow = new Socket("localhost", hub.address().getPort())) {
            slow.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "POST /api/v1/people HTTP/1.1",
                                    "Host: localhost",
                                    "Content-Type: application/json",
                                    "Content-Length: 1000",
                                    KEY + ": slow",
                                    "",
                                    "{")
                            .getBytes(StandardCharsets.US_ASCII));
            // A refusal leaves the key free, so that asking does not disturb.
            await().untilAsserted(() -> {
                var meanwhile = hub.anyone().post("/api/v1/people", Map.of("handle", "!"), KEY, "slow");
                assertThat(meanwhile.json().path("type").asText()).isEqualTo("/problems/idempotency-under-way");
            });
        }
        await().untilAsserted(() -> assertThat(hub.anyone()
                        .post("/api/v1/people", signUp("ritchie"), KEY, "slow")
                        .status())
                .isEqualTo(201));
    }

    @Test
    void whetherARequestWasDoneWhenTheHubDiedIsNotGuessed(@TempDir Path data) {
        try (var before = Hub.start(data)) {
            before.anyone().post("/api/v1/people", signUp("lovelace"), KEY, "died");
        }
        // What a hub leaves that was killed between taking the request and keeping its answer.
        Jdbi.create("jdbc:sqlite:" + data.resolve("hub/hub.db"))
                .useHandle(handle -> handle.execute("UPDATE idempotent_request SET fingerprint = NULL"));
        try (var after = Hub.start(data)) {
            var again = after.anyone().post("/api/v1/people", signUp("lovelace"), KEY, "died");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().path("type").asText()).isEqualTo("/problems/idempotency-unknown");
        }
    }
}
