// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

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

class RemixingTest {
    private static final String HTML = "text/html";
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client sam;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        sam = hub.as("sam");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String published(String name, String licence) {
        var created = ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "The " + name,
                        "summary",
                        "Useful",
                        "licence",
                        licence,
                        "tags",
                        List.of(name)));
        assertThat(created.status()).isEqualTo(201);
        return ada.publish("ada/" + name, "first", Map.of("README.md", text("# " + name), "size.txt", text("10")))
                .json()
                .path("revision")
                .asText();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Hub.Answer remix(String design, String name, Map<String, Object> more) {
        var wish = new HashMap<String, Object>(more);
        wish.put("name", name);
        return sam.post("/api/v1/designs/" + design + "/remixes", wish);
    }

    @Test
    void aRemixBeginsWithTheFilesAndBothPagesShowTheRelation() {
        var revision = published("lamp", "CERN-OHL-S-2.0");
        assertThat(remix("ada/lamp", "mini-lamp", Map.of("note", "half the size"))
                        .status())
                .isEqualTo(201);
        assertThat(sam.publish("sam/mini-lamp", "smaller", Map.of("size.txt", text("5")))
                        .status())
                .isEqualTo(201);
        var files = "/api/v1/designs/sam/mini-lamp/files/head/";
        assertThat(hub.anyone().get(files + "README.md").text()).isEqualTo("# lamp");
        assertThat(hub.anyone().get(files + "size.txt").text()).isEqualTo("5");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/lamp/files/head/size.txt")
                        .text())
                .isEqualTo("10");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/mini-lamp/revisions")
                        .json()
                        .path("items")
                        .findValuesAsText("message"))
                .containsExactly("smaller", "Remix ada/lamp as The lamp", "first", "Publish The lamp");

        var graph = hub.anyone()
                .get("/api/v1/designs/sam/mini-lamp/derivations?direction=ancestors&depth=3")
                .json();
        assertThat(graph.path("nodes").findValuesAsText("id")).containsExactlyInAnyOrder("sam/mini-lamp", "ada/lamp");
        assertThat(graph.path("edges").size()).isEqualTo(1);
        assertThat(graph.at("/edges/0/from").asText()).isEqualTo("ada/lamp");
        assertThat(graph.at("/edges/0/to").asText()).isEqualTo("sam/mini-lamp");
        assertThat(graph.at("/edges/0/revision").asText()).isEqualTo(revision);
        assertThat(graph.at("/edges/0/note").asText()).isEqualTo("half the size");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/lamp/derivations?direction=descendants")
                        .json()
                        .path("nodes")
                        .findValuesAsText("id"))
                .containsExactlyInAnyOrder("ada/lamp", "sam/mini-lamp");

        assertThat(hub.anyone().get("/@ada/lamp", "Accept", HTML).text()).contains("/@sam/mini-lamp");
        assertThat(hub.anyone().get("/@sam/mini-lamp", "Accept", HTML).text())
                .contains("/@ada/lamp")
                .contains("half the size");
        assertThat(hub.anyone().get("/@ada/lamp/derivations", "Accept", HTML).text())
                .contains("/@sam/mini-lamp");
    }

    @Test
    void aLicenceThatItsAncestorForbidsIsRefusedWithWords() {
        published("gear", "CERN-OHL-S-2.0");
        var answer = remix("ada/gear", "gear", Map.of("licence", "CC-BY-4.0"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("licence");
        assertThat(answer.json().at("/errors/0/message").asText()).contains("ada/gear", "CERN-OHL-S-2.0", "CC-BY-4.0");
        assertThat(sam.get("/api/v1/designs/sam/gear").status()).isEqualTo(404);
    }

    @Test
    void theLicenceOfARemixCannotBeChangedAwayLater() {
        published("hook", "CC-BY-SA-4.0");
        remix("ada/hook", "hook", Map.of());
        var form =
                """
                --b\r
                Content-Disposition: form-data; name="title"\r
                \r
                Hook\r
                --b\r
                Content-Disposition: form-data; name="summary"\r
                \r
                Holds\r
                --b\r
                Content-Disposition: form-data; name="licence"\r
                \r
                MIT\r
                --b--\r
                """;
        var answer = sam.raw(
                "POST", "/@sam/hook/edit", "multipart/form-data; boundary=b", text(form), "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("licence");
    }

    @Test
    void whatGoesTogetherUnderNoLicenceIsRefused() {
        published("shell", "CC-BY-SA-4.0");
        published("board", "CERN-OHL-S-2.0");
        var answer = remix("ada/shell", "boxed", Map.of("also", List.of(Map.of("design", "ada/board"))));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/message").asText()).contains("ada/shell", "ada/board");
    }

    @Test
    void aRemixOfSeveralNamesThemAll() {
        published("base", "CC-BY-4.0");
        published("top", "CC-BY-SA-4.0");
        assertThat(remix("ada/base", "whole", Map.of("also", List.of(Map.of("design", "ada/top"))))
                        .json()
                        .path("licence")
                        .asText())
                .isEqualTo("CC-BY-SA-4.0");
        var graph = hub.anyone().get("/api/v1/designs/sam/whole/derivations").json();
        assertThat(graph.path("edges").findValuesAsText("from")).containsExactly("ada/base", "ada/top");
    }

    @Test
    void depthEndsTheWay() {
        published("one", "CC0-1.0");
        remix("ada/one", "two", Map.of());
        remix("sam/two", "three", Map.of());
        var way = "/api/v1/designs/sam/three/derivations?depth=";
        assertThat(hub.anyone().get(way + 1).json().path("nodes").size()).isEqualTo(2);
        assertThat(hub.anyone().get(way + 2).json().path("nodes").findValuesAsText("id"))
                .containsExactlyInAnyOrder("sam/three", "sam/two", "ada/one");
        assertThat(hub.anyone().get(way + 99).json().path("nodes").size()).isEqualTo(3);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/three/derivations?direction=up")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aRemixIsOfExactlyTheRevisionNamed() {
        var old = published("clip", "MIT");
        ada.publish("ada/clip", "second", Map.of("size.txt", text("20")));
        remix("ada/clip", "old-clip", Map.of("revision", old.substring(0, 10)));
        assertThat(sam.get("/api/v1/designs/sam/old-clip/files/head/size.txt").text())
                .isEqualTo("10");
        assertThat(sam.get("/api/v1/designs/sam/old-clip/derivations")
                        .json()
                        .at("/edges/0/revision")
                        .asText())
                .isEqualTo(old);
    }

    @Test
    void whoeverLooksAtAnEarlierRevisionRemixesThatOne() {
        var first = published("clasp", "CC0-1.0");
        ada.publish("ada/clasp", "second", Map.of("size.txt", text("20")));
        assertThat(sam.get("/@ada/clasp?revision=" + first, "Accept", HTML).text())
                .contains("/@ada/clasp/remix?revision=" + first);
        assertThat(sam.get("/@ada/clasp/remix?revision=" + first, "Accept", HTML)
                        .text())
                .contains("<option value=\"" + first + "\" selected>");
        assertThat(sam.form(
                                "/@ada/clasp/remix",
                                "revision=" + first
                                        + "&newName=clasp&title=A+clasp&summary=The+first+one&licence=CC0-1.0")
                        .status())
                .isEqualTo(303);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/clasp/derivations")
                        .json()
                        .at("/edges/0/revision")
                        .asText())
                .isEqualTo(first);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/clasp/files/head/size.txt")
                        .text())
                .isEqualTo("10");
    }

    @Test
    void theFormTakesFurtherAncestorsAtTheirRevisionsAndParts() {
        published("girder", "CC0-1.0");
        var pinned = published("plinth", "CC0-1.0");
        ada.publish("ada/plinth", "second", Map.of("size.txt", text("20")));
        published("rivet", "CERN-OHL-S-2.0");
        assertThat(sam.form(
                                "/@ada/girder/remix",
                                "newName=crane&title=A+crane&summary=Of+both&licence=CC0-1.0&also=ada/plinth@"
                                        + pinned.substring(0, 10) + "&parts=http://localhost:8080/@ada/rivet")
                        .status())
                .isEqualTo(303);
        var edges =
                hub.anyone().get("/api/v1/designs/sam/crane/derivations").json().path("edges");
        assertThat(edges.findValuesAsText("from")).containsExactly("ada/girder", "ada/plinth", "ada/rivet");
        assertThat(edges.findValuesAsText("kind")).containsExactly("remix", "remix", "part");
        assertThat(edges.get(1).path("revision").asText()).isEqualTo(pinned);
    }

    @Test
    void aRevisionOrDesignThatIsMissingIsToldByItsField() {
        published("dowel", "CC0-1.0");
        assertThat(remix("ada/dowel", "dowel", Map.of("revision", "deadbeef"))
                        .json()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("revision");
        var unknown = remix(
                "ada/dowel", "dowel", Map.of("also", List.of(Map.of("design", "ada/dowel", "revision", "deadbeef"))));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().at("/errors/0/field").asText()).isEqualTo("also[0].revision");
        assertThat(remix("ada/dowel", "dowel", Map.of("also", List.of(Map.of("kind", "part"))))
                        .json()
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("Say which design, as owner/name.");
        assertThat(ada.post("/api/v1/designs/ada/dowel/ancestors", Map.of("design", "ada/dowel"))
                        .text())
                .contains("cannot be made of itself");
    }
}
