// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ancestor goes on, and what was built on it takes that over. */
class TakingOverTest {
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

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String lines(String... changed) {
        var lines = new LinkedHashMap<String, String>();
        for (var name : List.of("wall", "a", "b", "c", "d", "e", "height")) lines.put(name, name + " = 1;");
        for (var line : changed) lines.put(line.split(" ")[0], line);
        return String.join("\n", lines.values()) + "\n";
    }

    /** A design of Ada's with a source, a model and a toolpath, and Sam's remix of it. */
    private static void family(String name) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", "CC-BY-SA-4.0"));
        ada.publish(
                "ada/" + name,
                "first",
                Map.of(
                        "part.scad",
                        text(lines()),
                        "part.stl",
                        Meshes.tetrahedron(),
                        "old.txt",
                        text("old\n"),
                        "part.gcode",
                        text("G28\nG1 X1 F600\n")));
        assertThat(sam.post("/api/v1/designs/ada/" + name + "/remixes", Map.of("name", name))
                        .status())
                .isEqualTo(201);
    }

    private static JsonNode plan(String design) {
        return sam.get("/api/v1/designs/" + design + "/take-over").json();
    }

    private static Hub.Answer take(String design, Map<String, Object> wanted) {
        return sam.post("/api/v1/designs/" + design + "/take-over", wanted);
    }

    private static String file(String design, String path) {
        return hub.anyone()
                .get("/api/v1/designs/" + design + "/files/head/" + path)
                .text();
    }

    private static Map<String, String> states(JsonNode plan) {
        var states = new HashMap<String, String>();
        plan.path("steps")
                .forEach(step -> states.put(
                        step.path("path").asText(), step.path("state").asText()));
        return states;
    }

    @Test
    void changesInDifferentLinesGoTogetherInOneRevisionOfBoth() {
        family("lamp");
        sam.publish("sam/lamp", "thick", Map.of("part.scad", text(lines("wall = 3;"))));
        var newest = ada.publish(
                        "ada/lamp",
                        "tall",
                        Map.of("part.scad", text(lines("height = 9;")), "guide.md", text("# Guide\n")))
                .json()
                .path("revision")
                .asText();
        assertThat(sam.get("/@sam/lamp", "Accept", HTML).text()).contains("/@sam/lamp/take-over?from=ada%2Flamp");
        assertThat(states(plan("sam/lamp"))).isEqualTo(Map.of("part.scad", "merged", "guide.md", "taken"));

        var answer = take("sam/lamp", Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(file("sam/lamp", "part.scad")).isEqualTo(lines("wall = 3;", "height = 9;"));
        assertThat(file("sam/lamp", "guide.md")).isEqualTo("# Guide\n");
        var edge = sam.get("/api/v1/designs/sam/lamp/derivations").json().at("/edges/0");
        assertThat(edge.path("revision").asText()).isEqualTo(newest);
        assertThat(sam.get("/api/v1/designs/sam/lamp/revisions")
                        .json()
                        .path("items")
                        .findValuesAsText("message"))
                .contains("tall", "thick")
                .startsWith("Take over ada/lamp " + newest.substring(0, 10));
        assertThat(sam.get("/@sam/lamp", "Accept", HTML).text()).doesNotContain("take-over");
        assertThat(take("sam/lamp", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void whatBothChangedWaitsForAChoiceAndNothingIsHalfDone() {
        family("gear");
        sam.publish(
                "sam/gear",
                "mine",
                Map.of("part.scad", text(lines("wall = 3;")), "part.gcode", text("G28\nG1 X2 F600\n")));
        ada.publish(
                "ada/gear",
                "theirs",
                Map.of("part.scad", text(lines("wall = 7;")), "part.gcode", text("G28\nG1 X1 F600\nG1 X5\n")));
        var before = sam.get("/api/v1/designs/sam/gear").json().path("headRevision");
        // A toolpath is never put together by line, even where git could.
        assertThat(states(plan("sam/gear"))).isEqualTo(Map.of("part.scad", "conflict", "part.gcode", "conflict"));

        var refused = take("sam/gear", Map.of("choices", Map.of("part.scad", "theirs")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("errors").findValuesAsText("field")).containsExactly("part.gcode");
        assertThat(take("sam/gear", Map.of("choices", Map.of("part.gcode", "merged")))
                        .status())
                .isEqualTo(409);
        var marked = Map.of(
                "choices",
                Map.of("part.scad", "edited", "part.gcode", "mine"),
                "texts",
                Map.of("part.scad", "<<<<<<< sam/gear\nwall = 3;\n"));
        assertThat(take("sam/gear", Map.copyOf(marked)).status()).isEqualTo(409);
        assertThat(sam.get("/api/v1/designs/sam/gear").json().path("headRevision"))
                .isEqualTo(before);

        var page = sam.get("/@sam/gear/take-over", "Accept", HTML).text();
        assertThat(page).contains("choice:part.scad").contains("&lt;&lt;&lt;&lt;&lt;&lt;&lt; sam/gear");
        var form = "choice%3Apart.scad=edited&choice%3Apart.gcode=mine&text%3Apart.scad="
                + URLEncoder.encode(lines("wall = 5;").replace("\n", "\r\n"), StandardCharsets.UTF_8);
        assertThat(sam.form("/@sam/gear/take-over", form, "Accept", HTML).status())
                .isEqualTo(303);
        assertThat(file("sam/gear", "part.scad")).isEqualTo(lines("wall = 5;"));
        assertThat(file("sam/gear", "part.gcode")).isEqualTo("G28\nG1 X2 F600\n");
    }

    @Test
    void modelsStandSideBySideAndWhatWasTakenAwayStaysAway() {
        family("hook");
        sam.raw(
                "POST",
                "/api/v1/designs/sam/hook/revisions",
                "multipart/form-data; boundary=b",
                text("--b\r\nContent-Disposition: form-data; name=\"remove\"\r\n\r\nold.txt\r\n--b--\r\n"));
        sam.publish("sam/hook", "bigger", Map.of("part.stl", scaled(2)));
        ada.publish("ada/hook", "other", Map.of("part.stl", scaled(3), "old.txt", text("older\n")));
        assertThat(states(plan("sam/hook"))).isEqualTo(Map.of("part.stl", "conflict", "old.txt", "left-out"));
        var page = sam.get("/@sam/hook/take-over", "Accept", HTML).text();
        // What was built on stands beside them.
        assertThat(page).contains("20 × 30 × 40 mm, 4 cm³").contains("What you built on");
        // 20 × 30 × 40 / 6 = 4 cm³, by 8 and by 27.
        assertThat(page).contains("40 × 60 × 80 mm, 32 cm³").contains("60 × 90 × 120 mm, 108 cm³");
        var changes =
                hub.anyone().get("/api/v1/designs/sam/hook/changes").json().path("files");
        assertThat(changes.findValuesAsText("change")).containsExactly("removed", "changed");
        assertThat(changes.at("/1/after/shape/volumeMm3").asDouble())
                .isEqualTo(32_000, org.assertj.core.data.Offset.offset(0.01));

        assertThat(take("sam/hook", Map.of("choices", Map.of("part.stl", "theirs")))
                        .status())
                .isEqualTo(201);
        assertThat(sam.get("/api/v1/designs/sam/hook/files/head/old.txt").status())
                .isEqualTo(404);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/hook/files/head/part.stl")
                        .response()
                        .body())
                .isEqualTo(scaled(3));
    }

    @Test
    void aNewReleaseOfAnAncestorIsToldAndWhatIsNotReleasedYetIsNot() {
        family("valve");
        ada.publish("ada/valve", "in the works", Map.of("guide.md", text("# Guide\n")));
        var reader = hub.anyone().get("/@sam/valve", "Accept", HTML).text();
        // Without releases each newer revision counts.
        assertThat(reader).contains("ada/valve has changed since").doesNotContain("/take-over");
        var released = ada.post("/api/v1/designs/ada/valve/releases", Map.of("name", "v2.0"))
                .json()
                .path("revision")
                .asText();
        ada.publish("ada/valve", "not yet released", Map.of("draft.md", text("# Draft\n")));
        var mine = sam.get("/@sam/valve", "Accept", HTML).text();
        assertThat(mine)
                .contains("ada/valve has released v2.0 since")
                .contains("/@sam/valve/take-over?from=ada%2Fvalve&amp;revision=" + released);
        assertThat(hub.anyone()
                        .get(
                                "/@sam/valve/changes?since=ada/valve&upstream=true",
                                "Accept",
                                HTML,
                                "Accept-Language",
                                "fr")
                        .text())
                .contains("Ce qui a changé dans The valve", "guide.md")
                .doesNotContain("draft.md");
        assertThat(take("sam/valve", Map.of("revision", released)).status()).isEqualTo(201);
        assertThat(sam.get("/@sam/valve", "Accept", HTML).text()).doesNotContain("has released");
    }

    @Test
    void placesThatBothChangedAreDecidedByButtonsAndModelsAreTurnedBesideEachOther() {
        family("bench");
        sam.publish(
                "sam/bench",
                "mine",
                Map.of("part.scad", text(lines("wall = 5;", "height = 5;")), "part.stl", scaled(2)));
        ada.publish(
                "ada/bench",
                "hers",
                Map.of("part.scad", text(lines("wall = 7;", "height = 7;")), "part.stl", scaled(3)));
        try (var browser = Browser.open(hub);
                var window = browser.window().signIn("sam")) {
            window.go("/@sam/bench/take-over");
            var page = window.page();
            assertThat(page.locator(".clash").count()).isEqualTo(2);
            // The later one first: what is decided must not move the other.
            page.locator(".clash").nth(1).locator("[data-pick=theirs]").click();
            page.locator(".clash").nth(0).locator("[data-pick=theirs]").click();
            // Nobody is held to the first button pressed.
            page.locator(".clash").nth(0).locator("[data-pick=ours]").click();
            var looks = page.locator(".look-mesh");
            assertThat(looks.count()).isEqualTo(3);
            looks.nth(0).locator("a").click();
            looks.nth(0).locator("canvas").waitFor();
            looks.nth(2).locator("a").click();
            looks.nth(2).locator("canvas").waitFor();
            assertThat(window.barriers()).isEmpty();
            page.check("input[name='choice:part.stl'][value=theirs]");
            page.locator(".send button").click();
            page.waitForURL("**/@sam/bench");
            assertThat(window.complaints()).isEmpty();
        }
        assertThat(file("sam/bench", "part.scad")).isEqualTo(lines("wall = 5;", "height = 7;"));
    }

    private static byte[] scaled(float by) {
        var mesh = java.nio.ByteBuffer.wrap(Meshes.tetrahedron().clone()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int triangle = 0; triangle < 4; triangle++)
            for (int number = 3; number < 12; number++) {
                int at = 84 + triangle * 50 + number * 4;
                mesh.putFloat(at, mesh.getFloat(at) * by);
            }
        return mesh.array();
    }

    @Test
    void whatChangedSinceTheAncestorIsShownLineByLine() {
        family("clip");
        sam.publish("sam/clip", "mine", Map.of("part.scad", text(lines("wall = 3;")), "new.md", text("# New\n")));
        var page = hub.anyone().get("/@sam/clip/changes", "Accept", HTML).text();
        assertThat(page)
                .contains("<td class=\"diff-text\">wall = 3;</td>")
                .contains("<td class=\"diff-text\">wall = 1;</td>")
                .contains("new.md");
        assertThat(hub.anyone().get("/@ada/clip/changes", "Accept", HTML).status())
                .isEqualTo(404);
    }

    @Test
    void twoTakeOversAtOnceLoseNothing() {
        family("one");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "two", "title", "Two", "summary", "Useful", "licence", "CC-BY-SA-4.0"));
        ada.publish("ada/two", "first", Map.of("second.scad", text("a = 1;\n")));
        assertThat(sam.post("/api/v1/designs/sam/one/ancestors", Map.of("design", "ada/two", "note", "its handle"))
                        .status())
                .isEqualTo(200);
        sam.publish("sam/one", "handle", Map.of("second.scad", text("a = 1;\n")));
        ada.publish("ada/one", "more", Map.of("part.scad", text(lines("wall = 2;"))));
        ada.publish("ada/two", "more", Map.of("second.scad", text("a = 2;\n")));
        var base =
                sam.get("/api/v1/designs/sam/one").json().path("headRevision").asText();
        var first = CompletableFuture.supplyAsync(() -> take("sam/one", Map.of("from", "ada/one", "base", base)));
        var second = CompletableFuture.supplyAsync(() -> take("sam/one", Map.of("from", "ada/two", "base", base)));
        assertThat(first.join().status()).as(first.join().text()).isEqualTo(201);
        assertThat(second.join().status()).as(second.join().text()).isEqualTo(201);
        assertThat(file("sam/one", "part.scad")).isEqualTo(lines("wall = 2;"));
        assertThat(file("sam/one", "second.scad")).isEqualTo("a = 2;\n");
        var pinned = sam.get("/api/v1/designs/sam/one/derivations").json().path("edges");
        for (var edge : pinned)
            assertThat(edge.path("revision"))
                    .isEqualTo(ada.get("/api/v1/designs/" + edge.path("from").asText())
                            .json()
                            .path("headRevision"));
        assertThat(pinned.size()).isEqualTo(2);
    }

    @Test
    void aFileThatSomebodyChangedMeanwhileIsNotOverwritten() {
        family("box");
        var base =
                sam.get("/api/v1/designs/sam/box").json().path("headRevision").asText();
        ada.publish("ada/box", "theirs", Map.of("part.scad", text(lines("wall = 7;"))));
        sam.publish("sam/box", "meanwhile", Map.of("part.scad", text(lines("wall = 3;"))));
        var refused = take("sam/box", Map.of("base", base));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText()).contains("part.scad");
        assertThat(file("sam/box", "part.scad")).isEqualTo(lines("wall = 3;"));
    }

    @Test
    void onlyThoseWhoMayWriteTakeOver() {
        family("mug");
        ada.publish("ada/mug", "more", Map.of("part.scad", text(lines("wall = 2;"))));
        assertThat(ada.post("/api/v1/designs/sam/mug/take-over", Map.of()).status())
                .isEqualTo(403);
        assertThat(ada.get("/@sam/mug/take-over", "Accept", HTML).status()).isEqualTo(403);
        assertThat(sam.get("/api/v1/designs/sam/mug/take-over?from=ada/nothing").status())
                .isEqualTo(422);
    }

    @Test
    void ofAPartThatWentOnItsOwnChangesAreShownAndTheNewerOneIsUsed() {
        Relations.publish(ada, "hinge-of-a-door", "CC-BY-4.0");
        ada.publish("ada/hinge-of-a-door", "brass", Map.of("hinge.txt", text("brass")));
        Relations.publish(ada, "door", "CC-BY-4.0");
        ada.publish("ada/door", "oak", Map.of("door.txt", text("oak")));
        var pinned = Map.of("design", "ada/hinge-of-a-door", "kind", "part", "note", "two of them");
        assertThat(ada.post("/api/v1/designs/ada/door/ancestors", pinned).status())
                .isEqualTo(200);
        var newest = ada.publish("ada/hinge-of-a-door", "steel", Map.of("hinge.txt", text("steel")))
                .json()
                .path("revision")
                .asText();
        var page = ada.get("/@ada/door", "Accept", HTML).text();
        assertThat(page).contains("Use this one from now on").doesNotContain("What changed since", "/take-over");
        assertThat(ada.get("/@ada/door/changes?since=ada/hinge-of-a-door", "Accept", HTML)
                        .text())
                .contains("hinge.txt")
                .doesNotContain("door.txt");
        assertThat(ada.form(
                                "/@ada/door/ancestors",
                                "ancestor=ada/hinge-of-a-door&kind=part&note=two+of+them&revision=" + newest)
                        .status())
                .isEqualTo(303);
        var edge = ada.get("/api/v1/designs/ada/door/derivations").json().at("/edges/0");
        assertThat(edge.path("revision").asText()).isEqualTo(newest);
        assertThat(edge.path("note").asText()).isEqualTo("two of them");
    }
}
