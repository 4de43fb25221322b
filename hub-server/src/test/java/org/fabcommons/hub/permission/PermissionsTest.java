// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client sam;
    private static Hub.Client eve;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        sam = hub.as("sam");
        eve = hub.as("eve");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void publish(Hub.Client author, String name, String licence) {
        assertThat(author.post(
                                "/api/v1/designs",
                                Map.of("name", name, "title", name, "summary", "Useful", "licence", licence))
                        .status())
                .isEqualTo(201);
    }

    private static Hub.Answer ask(Hub.Client asker, String design, String licence) {
        return asker.post(
                "/api/v1/designs/" + design + "/permissions", Map.of("licence", licence, "words", "A smaller one"));
    }

    private static Hub.Answer answer(Hub.Client owner, String id, boolean granted) {
        return owner.post("/api/v1/permissions/" + id + "/answer", Map.of("granted", granted, "words", "Well…"));
    }

    private static String id(Hub.Answer asked) {
        return asked.json().path("id").asText();
    }

    @Test
    void aPermissionIsAskedForAndGrantedOnce() {
        publish(ada, "lamp", "CC-BY-ND-4.0");
        var asked = ask(sam, "ada/lamp", "cc-by-sa-4.0");
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.json().path("licence").asText()).isEqualTo("CC-BY-SA-4.0");
        assertThat(ask(sam, "ada/lamp", "CC-BY-SA-4.0").status()).isEqualTo(409);
        assertThat(ada.get("/api/v1/permissions?side=received").json().findValuesAsText("id"))
                .contains(id(asked));
        assertThat(answer(sam, id(asked), true).status()).isEqualTo(404);
        assertThat(eve.get("/api/v1/permissions/" + id(asked)).status()).isEqualTo(404);
        var unsaid = ada.post("/api/v1/permissions/" + id(asked) + "/answer", Map.of("words", "Well…"));
        assertThat(unsaid.status()).as(unsaid.text()).isEqualTo(422);
        var granted = answer(ada, id(asked), true);
        assertThat(granted.json().path("state").asText()).isEqualTo("granted");
        assertThat(granted.json().path("answeredBy").asText()).isEqualTo("ada");
        assertThat(answer(ada, id(asked), false).status()).isEqualTo(409);
        assertThat(ask(sam, "ada/lamp", "CC-BY-SA-4.0").json().path("detail").asText())
                .contains("granted to you");
        assertThat(sam.get("/@ada/lamp/remix?licence=CC-BY-SA-4.0", "Accept", "text/html")
                        .text())
                .contains("has agreed that what is made of it may be published under CC-BY-SA-4.0");
        assertThat(sam.get("/api/v1/permissions/" + id(asked))
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("granted");
    }

    @Test
    void aQuestionCanBeTakenBackAndAskedAgain() {
        publish(ada, "hook", "CC-BY-ND-4.0");
        var asked = ask(sam, "ada/hook", "MIT");
        assertThat(eve.delete("/api/v1/permissions/" + id(asked)).status()).isEqualTo(404);
        assertThat(sam.delete("/api/v1/permissions/" + id(asked))
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("withdrawn");
        assertThat(answer(ada, id(asked), true).status()).isEqualTo(409);
        assertThat(ask(sam, "ada/hook", "MIT").status()).isEqualTo(201);
    }

    @Test
    void aQuestionThatMakesNoSenseIsRefused() {
        publish(ada, "clip", "CC-BY-ND-4.0");
        assertThat(ask(ada, "ada/clip", "MIT").status()).isEqualTo(409);
        var faults = sam.post("/api/v1/designs/ada/clip/permissions", Map.of("licence", "MTI", "words", " "));
        assertThat(faults.status()).isEqualTo(422);
        assertThat(faults.json().path("errors").findValuesAsText("field")).containsExactly("words", "licence");
        assertThat(ask(sam, "ada/none", "MIT").status()).isEqualTo(404);
    }

    @Test
    void thePagesTellWhatWaits() {
        publish(eve, "vase", "CC-BY-ND-4.0");
        assertThat(sam.form("/@eve/vase/permission", "licence=MIT&words=For+my+school")
                        .status())
                .isEqualTo(303);
        assertThat(eve.get("/account", "Accept", "text/html").text()).contains("asks you for a permission");
        var page = eve.get("/account/permissions", "Accept", "text/html").text();
        assertThat(page).contains("For my school").contains("cannot be taken back");
        var id = eve.get("/api/v1/permissions?side=received")
                .json()
                .at("/items/0/id")
                .asText();
        assertThat(eve.form("/account/permissions/" + id, "do=refuse&words=Not+yet")
                        .status())
                .isEqualTo(303);
        assertThat(sam.get("/account/permissions", "Accept", "text/html").text())
                .contains("refused")
                .contains("Not yet");
        assertThat(eve.get("/account", "Accept", "text/html").text()).doesNotContain("asks you for a permission");
        assertThat(sam.form("/@eve/vase/permission", "licence=MTI&words=x").text())
                .contains("aria-invalid");
    }

    @Test
    void whoAskedLearnsOfTheAnswerOnEveryPageUntilItIsRead() {
        publish(ada, "shade", "CC-BY-ND-4.0");
        var bea = hub.as("bea");
        var asked = ask(bea, "ada/shade", "CC-BY-4.0");
        assertThat(ada.get("/designs", "Accept", "text/html").text()).contains("from others for you");
        assertThat(bea.get("/designs", "Accept", "text/html").text()).doesNotContain("from others for you");
        answer(ada, id(asked), false);
        assertThat(bea.get("/designs", "Accept", "text/html").text()).contains("1 from others for you");
        assertThat(bea.get("/account", "Accept", "text/html").text())
                .contains("A permission that you asked for has been answered.");
        assertThat(bea.get("/account/permissions", "Accept", "text/html").text())
                .contains(">new</span>");
        assertThat(bea.get("/designs", "Accept", "text/html").text()).doesNotContain("from others for you");
        assertThat(bea.get("/account/permissions", "Accept", "text/html").text())
                .doesNotContain(">new</span>");
    }
}
