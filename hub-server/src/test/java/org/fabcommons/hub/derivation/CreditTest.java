// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who contributed what, by the rule in docs/credit.md. */
class CreditTest {
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void publish(Hub.Client who, String owner, String name, String path, String text, String message) {
        who.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", "CC-BY-4.0"));
        revise(who, owner + "/" + name, path, text, message);
    }

    private static void revise(Hub.Client who, String design, String path, String text, String message) {
        assertThat(who.publish(design, message, Map.of(path, text.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(201);
    }

    private static JsonNode person(JsonNode credit, String handle) {
        for (var person : credit.path("people"))
            if (person.at("/author/handle").asText().equals(handle)) return person;
        throw new AssertionError(handle + " has no credit in " + credit);
    }

    @Test
    void everybodyIsCreditedOnceForWhatTheyDidHereAndInEveryAncestor() {
        var ada = hub.as("ada");
        var sam = hub.as("sam");
        var lin = hub.as("lin");
        publish(ada, "ada", "lamp", "a.txt", "1", "First");
        revise(ada, "ada/lamp", "b.txt", "1", "Second\n\nCo-authored-by: Kim <kim@example.org>");
        sam.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini"));
        revise(sam, "sam/mini", "a.txt", "2", "Smaller");
        publish(lin, "lin", "screw", "screw.txt", "M3", "Screw");
        assertThat(sam.post("/api/v1/designs/sam/mini/ancestors", Map.of("design", "lin/screw", "kind", "part"))
                        .status())
                .isEqualTo(200);
        // What an ancestor did afterwards is not in the design.
        revise(ada, "ada/lamp", "c.txt", "1", "Afterwards");

        var credit = hub.anyone().get("/api/v1/designs/sam/mini/credit").json();

        assertThat(credit.path("items").findValuesAsText("message"))
                .contains("First", "Second", "Smaller", "Screw")
                .doesNotContain("Afterwards")
                .doesNotHaveDuplicates();
        var first = person(credit, "ada");
        assertThat(first.path("revisions").asInt()).isEqualTo(3); // with the one that published it
        assertThat(first.path("filesAdded").asInt()).isEqualTo(2);
        assertThat(first.path("filesPresent").asInt()).isEqualTo(1);
        assertThat(first.at("/designs/0/place").asText()).isEqualTo("ancestor");
        assertThat(first.at("/designs/0/design").asText()).isEqualTo("ada/lamp");
        var second = person(credit, "sam");
        assertThat(second.path("filesChanged").asInt()).isEqualTo(1);
        assertThat(second.path("filesPresent").asInt()).isEqualTo(1);
        assertThat(second.at("/designs/0/place").asText()).isEqualTo("self");
        assertThat(person(credit, "lin").at("/designs/0/place").asText()).isEqualTo("part");
        assertThat(credit.path("people").findValuesAsText("name")).contains("Kim");
        assertThat(credit.toString()).doesNotContain("kim@example.org");
    }

    @Test
    void theLedgerIsAPageAndATable() {
        var mia = hub.as("mia");
        publish(mia, "mia", "box", "a.txt", "1", "=HYPERLINK(\"x\")");
        assertThat(hub.anyone().get("/@mia/box/credit", "Accept", "text/html").text())
                .contains("/people/mia");
        var csv = hub.anyone().get("/api/v1/designs/mia/box/credit.csv");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("\"revision\",\"at\",\"authors\""));
        assertThat(csv.text())
                .contains("\"'=HYPERLINK(\"\"x\"\")\"")
                .contains("\"mia/box\",\"self\",\"1\",\"0\",\"0\"");
    }

    @Test
    void creditSurvivesTheDeletionOfTheOriginal() {
        var eve = hub.as("eve");
        var tom = hub.as("tom");
        publish(eve, "eve", "hook", "a.txt", "1", "First hook");
        tom.post("/api/v1/designs/eve/hook/remixes", Map.of("name", "my-hook"));
        assertThat(eve.delete("/api/v1/designs/eve/hook").status()).isLessThan(300);
        assertThat(hub.anyone().get("/api/v1/designs/eve/hook").status()).isEqualTo(404);

        var page = hub.anyone().get("/@tom/my-hook", "Accept", "text/html").text();
        assertThat(page).contains("The hook").contains("no longer public").doesNotContain("href=\"/@eve/hook\"");
        var graph = hub.anyone().get("/api/v1/designs/tom/my-hook/derivations").json();
        assertThat(graph.at("/nodes/1/id").asText()).isEqualTo("eve/hook");
        assertThat(graph.at("/nodes/1/gone").asBoolean()).isTrue();
        var credit = hub.anyone().get("/api/v1/designs/tom/my-hook/credit").json();
        assertThat(person(credit, "eve").at("/designs/0/design").asText()).isEqualTo("eve/hook");
        assertThat(tom.post("/api/v1/designs/tom/my-hook/take-over", Map.of()).status())
                .isEqualTo(410);
    }
}
