// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What licences say of remixes, from the first look to what is recorded. */
class VerdictsTest {
    private static final String HTML = "text/html";
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
        var created = author.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", licence));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private static Hub.Answer remix(Hub.Client author, String of, String name, Map<String, Object> more) {
        var wish = new HashMap<>(more);
        wish.put("name", name);
        return author.post("/api/v1/designs/" + of + "/remixes", wish);
    }

    private static String manifest(String design) throws Exception {
        var git = new ProcessBuilder(
                        "git", "clone", "-q", hub.address() + "/" + design + ".git", design.replace('/', '-'))
                .directory(hub.data().toFile())
                .inheritIO()
                .start();
        assertThat(git.waitFor()).isZero();
        return java.nio.file.Files.readString(hub.data().resolve(design.replace('/', '-') + "/.fabcommons/design.yml"));
    }

    @Test
    void theWholeAncestryCountsNotOnlyTheParents() {
        publish(ada, "credit", "CC-BY-4.0");
        assertThat(remix(sam, "ada/credit", "free", Map.of("licence", "CERN-OHL-P-2.0"))
                        .status())
                .isEqualTo(201);
        var refused = remix(eve, "sam/free", "nobodys", Map.of("licence", "CC0-1.0"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/message").asText()).contains("ada/credit", "CC-BY-4.0");
        assertThat(remix(eve, "sam/free", "hers", Map.of("licence", "MIT")).status())
                .isEqualTo(201);
    }

    @Test
    void aPartKeepsItsLicenceAndStandsInNobodysWay() {
        publish(ada, "shell", "CC-BY-SA-4.0");
        publish(ada, "board", "CERN-OHL-S-2.0");
        var parts = List.of(Map.of("design", "ada/board", "kind", "part"));
        assertThat(remix(sam, "ada/shell", "boxed", Map.of("also", parts)).status())
                .isEqualTo(201);
        assertThat(remix(sam, "ada/shell", "mixed", Map.of("also", List.of(Map.of("design", "ada/board"))))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anAuthorMayLicenseTheirOwnWorkAnew() {
        publish(ada, "own", "CERN-OHL-S-2.0");
        assertThat(remix(ada, "ada/own", "own-2", Map.of("licence", "MIT")).status())
                .isEqualTo(201);
        assertThat(remix(sam, "ada/own", "others", Map.of("licence", "MIT")).status())
                .isEqualTo(422);
    }

    @Test
    void aPermissionOpensTheWayAndIsRecordedOnTheEdge() throws Exception {
        publish(ada, "fixed", "CC-BY-ND-4.0");
        var wish = Map.<String, Object>of("licence", "CC-BY-SA-4.0");
        assertThat(remix(sam, "ada/fixed", "loose", wish)
                        .json()
                        .at("/errors/0/message")
                        .asText())
                .contains("Ask its author");
        var asked = sam.post(
                "/api/v1/designs/ada/fixed/permissions", Map.of("licence", "CC-BY-SA-4.0", "words", "A smaller one"));
        var id = asked.json().path("id").asText();
        assertThat(remix(sam, "ada/fixed", "loose", wish).status()).isEqualTo(422);
        ada.post("/api/v1/permissions/" + id + "/answer", Map.of("granted", true));
        assertThat(remix(eve, "ada/fixed", "loose", wish).status()).isEqualTo(422);
        assertThat(remix(sam, "ada/fixed", "loose", Map.of("licence", "MIT")).status())
                .isEqualTo(422);
        assertThat(remix(sam, "ada/fixed", "loose", wish).status()).isEqualTo(201);
        assertThat(manifest("sam/loose")).contains("outcome: \"permitted\"", "permission: \"" + id + "\"", "rules: ");
        // What was agreed lets others go on from there.
        assertThat(remix(eve, "sam/loose", "looser", wish).status()).isEqualTo(201);
        assertThat(remix(eve, "sam/loose", "free", Map.of("licence", "MIT")).status())
                .isEqualTo(422);
    }

    @Test
    void thePageAdvisesBeforeTheWorkStarts() {
        publish(ada, "lamp", "CERN-OHL-S-2.0");
        publish(ada, "glass", "CC-BY-SA-4.0");
        publish(ada, "statue", "CC-BY-ND-4.0");
        var page = sam.get("/@ada/lamp/remix", "Accept", HTML).text();
        assertThat(page).contains("under CERN-OHL-S 2.0 as a whole", "This is permitted", "not legal advice");
        var apart = sam.get("/@ada/lamp/remix?also=ada/glass", "Accept", HTML, "Accept-Language", "fr")
                .text();
        assertThat(apart)
                .contains("Pas sans la permission d’un auteur")
                .contains("/@ada/glass/permission")
                .contains("Employez ada/glass tel quel");
        assertThat(sam.get("/@ada/statue/remix", "Accept", HTML).text())
                .contains("/@ada/statue/permission")
                .doesNotContain("Make my remix");
        // And again before the work is published.
        assertThat(sam.get("/@ada/lamp/edit", "Accept", HTML).status()).isEqualTo(403);
        sam.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "advised"));
        assertThat(sam.get("/@sam/advised/edit", "Accept", HTML).text())
                .contains("under CERN-OHL-S 2.0 as a whole", "This is permitted", "not legal advice");
        assertThat(ada.get("/@ada/lamp/edit", "Accept", HTML).text()).doesNotContain("not legal advice");
    }

    @Test
    void theFormTakesAnExpressionAndKeepsIt() {
        var form =
                """
                --b\r
                Content-Disposition: form-data; name="title"\r
                \r
                Written\r
                --b\r
                Content-Disposition: form-data; name="summary"\r
                \r
                Useful\r
                --b\r
                Content-Disposition: form-data; name="licence"\r
                \r
                MIT\r
                --b\r
                Content-Disposition: form-data; name="licenceWritten"\r
                \r
                MIT OR CC0-1.0\r
                --b--\r
                """;
        var published = ada.raw(
                "POST",
                "/publish",
                "multipart/form-data; boundary=b",
                form.getBytes(StandardCharsets.UTF_8),
                "Accept",
                "application/json");
        assertThat(published.status()).isEqualTo(201);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/written")
                        .json()
                        .path("licence")
                        .asText())
                .isEqualTo("MIT OR CC0-1.0");
        assertThat(ada.get("/@ada/written/edit", "Accept", HTML).text()).contains("value=\"MIT OR CC0-1.0\"");
    }

    @Test
    void anExpressionIsALicenceLikeAnyOther() {
        publish(ada, "either", "mit or cern-ohl-s-2.0");
        JsonNode design = hub.anyone().get("/api/v1/designs/ada/either").json();
        assertThat(design.path("licence").asText()).isEqualTo("MIT OR CERN-OHL-S-2.0");
        assertThat(hub.anyone().get("/@ada/either", "Accept", HTML).text()).contains("MIT OR CERN-OHL-S-2.0");
        assertThat(remix(sam, "ada/either", "mine", Map.of("licence", "CC-BY-4.0"))
                        .status())
                .isEqualTo(201);
        var wrong = ada.post(
                "/api/v1/designs", Map.of("name", "wrong", "title", "W", "summary", "w", "licence", "CERN-OHL-S"));
        assertThat(wrong.json().at("/errors/0/message").asText()).contains("CERN-OHL-S");
        assertThat(new String(wrong.response().body(), StandardCharsets.UTF_8)).doesNotContain("Exception");
    }
}
