// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theAgentWaitsUntilItsOwnerEntersTheCode() {
        var codes = FabAgent.start(hub, "workbench");
        assertThat(codes.path("user_code").asText()).matches("[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}");
        assertThat(codes.path("verification_uri_complete").asText()).contains("/pair?code=");
        var device = codes.path("device_code").asText();
        var early = FabAgent.poll(hub, device);
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.json().path("error").asText()).isEqualTo("authorization_pending");
        assertThat(FabAgent.poll(hub, device).json().path("error").asText()).isEqualTo("slow_down");

        var sam = hub.as("sam");
        var code = codes.path("user_code")
                .asText()
                .toLowerCase(java.util.Locale.ROOT)
                .replace("-", " ");
        var shown = sam.get("/pair?code=" + code.replace(" ", "%20"), PAGE);
        assertThat(shown.text()).contains("workbench asks to be paired");
        var approved = sam.form("/pair", "code=" + code.replace(" ", "+") + "&lab=sam&decision=approve", PAGE);
        assertThat(approved.header("Location")).endsWith("/pair?done=approved&lab=sam");
        var token = FabAgent.poll(hub, device);
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.json().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.json().path("access_token").asText()).startsWith("fca_");
        assertThat(FabAgent.poll(hub, device).json().path("error").asText()).isEqualTo("expired_token");
        assertThat(sam.get("/labs/sam", PAGE).text()).contains("workbench");
    }

    @Test
    void aRefusedAgentIsToldSo() {
        var codes = FabAgent.start(hub, "stranger");
        hub.as("sam").form("/pair", "code=" + codes.path("user_code").asText() + "&decision=deny", PAGE);
        assertThat(FabAgent.poll(hub, codes.path("device_code").asText())
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("access_denied");
    }

    @Test
    void onlyAManagerPairsAnAgentWithALab() {
        hub.as("lin").post("/api/v1/labs", Map.of("handle", "riverside", "name", "Riverside", "openTo", "anyone"));
        var code = FabAgent.start(hub, "x").path("user_code").asText();
        assertThat(hub.as("sam")
                        .post("/api/v1/pairings/" + code, Map.of("lab", "riverside"))
                        .status())
                .isEqualTo(403);
        assertThat(hub.as("lin")
                        .post("/api/v1/pairings/" + code, Map.of("lab", "riverside"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void codesCannotBeGuessedForEver() {
        var eve = hub.as("eve");
        for (int i = 0; i < 30; i++)
            assertThat(eve.get("/pair?code=BBBBBBBB", PAGE).status()).isEqualTo(404);
        assertThat(eve.get("/pair?code=BBBBBBBB", PAGE).status()).isEqualTo(429);
    }

    @Test
    void anUnpairedAgentIsOutAtOnce() {
        var kim = hub.as("kim");
        var agent = FabAgent.pair(hub, kim, "kim", "old laptop").hello();
        var id = kim.get("/labs/kim", PAGE).text().replaceAll("(?s).*/agents/([a-z2-7]+)/revoke.*", "$1");
        assertThat(hub.as("sam").delete("/api/v1/agents/" + id).status()).isEqualTo(404);
        assertThat(kim.delete("/api/v1/agents/" + id).status()).isEqualTo(204);
        var refused = agent.client().post("/agent/v1/messages", Map.of("messages", java.util.List.of()));
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void aMessageIsHandledOnceAndOneOfANewerKindHoldsNothingUp() {
        var ada = hub.as("ada");
        var agent = FabAgent.pair(hub, ada, "ada", "bench");
        var hello = new Message.Hello("hello-1", "0.1.0", java.util.List.of());
        assertThat(agent.tell(hello)).containsExactly("hello-1");
        assertThat(agent.tell(hello)).containsExactly("hello-1");
        var newer = agent.client()
                .post(
                        "/agent/v1/messages",
                        Map.of("messages", java.util.List.of(Map.of("type", "fromTheFuture", "id", "f-1"))));
        assertThat(newer.json().path("handled").get(0).asText()).isEqualTo("f-1");
        assertThat(agent.client()
                        .post("/agent/v1/messages", Map.of("messages", java.util.List.of(Map.of("type", "hello"))))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theCommandStreamIsForAgentsOnly() {
        assertThat(hub.anyone().get("/agent/v1/commands").status()).isEqualTo(401);
        assertThat(hub.as("sam").get("/agent/v1/commands").status()).isEqualTo(401);
    }
}
