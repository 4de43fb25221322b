// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    private static Hub hub;
    private static JsonNode api;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        var answer = hub.anyone().get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        api = answer.json();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void itListsWhatThereIs() {
        assertThat(api.path("openapi").asText()).startsWith("3.");
        assertThat(api.at("/paths/~1api~1v1~1people/post").isObject()).isTrue();
        assertThat(api.at("/paths/~1api~1v1~1tokens/post/security/0/person").isArray())
                .isTrue();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var reference : api.findValuesAsText("$ref"))
            assertThat(api.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
    }

    @Test
    void everyOperationHasAnIdOfItsOwnAndSaysHowItRefuses() {
        var ids = new HashSet<String>();
        for (var operation : operations()) {
            assertThat(ids.add(operation.path("operationId").asText()))
                    .as(operation.path("operationId").asText())
                    .isTrue();
            assertThat(operation.at("/responses/default/content").has("application/problem+json"))
                    .isTrue();
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        for (var operation : operations())
            assertThat(operation.path("description").asText()
                            + operation.path("summary").asText())
                    .as(operation.path("operationId").asText())
                    .isNotBlank();
    }

    @Test
    void anAddressThatTakesSeveralKindsOfBodyNamesThemAll() {
        assertThat(api.at("/paths/~1api~1v1~1jobs/post/requestBody/content").fieldNames())
                .toIterable()
                .contains("application/json", "multipart/form-data");
    }

    @Test
    void whatCreatesTakesAKeyThatMakesItHappenOnce() {
        assertThat(api.at("/paths/~1api~1v1~1people/post/parameters").findValuesAsText("name"))
                .contains("Idempotency-Key");
    }

    private static Iterable<JsonNode> operations() {
        var all = new ArrayList<JsonNode>();
        api.path("paths").forEach(path -> path.forEach(all::add));
        return all;
    }
}
