// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StewardshipTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client ben;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        ben = hub.as("ben");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String design(Hub.Client by, String owner, String name, String visibility) {
        var made = by.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "Title of " + name,
                        "summary",
                        "s",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of("tag-of-" + name),
                        "visibility",
                        visibility));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var revised = by.publish(
                owner + "/" + name, "files", Map.of("a.txt", ("in " + name).getBytes(StandardCharsets.UTF_8)));
        assertThat(revised.status()).isEqualTo(201);
        return owner + "/" + name;
    }

    private static String design(String name, String visibility) {
        return design(ada, "ada", name, visibility);
    }

    private static int api(Hub.Client by, String design) {
        return by.get("/api/v1/designs/" + design).status();
    }

    @Test
    void whatIsPrivateIsNotThereForOthers() {
        var design = design("hidden", "private");
        for (var path : List.of(
                "/@ada/hidden",
                "/@ada/hidden/revisions",
                "/@ada/hidden/files/head/a.txt",
                "/@ada/hidden/archive/head.zip",
                "/@ada/hidden/derivations",
                "/api/v1/designs/ada/hidden",
                "/api/v1/designs/ada/hidden/revisions",
                "/api/v1/designs/ada/hidden/files/head",
                "/api/v1/designs/ada/hidden/files/head/a.txt",
                "/api/v1/designs/ada/hidden/derivations",
                "/api/v1/designs/ada/hidden/evidence")) {
            assertThat(hub.anyone().get(path).status()).as(path).isEqualTo(404);
            assertThat(ben.get(path).status()).as(path).isEqualTo(404);
            assertThat(ada.get(path).status()).as(path).isEqualTo(200);
        }
        for (var path :
                List.of("/@ada/hidden/edit", "/@ada/hidden/remix", "/@ada/hidden/make", "/@ada/hidden/settings"))
            assertThat(ben.get(path).status()).as(path).isEqualTo(404);
        assertThat(ben.post("/api/v1/designs/" + design + "/remixes", Map.of("name", "mine"))
                        .status())
                .isEqualTo(404);
        assertThat(ben.delete("/api/v1/designs/" + design).status()).isEqualTo(404);
        for (var list : List.of(
                "/api/v1/designs?q=hidden", "/designs?tag=tag-of-hidden", "/designs?q=hidden", "/", "/people/ada"))
            assertThat(ben.get(list).text()).as(list).doesNotContain("Title of hidden");
        assertThat(ben.get("/designs").text()).doesNotContain("tag-of-hidden");
        assertThat(ada.get("/people/ada").text()).contains("Title of hidden");
        var file = ada.get("/@ada/hidden/files/head/a.txt");
        assertThat(file.header("Cache-Control")).contains("private");
    }

    @Test
    void whatIsUnlistedIsFoundOnlyByItsAddress() {
        design("quiet", "unlisted");
        assertThat(api(hub.anyone(), "ada/quiet")).isEqualTo(200);
        assertThat(hub.anyone()
                        .get("/api/v1/designs?q=quiet")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(hub.anyone().get("/people/ada").text()).doesNotContain("Title of quiet");
    }

    @Test
    void aFormerAddressLeadsToTheDesignUntilAnotherOneTakesIt() {
        design("old-name", "public");
        var renamed = ada.post("/api/v1/designs/ada/old-name/rename", Map.of("name", "new-name"));
        assertThat(renamed.json().path("name").asText()).isEqualTo("new-name");
        var page = hub.anyone().get("/@ada/old-name/files/head/a.txt?save=1");
        assertThat(page.status()).isEqualTo(308);
        assertThat(page.header("Location")).endsWith("/@ada/new-name/files/head/a.txt?save=1");
        assertThat(hub.anyone().get("/api/v1/designs/ada/old-name").header("Location"))
                .endsWith("/api/v1/designs/ada/new-name");
        // Not every program sends its body again after a redirect, so it is not needed.
        assertThat(ada.publish("ada/old-name", "still", Map.of("b.txt", new byte[] {'b'}))
                        .status())
                .isEqualTo(201);

        ada.put("/api/v1/designs/ada/new-name/visibility", Map.of("visibility", "private"));
        assertThat(hub.anyone().get("/@ada/old-name").status()).isEqualTo(404);

        design("old-name", "public");
        assertThat(hub.anyone().get("/@ada/old-name").text()).contains("Title of old-name");
        assertThat(ada.post("/api/v1/designs/ada/new-name/rename", Map.of("name", "old-name"))
                        .status())
                .isEqualTo(409);
        assertThat(ada.post("/api/v1/designs/ada/new-name/rename", Map.of("name", "No Name"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aDesignChangesHandsWhenTheReceiverAccepts() {
        var design = design("gift", "private");
        assertThat(ada.post("/api/v1/designs/" + design + "/transfer", Map.of("to", "nobody-here"))
                        .status())
                .isEqualTo(422);
        assertThat(ada.post("/api/v1/designs/" + design + "/transfer", Map.of("to", "ben"))
                        .status())
                .isEqualTo(202);
        assertThat(api(ben, design)).isEqualTo(404);
        assertThat(ben.get("/account", "Accept", "text/html").text()).contains("Title of gift", "Accept");
        assertThat(ben.get("/api/v1/transfers").json().path("items").findValuesAsText("design"))
                .contains("ada/gift");
        assertThat(hub.as("eve")
                        .post("/api/v1/designs/" + design + "/transfer/accept", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(ben.post("/api/v1/designs/" + design + "/transfer/accept", Map.of())
                        .json()
                        .path("owner")
                        .asText())
                .isEqualTo("ben");
        assertThat(api(ada, "ben/gift")).isEqualTo(404);
        assertThat(ben.get("/@ada/gift").header("Location")).endsWith("/@ben/gift");
        assertThat(ben.publish("ben/gift", "mine now", Map.of("c.txt", new byte[] {'c'}))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anOfferCanBeDeclinedOrWithdrawnAndANameTakenIsTold() {
        var design = design("twice", "public");
        design(ben, "ben", "twice", "public");
        var offer = "/api/v1/designs/" + design + "/transfer";
        assertThat(ada.post(offer, Map.of("to", "ben")).status()).isEqualTo(409);
        ben.delete("/api/v1/designs/ben/twice");
        assertThat(ada.post(offer, Map.of("to", "ben")).text()).contains("deleted design ben/twice");
        var other = design("declined", "public");
        assertThat(ada.post("/api/v1/designs/" + other + "/transfer", Map.of("to", "ben"))
                        .status())
                .isEqualTo(202);
        assertThat(hub.as("eve")
                        .delete("/api/v1/designs/" + other + "/transfer")
                        .status())
                .isEqualTo(404);
        assertThat(ben.delete("/api/v1/designs/" + other + "/transfer").status())
                .isEqualTo(204);
        assertThat(ben.post("/api/v1/designs/" + other + "/transfer/accept", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoeverMayAcceptHandsOverAtOnce() {
        var design = design("shared", "public");
        ada.post("/api/v1/groups", Map.of("handle", "hands", "displayName", "Hands"));
        assertThat(ada.post("/api/v1/designs/" + design + "/transfer", Map.of("to", "hands"))
                        .status())
                .isEqualTo(200);
        assertThat(hub.anyone().get("/@ada/shared").header("Location")).endsWith("/@hands/shared");
        assertThat(hub.anyone().get("/@hands").text()).contains("Title of shared");
    }

    @Test
    void aDeletedDesignIsGoneForAllAndCanBeBroughtBack() {
        var design = design("regretted", "public");
        var deleted = ada.delete("/api/v1/designs/" + design);
        assertThat(deleted.json().path("restorableUntil").asText()).isNotEmpty();
        assertThat(api(hub.anyone(), design)).isEqualTo(404);
        assertThat(hub.anyone()
                        .get("/api/v1/designs?q=regretted")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(api(ada, design)).isEqualTo(410);
        assertThat(ada.publish(design, "m", Map.of("a.txt", new byte[] {'x'})).status())
                .isEqualTo(410);
        assertThat(ada.get("/@ada/regretted/settings").text()).contains("Bring it back");
        assertThat(ada.get("/account").text()).contains("Title of regretted");
        assertThat(ada.post(
                                "/api/v1/designs",
                                Map.of("name", "regretted", "title", "t", "summary", "s", "licence", "CC0-1.0"))
                        .text())
                .contains("deleted design ada/regretted");
        assertThat(ben.post("/api/v1/designs/" + design + "/restore", Map.of()).status())
                .isEqualTo(404);
        assertThat(ada.post("/api/v1/designs/" + design + "/restore", Map.of()).status())
                .isEqualTo(200);
        assertThat(hub.anyone().get("/@ada/regretted/files/head/a.txt").text()).isEqualTo("in regretted");
    }

    @Test
    void theSettingsPageDoesTheSame() {
        design("by-form", "public");
        var settings = "/@ada/by-form/settings";
        assertThat(ben.get(settings).status()).isEqualTo(403);
        assertThat(ada.form(settings + "/visibility", "visibility=unlisted").status())
                .isEqualTo(303);
        assertThat(ada.get("/@ada/by-form").text()).contains("unlisted");
        assertThat(ada.form(settings + "/rename", "newName=Not+Good").text()).contains("name-fault");
        assertThat(ada.form(settings + "/rename", "newName=by-a-form").header("Location"))
                .endsWith("/@ada/by-a-form/settings");
        settings = "/@ada/by-a-form/settings";
        assertThat(ada.form(settings + "/transfer", "to=%40ben").status()).isEqualTo(303);
        assertThat(ada.get(settings).text()).contains("Offered to @ben");
        assertThat(ada.form(settings + "/transfer/decline", "").header("Location"))
                .endsWith("/@ada/by-a-form/settings");
        assertThat(ada.form(settings + "/delete", "sure=no").status()).isEqualTo(422);
        assertThat(ada.form(settings + "/delete", "sure=by-a-form").status()).isEqualTo(303);
        assertThat(ada.form(settings + "/restore", "").header("Location")).endsWith("/@ada/by-a-form");
    }
}
