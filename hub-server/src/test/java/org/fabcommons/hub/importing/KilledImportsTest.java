// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.HubProcess;
import org.fabcommons.hub.git.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed in the middle of an import, and started again. */
class KilledImportsTest {
    @Test
    void aHubThatIsKilledInTheMiddleSaysSoAndBeginsAgain(@TempDir Path data) throws Exception {
        String token;
        try (var before = Hub.start(data)) {
            token = before.as("ada").token();
        }
        String id;
        try (var silent = new ServerSocket(0)) {
            try (var killed = HubProcess.start(data, "importFromPrivateNetworks: true")) {
                var answer = post(
                        killed,
                        token,
                        "/api/v1/imports",
                        "{\"url\":\"http://localhost:" + silent.getLocalPort() + "/a.git\"}");
                id = json(answer.body()).path("id").asText();
                silent.accept();
                assertThat(data.resolve("hub/imports/" + id + ".git")).isDirectory();
                killed.kill();
            }
            try (var again = Hub.start(data, "importFromPrivateNetworks: true")) {
                var importer = new Importer(again.bearer(token));
                assertThat(Importer.fault(importer.ended(id))).contains("started anew in the middle");
                assertThat(again.data().resolve("imports")).isEmptyDirectory();
                assertThat(again.bearer(token)
                                .post("/api/v1/imports/" + id + "/again", Map.of())
                                .status())
                        .isEqualTo(200);
                silent.accept().close();
                assertThat(Importer.fault(importer.ended(id))).contains("could not be fetched");
            }
        }
    }

    @Test
    void aHubThatIsKilledWhilePublishingGoesOnAfterItsRestart(@TempDir Path data) throws Exception {
        String token;
        String id;
        var git = Git.longHistory(data.resolve("clock"), 200);
        try (var before = Hub.start(data, "importFromPrivateNetworks: true");
                var server = new GitServer(git.folder())) {
            token = before.as("ada").token();
            id = new Importer(before.as("ada"))
                    .git(server.address() + "/.git")
                    .path("id")
                    .asText();
        }
        try (var killed = HubProcess.start(data)) {
            var answer = post(killed, token, "/api/v1/imports/" + id + "/publish", "{\"licence\":\"MIT\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            killed.kill();
        }
        try (var again = Hub.start(data)) {
            var importer = new Importer(again.bearer(token));
            // Whatever was being done at that moment.
            var end = importer.ended(id);
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("published");
            assertThat(importer.revisions("ada/clock"))
                    .contains(git.run("rev-parse", "main").text().strip());
            assertThat(again.data().resolve("imports")).isEmptyDirectory();
            assertThat(again.anyone().get("/people/ada").text()).containsOnlyOnce("/@ada/clock\"");
        }
    }

    private static HttpResponse<String> post(HubProcess hub, String token, String path, String json)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hub.address().resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
