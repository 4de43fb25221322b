// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is related to whom, in which way, and who may see it. */
class FamilyTest {
    private static final Pattern LISTED = Pattern.compile("<a href=\"/@ada/star-(\\d+)\"");
    private static final Pattern NEXT = Pattern.compile("href=\"(/@ada/star/derivations/remixes\\?after=[^\"]+)\"");

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

    private static void remix(Hub.Client who, String of, String name, String kind) {
        var made = who.post("/api/v1/designs/" + of + "/remixes", Map.of("name", name, "kind", kind));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static Hub.Answer name(Hub.Client who, String design, String ancestor, String kind) {
        return who.post("/api/v1/designs/" + design + "/ancestors", Map.of("design", ancestor, "kind", kind));
    }

    private static JsonNode family(String design, String direction) {
        return hub.anyone()
                .get("/api/v1/designs/" + design + "/derivations?depth=100&direction=" + direction)
                .json();
    }

    @Test
    void variantsAndUsesAsAPartAreCountedApart() {
        Relations.publish(ada, "lamp", "CC-BY-4.0");
        remix(sam, "ada/lamp", "smaller", "improvement");
        remix(sam, "ada/lamp", "lamp-80mm", "variant");
        remix(sam, "ada/lamp", "lamp-90mm", "variant");
        Relations.publish(sam, "desk", "MIT");
        assertThat(name(sam, "sam/desk", "ada/lamp", "part").status()).isEqualTo(200);

        var graph = family("ada/lamp", "descendants");
        assertThat(graph.path("counts").toString()).isEqualTo("{\"remixes\":1,\"variants\":2,\"parts\":1}");
        assertThat(graph.path("edges").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("improvement", "variant", "variant", "part");
        assertThat(hub.anyone().get("/@ada/lamp", "Accept", "text/html").text())
                .contains("One remix")
                .contains("2 variants")
                .contains("used as a part once");
        assertThat(hub.anyone()
                        .get("/@sam/desk", "Accept", "text/html", "Accept-Language", "fr")
                        .text())
                .contains("Emploie comme pièces");
    }

    @Test
    void aPartIsNoDerivativeSoThatItsLicenceDoesNotReachOver() {
        Relations.publish(ada, "screw", "CC-BY-SA-4.0");
        Relations.publish(sam, "frame", "MIT");
        assertThat(name(sam, "sam/frame", "ada/screw", "remix").status()).isEqualTo(422);
        assertThat(name(sam, "sam/frame", "ada/screw", "part").status()).isEqualTo(200);
        // Nothing can begin with the files of a part.
        assertThat(sam.post("/api/v1/designs/ada/screw/remixes", Map.of("name", "screws", "kind", "part"))
                        .status())
                .isEqualTo(422);
        assertThat(name(sam, "sam/frame", "ada/screw", "cousin").status()).isEqualTo(422);
    }

    @Test
    void nothingIsItsOwnAncestor() {
        Relations.publish(ada, "egg", "CC0-1.0");
        remix(ada, "ada/egg", "chicken", "remix");
        remix(ada, "ada/chicken", "rooster", "port");
        for (var kind : List.of("remix", "part")) {
            var refused = name(ada, "ada/egg", "ada/rooster", kind);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").asText()).contains("ada/rooster", "ada/egg");
        }
        assertThat(name(ada, "ada/egg", "ada/egg", "part").status()).isEqualTo(409);
        assertThat(family("ada/egg", "ancestors").path("edges").size()).isZero();
    }

    @Test
    void anAncestorNamedByMistakeCanBeTakenBackButNotTheOneItBeganWith() {
        Relations.publish(ada, "base", "CC0-1.0");
        Relations.publish(ada, "other", "CC0-1.0");
        remix(sam, "ada/base", "whole", "remix");
        name(sam, "sam/whole", "ada/other", "remix");
        assertThat(family("sam/whole", "ancestors").path("edges").findValuesAsText("from"))
                .containsExactly("ada/base", "ada/other");
        var ancestors = "/api/v1/designs/sam/whole/ancestors/";
        assertThat(ada.delete(ancestors + "ada/other").status()).isEqualTo(403);
        assertThat(sam.delete(ancestors + "ada/other").status()).isEqualTo(204);
        assertThat(sam.delete(ancestors + "ada/other").status()).isEqualTo(404);
        assertThat(sam.delete(ancestors + "ada/base").status()).isEqualTo(409);

        var page = "/@sam/whole/ancestors";
        assertThat(sam.form(page, "ancestor=ada/other&kind=part", "Accept", "text/html")
                        .status())
                .isEqualTo(303);
        assertThat(sam.get(page, "Accept", "text/html").text()).contains("The other");
        var refused = sam.form(page, "ancestor=ada/nothing&kind=part", "Accept", "text/html");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("ancestor-fault");
        assertThat(sam.form(page + "/remove", "ancestor=ada/other", "Accept", "text/html")
                        .status())
                .isEqualTo(303);
        assertThat(family("sam/whole", "ancestors").path("edges").findValuesAsText("from"))
                .containsExactly("ada/base");
    }

    @Test
    void whatIsHiddenLeavesItsCreditAboveAndNothingBelow() {
        Relations.publish(ada, "seed", "CC0-1.0");
        remix(sam, "ada/seed", "sprout", "remix");
        remix(ada, "sam/sprout", "tree", "remix");
        var hide = sam.put("/api/v1/designs/sam/sprout/visibility", Map.of("visibility", "private"));
        assertThat(hide.status()).as(hide.text()).isLessThan(300);

        var above = family("ada/tree", "ancestors");
        assertThat(above.path("nodes").findValuesAsText("id")).containsExactly("ada/tree", "sam/sprout", "ada/seed");
        assertThat(above.at("/nodes/1/gone").asBoolean()).isTrue();
        assertThat(above.at("/nodes/1/url").asText("")).isIn("", "null");
        var below = family("ada/seed", "descendants");
        assertThat(below.path("nodes").findValuesAsText("id")).containsExactly("ada/seed");
        assertThat(below.path("counts").path("remixes").asInt()).isZero();
        // Who may see it sees it.
        assertThat(sam.get("/api/v1/designs/ada/seed/derivations?direction=descendants&depth=9")
                        .json()
                        .path("nodes")
                        .findValuesAsText("id"))
                .contains("sam/sprout", "ada/tree");
        assertThat(hub.anyone()
                        .get("/@ada/tree/derivations", "Accept", "text/html")
                        .text())
                .contains("no longer public")
                .doesNotContain("href=\"/@sam/sprout\"");
    }

    @Test
    void aHundredGenerationsAreOneAnswerAndAHugeFamilyIsCutWithWords() throws SQLException {
        Relations.publish(ada, "line", "CC0-1.0");
        Relations.chain(hub, "line", 120);
        assertThat(family("ada/line-100", "ancestors").path("nodes").size()).isEqualTo(101);
        assertThat(family("ada/line-120", "ancestors").path("edges").size()).isEqualTo(100);
        Relations.publish(ada, "star", "CC0-1.0");
        Relations.fan(hub, "star", 700);
        var below = family("ada/star", "descendants");
        assertThat(below.path("edges").size()).isEqualTo(500);
        assertThat(below.path("cut").asBoolean()).isTrue();
        var rest = family("ada/star", "descendants&after=" + below.path("next").asInt());
        assertThat(rest.path("edges").size()).isEqualTo(200);
        assertThat(rest.path("cut").asBoolean()).isFalse();
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(Stream.of(below, rest)
                        .flatMap(page -> page.path("edges").findValuesAsText("to").stream())
                        .distinct())
                .hasSize(700);
        assertThat(below.path("counts").toString()).isEqualTo("{\"remixes\":420,\"variants\":140,\"parts\":140}");
        assertThat(hub.anyone()
                        .get("/@ada/star/derivations", "Accept", "text/html")
                        .text())
                .contains("larger than this page")
                .contains("/@ada/star/derivations/remixes");
        List<String> listed = new ArrayList<>();
        var next = Optional.of("/@ada/star/derivations/remixes");
        while (next.isPresent()) {
            var page = hub.anyone().get(next.get(), "Accept", "text/html").text();
            LISTED.matcher(page).results().forEach(found -> listed.add(found.group(1)));
            next = NEXT.matcher(page).results().map(found -> found.group(1)).findFirst();
        }
        // All of them, once, the newest first.
        assertThat(listed)
                .hasSize(420)
                .doesNotHaveDuplicates()
                .startsWith("699", "698", "697", "694")
                .endsWith("2");
    }
}
