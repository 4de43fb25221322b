// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabsTest {
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

    private static Map<String, String> lab(String handle, String openTo) {
        return Map.of("handle", handle, "name", "The " + handle, "openTo", openTo);
    }

    @Test
    void whoeverOpensALabManagesItAndNamesTheOthers() {
        var lin = hub.as("lin");
        var sam = hub.as("sam");
        assertThat(lin.post("/api/v1/labs", lab("riverside", "anyone")).status())
                .isEqualTo(201);
        assertThat(sam.put("/api/v1/labs/riverside/members/sam", Map.of("role", "manager"))
                        .status())
                .isEqualTo(403);
        assertThat(lin.put("/api/v1/labs/riverside/members/sam", Map.of("role", "operator"))
                        .status())
                .isEqualTo(200);
        assertThat(sam.get("/api/v1/labs/riverside").json().path("members").findValuesAsText("role"))
                .containsExactly("manager", "operator");
        assertThat(hub.anyone().get("/api/v1/labs/riverside").json().has("members"))
                .isFalse();
    }

    @Test
    void allFaultsOfANewLabAreToldAtOnce() {
        var answer = hub.as("lin").post("/api/v1/labs", Map.of("handle", "../x", "name", " ", "openTo", "everybody"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly("handle", "name", "openTo");
    }

    @Test
    void aLabTakesNeitherAnotherLabsNorAPersonsHandle() {
        var lin = hub.as("lin");
        hub.as("zoe");
        lin.post("/api/v1/labs", lab("hilltop", "members"));
        assertThat(lin.post("/api/v1/labs", lab("hilltop", "members")).status()).isEqualTo(422);
        assertThat(lin.post("/api/v1/labs", lab("zoe", "members")).status()).isEqualTo(422);
    }

    @Test
    void aLabKeepsAManager() {
        var lin = hub.as("lin");
        lin.post("/api/v1/labs", lab("harbour", "anyone"));
        assertThat(lin.put("/api/v1/labs/harbour/members/lin", Map.of("role", "member"))
                        .status())
                .isEqualTo(409);
        assertThat(lin.delete("/api/v1/labs/harbour/members/lin").status()).isEqualTo(409);
    }

    @Test
    void aHomeIsSeenByItsOwnerOnly() {
        var kim = hub.as("kim");
        // Looking at the pairing page makes the home.
        assertThat(kim.get("/pair", PAGE).status()).isEqualTo(200);
        assertThat(kim.get("/labs/kim", PAGE).text()).contains("Only you see them");
        assertThat(hub.as("sam").get("/labs/kim", PAGE).status()).isEqualTo(404);
        assertThat(hub.anyone().get("/api/v1/labs").text()).doesNotContain("\"kim\"");
    }

    @Test
    void theLabsPageOpensALabAndSaysWhatIsWrongBesideTheField() {
        var lin = hub.as("lin");
        var wrong = lin.form("/labs", "handle=Two+words&name=Mill&openTo=anyone", PAGE);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("id=\"handle-fault\"").contains("value=\"Mill\"");
        var right = lin.form("/labs", "handle=mill&name=Mill&openTo=anyone", PAGE);
        assertThat(right.header("Location")).endsWith("/labs/mill");
        assertThat(lin.get("/labs/mill", PAGE).text()).contains("Pair an agent");
        assertThat(hub.anyone().get("/labs", PAGE).text()).contains("Anyone may ask");
        var unknown = lin.form("/labs/mill/members", "person=ghost&role=member", PAGE);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("There is nobody here called ghost");
    }
}
