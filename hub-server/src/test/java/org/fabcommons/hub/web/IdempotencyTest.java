// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.fabcommons.hub.Hub;
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
}
