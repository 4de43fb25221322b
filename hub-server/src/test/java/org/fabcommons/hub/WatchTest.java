// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path data;

    @Test
    void aHubThatIsWellSaysSo() {
        try (var hub = Hub.start(data)) {
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
            ada.publish("ada/lamp", "First", Map.of("README.md", "# Lamp".getBytes(StandardCharsets.UTF_8)));
            var health = hub.anyone().get(hub.administration() + "/healthcheck");
            assertThat(health.status()).as(health.text()).isEqualTo(200);
            assertThat(health.json().at("/disk/healthy").asBoolean()).isTrue();
            assertThat(health.json().at("/vault/healthy").asBoolean()).isTrue();
            assertThat(health.json().at("/database/healthy").asBoolean()).isTrue();
            var metrics = hub.anyone().get(hub.administration() + "/metrics").json();
            assertThat(metrics.at("/gauges/hub.designs/value").asInt()).isEqualTo(1);
            assertThat(metrics.at("/gauges/hub.disk.free-bytes/value").asLong()).isPositive();
        }
    }

    @Test
    void aDiskThatIsAlmostFullIsToldBeforeItIs() {
        try (var hub = Hub.start(data, "minFreeBytes: 4000000000000000")) {
            var health = hub.anyone().get(hub.administration() + "/healthcheck");
            assertThat(health.status()).isEqualTo(500);
            assertThat(health.json().at("/disk/message").asText()).contains("uploads are refused");
        }
    }
}
