// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found, how it is narrowed and ordered, and what nobody finds. */
class SearchTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client lea;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        lea = hub.as("lea");
        design(
                ada,
                "lantern",
                "Storm lantern",
                "A lantern for windy nights.",
                "CERN-OHL-S-2.0",
                "light",
                "3d-print",
                "pla");
        design(
                lea,
                "etagere",
                "Étagère réglable",
                "Des étagères pour la cuisine, en contreplaqué.",
                "CC-BY-SA-4.0",
                "laser");
        design(ada, "vise", "Bench vise", "It holds what you are working on.", "CC-BY-NC-4.0", "mill", "steel");
        design(ada, "hook", "Coat hook", "Printed, for the lantern and for coats.", "CC0-1.0", "3d-print", "petg");
        ada.publish(
                "ada/hook",
                "model",
                Map.of("hook.stl", Meshes.tetrahedron(), "hook.gcode", bytes("G28\nG1 X1 Y1 F100\n")));
        var max = hub.as("max");
        for (int i = 0; i < 26; i++) design(max, "peg-" + i, "Wingnut peg " + i, "One of many.", "CC0-1.0", "peg");
        lea.publish(
                "lea/etagere",
                "texte",
                Map.of(
                        "README.md",
                        bytes("# Étagère\n\nElle se monte sans vis, avec des tenons et une équerre pour le mur.\n")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void design(
            Hub.Client who, String name, String title, String summary, String licence, String... tags) {
        assertThat(who.post(
                                "/api/v1/designs",
                                Map.of(
                                        "name",
                                        name,
                                        "title",
                                        title,
                                        "summary",
                                        summary,
                                        "licence",
                                        licence,
                                        "tags",
                                        List.of(tags)))
                        .status())
                .isEqualTo(201);
    }

    private static JsonNode search(String parameters) {
        var answer = hub.anyone().get("/api/v1/designs?" + parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(String parameters) {
        return search(parameters).path("items").findValuesAsText("name");
    }

    private static String q(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void accentsCaseAndFormsOfWordsDoNotMatterInEitherLanguage() {
        for (var words : List.of("etagere", "ÉTAGÈRES", "étagère reglables", "équerres", "contreplaque", "léa étagère"))
            assertThat(names(q(words))).as(words).containsExactly("etagere");
        for (var words : List.of("lanterns storms", "windy night", "ada storm"))
            assertThat(names(q(words))).as(words).containsExactly("lantern");
        assertThat(names(q("hold bench"))).containsExactly("vise");
    }

    @Test
    void wordsThatSomeWriteAsOneAndSomeAsTwoAreFoundEitherWay() {
        design(lea, "coffre", "Coffre", "En contre-plaqué de peuplier.", "CC-BY-SA-4.0", "cnc");
        for (var words : List.of("contreplaqué", "contre plaqué", "contre-plaque"))
            assertThat(names(q(words))).as(words).containsExactlyInAnyOrder("etagere", "coffre");
        assertThat(names("material=plywood")).contains("etagere", "coffre");
        design(ada, "driver", "Screw driver rack", "For the wall.", "CC0-1.0", "rack");
        lea.publish("lea/coffre", "texte", Map.of("docs/assembly/1.md", bytes("# Poser le porte-outil\n")));
        assertThat(names(q("screwdriver"))).containsExactly("driver");
        assertThat(names(q("porteoutil"))).as("steps of assembly are text too").containsExactly("coffre");
        lea.delete("/api/v1/designs/lea/coffre");
        ada.delete("/api/v1/designs/ada/driver");
    }

    @Test
    void whatHasTheWordInItsTitleComesFirst() {
        assertThat(names(q("lantern"))).containsExactly("lantern", "hook");
    }

    @Test
    void aTypingErrorIsForgivenAndSaid() {
        for (var typed : List.of("lantrn", "lanttern", "lanetrn", "lantefn")) {
            var found = search(q(typed));
            assertThat(found.path("items").findValuesAsText("name")).as(typed).contains("lantern");
            assertThat(found.path("searched").asText()).isEqualTo("lantern");
        }
        // Words of texts too, not only of titles.
        var text = search(q("equere"));
        assertThat(text.path("items").findValuesAsText("name")).containsExactly("etagere");
        assertThat(text.path("searched").asText()).isEqualTo("equerre");
        assertThat(search(q("lantrn") + "&literally=yes").path("total").asInt()).isZero();
        assertThat(hub.anyone().get("/designs?q=lantrn").text())
                .contains("These are the results for “lantern”")
                .contains("/designs?q=lantrn&amp;literally=yes");
    }

    @Test
    void whereNothingIsFoundThePageLeadsToWhatWouldFindSomething() {
        assertThat(hub.anyone().get("/designs?q=lantern&material=steel").text())
                .contains("Nothing called “lantern” is left with these filters.")
                .contains(
                        "href=\"/designs?q=lantern\" rel=\"nofollow\">Search without filters <span class=\"count figure\">2<");
        assertThat(hub.anyone().get("/designs?q=lantern+unheardof&material=pla").text())
                .contains("href=\"/designs?q=lantern&amp;material=pla\"")
                .doesNotContain("<strong>unheardof</strong>");
        assertThat(hub.anyone()
                        .get("/designs?q=lantern+unheardof&material=concrete")
                        .text())
                .contains("href=\"/designs?q=lantern\"", "<strong>lantern</strong> without filters");
        assertThat(hub.anyone().get("/designs?q=unheardof").text()).doesNotContain("This would find something");
    }

    @Test
    void aWordThatIsOnlyBegunFindsWhatItBegins() {
        assertThat(names(q("lant"))).contains("lantern");
    }

    @Test
    void filtersNarrowAndTheirValuesAreCounted() {
        var all = search("");
        assertThat(all.at("/facets/process/print").asInt()).isEqualTo(2);
        assertThat(all.at("/facets/open/yes").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(names("process=print&material=petg")).containsExactly("hook");
        // Of one filter any of its values will do.
        assertThat(names("material=petg&material=plywood&sort=newest")).containsExactly("hook", "etagere");
        assertThat(names("open=yes&sort=newest&tag=pla&tag=mill")).containsExactly("lantern");
        assertThat(names("licence=CC-BY-SA-4.0")).containsExactly("etagere");
        assertThat(names("language=fr")).containsExactly("etagere");
        assertThat(names("toolpath=yes")).containsExactly("hook");
        assertThat(names("tag=light&" + q("storm"))).containsExactly("lantern");
        // What is chosen does not hide what else could be.
        assertThat(search("material=petg").at("/facets/material/steel").asInt()).isPositive();
    }

    @Test
    void whatFitsAMachineIsFoundOnceItsModelsAreMeasured() {
        await().untilAsserted(() -> assertThat(names("fits=prusa-mk3s")).containsExactly("hook"));
        assertThat(search("").at("/facets/fits/prusa-mk3s").asInt()).isEqualTo(1);
        assertThat(names("fits=no-such-machine")).isEmpty();
    }

    @Test
    void chosenFiltersAreLinksThatTakeThemBack() {
        var page = hub.anyone()
                .get("/designs?q=lantern&material=pla&process=print")
                .text();
        assertThat(page)
                .contains("href=\"/designs?q=lantern&amp;process=print\"")
                .contains("href=\"/designs?q=lantern&amp;material=pla\"")
                .contains("Storm lantern")
                .doesNotContain("Coat hook");
        assertThat(hub.anyone().get("/designs?q=hook&material=steel").text()).contains("Search without filters");
    }

    @Test
    void partsOfABillOfMaterialsAreFound() throws Exception {
        design(ada, "drawer", "Drawer", "Opens and closes.", "CC0-1.0");
        ada.publish("ada/drawer", "bill", Map.of("okh.toml", bytes("")));
        // Whoever reads bills of materials writes this table; what is due is marked with it.
        var id = "(SELECT id FROM design WHERE name = 'drawer')";
        sql(
                "INSERT INTO bill_line (design, place, name, quantity, unit, material) VALUES (" + id
                        + ", 1, 'Roulement 608zz', 2, '', 'acier')",
                "INSERT INTO search_due (design) VALUES (" + id + ") ON CONFLICT DO NOTHING");
        await().untilAsserted(() -> assertThat(names(q("roulements 608zz"))).containsExactly("drawer"));
        assertThat(names("material=steel")).contains("drawer");
    }

    @Test
    void whatMayNotBeSeenIsNotFoundCountedOrSuggested() {
        design(lea, "whisper", "Whisperbox", "Quiet.", "CC0-1.0", "hush");
        assertThat(names(q("whisperbox"))).containsExactly("whisper");
        var id = "/api/v1/designs/lea/whisper";
        assertThat(lea.put(id + "/visibility", Map.of("visibility", "unlisted")).status())
                .isLessThan(300);
        nobodyFinds();
        lea.put(id + "/visibility", Map.of("visibility", "public"));
        assertThat(names("tag=hush")).containsExactly("whisper");
        lea.put(id + "/visibility", Map.of("visibility", "private"));
        nobodyFinds();
        lea.put(id + "/visibility", Map.of("visibility", "public"));
        lea.delete(id);
        nobodyFinds();
        lea.post(id + "/restore", Map.of());
        assertThat(names(q("whisperbox"))).containsExactly("whisper");
        lea.post(id + "/rename", Map.of("name", "mutter"));
        assertThat(names(q("mutter"))).containsExactly("mutter");
        lea.delete("/api/v1/designs/lea/mutter");
    }

    private static void nobodyFinds() {
        assertThat(names(q("whisperbox"))).isEmpty();
        assertThat(lea.get("/api/v1/designs?tag=hush").json().path("total").asInt())
                .isZero();
        assertThat(hub.anyone().get("/api/v1/suggestions?q=whisp").text()).doesNotContain("hisper");
        assertThat(search("").at("/facets/tag/hush").isMissingNode()).isTrue();
        assertThat(hub.anyone().get("/designs.atom?tag=hush").text()).doesNotContain("<entry>");
        assertThat(search(q("whisperbx")).path("searched").asText()).isEqualTo("whisperbx");
    }

    @Test
    void whatIsPushedOrDescribedAnewIsFoundByItsNewWordsOnly() {
        design(ada, "stool", "Stool", "Seat of xylophone wood.", "CC0-1.0");
        assertThat(names(q("xylophone"))).containsExactly("stool");
        ada.publish("ada/stool", "readme", Map.of("README.md", bytes("Made with a spokeshave.")));
        assertThat(names(q("spokeshaves"))).containsExactly("stool");
        ada.publish("ada/stool", "readme", Map.of("README.md", bytes("Made with a drawknife.")));
        assertThat(names(q("spokeshaves") + "&literally=yes")).isEmpty();
        assertThat(names(q("drawknife"))).containsExactly("stool");
    }

    private static String counts(JsonNode item) {
        return item.path("name").asText() + " " + item.path("remixes") + " " + item.path("variants");
    }

    @Test
    void remixesCountForTheOrderAndVariantsApart() {
        design(ada, "base", "Remixable quokka", "Base.", "CC0-1.0");
        design(ada, "other", "Other quokka", "Newer.", "CC0-1.0");
        lea.post("/api/v1/designs/ada/base/remixes", Map.of("name", "quokka-two", "title", "Second quokka"));
        lea.post(
                "/api/v1/designs/ada/other/remixes",
                Map.of("name", "quokka-three", "title", "Third quokka", "kind", "variant"));
        await().untilAsserted(() ->
                assertThat(names(q("quokka") + "&sort=derived").get(0)).isEqualTo("base"));
        await().untilAsserted(() -> {
            var page = hub.anyone().get("/designs?q=quokka").text();
            assertThat(page).contains("1 remix<").contains("1 variant<");
            var items = hub.anyone().get("/api/v1/designs?q=quokka").json().path("items");
            assertThat(items).anyMatch(item -> counts(item).equals("base 1 0"));
            assertThat(items).anyMatch(item -> counts(item).equals("other 0 1"));
        });
        // A remix that nobody else may see no longer counts.
        lea.put("/api/v1/designs/lea/quokka-two/visibility", Map.of("visibility", "private"));
        await().untilAsserted(() ->
                assertThat(hub.anyone().get("/designs?q=quokka").text()).doesNotContain("1 remix<"));
    }

    @Test
    void noQuestionIsTakenForASyntax() {
        for (var words : List.of(
                "\"",
                "lantern\" OR \"",
                "title:lantern",
                "NEAR(a b)",
                "* ^ - + ( ) { } :",
                "a* NOT b",
                "'; DROP TABLE design; --",
                "\u0000",
                "\ud83d\ude00",
                "%",
                "_",
                "lamp AND",
                "{title} : x",
                "x".repeat(5_000),
                "a ".repeat(500),
                "\ud835\udd4f\ud835\udd50",
                "የ"))
            assertThat(hub.anyone().get("/api/v1/designs?" + q(words)).status())
                    .as(words)
                    .isEqualTo(200);
        for (var parameters : List.of(
                "tag=%22+OR+1",
                "material=x&material=y".repeat(40),
                "after=9.9",
                "after=999999999.1.1",
                "fits=..",
                "open=no&open=perhaps"))
            assertThat(hub.anyone().get("/api/v1/designs?" + parameters).status())
                    .as(parameters)
                    .isEqualTo(200);
        assertThat(names("tag=light")).contains("lantern");
        var unknown = hub.anyone().get("/api/v1/designs?sort=cheapest");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("There is no order “cheapest”", "little-seen");
    }

    @Test
    void everyPageOfEveryOrderTogetherIsEverythingOnce() {
        for (var order : Order.values()) {
            Set<String> seen = new HashSet<>();
            int shown = 0;
            var after = "";
            do {
                var page = search("tag=peg&sort=" + order.wire() + after);
                var names = page.path("items").findValuesAsText("name");
                // A first page of the usual order gives places away; who has one comes again in its turn.
                if (order != Order.UPDATED) shown += names.size();
                seen.addAll(names);
                after = page.path("next").isMissingNode() || page.path("next").isNull()
                        ? ""
                        : "&after=" + page.path("next").asText();
            } while (!after.isEmpty());
            assertThat(seen).as(order.wire()).hasSize(26);
            if (order != Order.UPDATED) assertThat(shown).as(order.wire()).isEqualTo(26);
        }
        var page = hub.anyone().get("/designs?tag=peg").text();
        assertThat(page).contains("rel=\"next\"").contains("26 designs");
    }

    @Test
    void everySixthPlaceOfAFirstPageIsForWhatFewHaveSeen() {
        var newcomers = new HashMap<String, Hub.Client>();
        for (var name : List.of("nia", "noa", "nor")) newcomers.put(name, hub.as(name));
        newcomers.forEach(
                (name, who) -> design(who, "first-" + name, "My first thing", "A thing with a wingnut.", "CC0-1.0"));
        await().untilAsserted(() -> {
            var names = names(q("wingnut"));
            assertThat(names).hasSize(24);
            assertThat(List.of(names.get(5), names.get(11), names.get(17)))
                    .containsExactlyInAnyOrder("first-nia", "first-noa", "first-nor");
        });
        assertThat(hub.anyone().get("/designs?q=wingnut").text()).contains("Little seen");
        assertThat(names(q("wingnut") + "&sort=little-seen").subList(0, 3))
                .containsExactlyInAnyOrder("first-nia", "first-noa", "first-nor");
        // Whoever asked for an order gets it.
        assertThat(names(q("wingnut") + "&sort=made").subList(0, 12)).noneMatch(name -> name.equals("hook"));
    }

    @Test
    void whatBecomesPublicLaterStandsWhereItsAgePutsIt() throws Exception {
        design(ada, "draft-axolotl", "Draft axolotl", "One.", "CC0-1.0", "axolotl");
        ada.put("/api/v1/designs/ada/draft-axolotl/visibility", Map.of("visibility", "private"));
        sql("UPDATE design SET created_at = created_at - 86400000 WHERE name = 'draft-axolotl'");
        design(ada, "early-axolotl", "Early axolotl", "Two.", "CC0-1.0", "axolotl");
        design(ada, "last-axolotl", "Last axolotl", "Three.", "CC0-1.0", "axolotl");
        assertThat(names(q("axolotls") + "&sort=newest")).containsExactly("last-axolotl", "early-axolotl");
        ada.put("/api/v1/designs/ada/draft-axolotl/visibility", Map.of("visibility", "public"));
        for (var question : List.of("tag=axolotl", q("axolotls")))
            assertThat(names(question + "&sort=newest"))
                    .containsExactly("last-axolotl", "early-axolotl", "draft-axolotl");
    }

    @Test
    void changesThatWereMissedAreMadeGoodByReadingAllAnew() throws Exception {
        design(ada, "ghost", "Ghost of a numbat", "Gone by another hand.", "CC0-1.0", "numbat");
        assertThat(names("tag=numbat")).containsExactly("ghost");
        sql(
                "DELETE FROM search_entry WHERE design = (SELECT id FROM design WHERE name = 'ghost')",
                "INSERT INTO search_change (number, entry) SELECT MAX(number) + 10000, 1 FROM search_change",
                "DELETE FROM search_change WHERE number < (SELECT MAX(number) FROM search_change)");
        await().untilAsserted(() -> {
            assertThat(names("tag=numbat")).isEmpty();
            assertThat(names(q("numbat") + "&literally=yes")).isEmpty();
        });
        design(ada, "numbat", "Another numbat", "Alive.", "CC0-1.0", "numbat");
        assertThat(names(q("numbat"))).containsExactly("numbat");
    }

    @Test
    void aQuestionThatTakesTooLongIsGivenUpWithAWayOut() throws Exception {
        sql(
                "ALTER TABLE search_word RENAME TO search_word_away",
                // A table without an end.
                "CREATE VIEW search_word AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        + " SELECT CAST(i AS TEXT) AS word, 1 AS uses, '' AS written FROM n");
        try {
            var page = hub.anyone().get("/designs?q=unheardof&material=pla", "Accept", "text/html");
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.text())
                    .contains("This search took too long and was given up")
                    .contains("Use fewer or rarer words");
            assertThat(hub.anyone().get("/api/v1/suggestions?q=unhear").status())
                    .isEqualTo(503);
            // Others go on.
            assertThat(names("tag=light")).contains("lantern");
        } finally {
            sql("DROP VIEW search_word", "ALTER TABLE search_word_away RENAME TO search_word");
        }
        assertThat(search(q("unheardof")).path("total").asInt()).isZero();
    }

    private static void sql(String... statements) throws java.sql.SQLException {
        try (var connection = java.sql.DriverManager.getConnection(
                        "jdbc:sqlite:" + hub.data().resolve("hub.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            for (var each : statements) statement.execute(each);
        }
    }

    @Test
    void aFeedHoldsWhatItsSearchFinds() {
        var feed = hub.anyone().get("/designs.atom?q=lantern&material=pla");
        assertThat(feed.text())
                .contains("Storm lantern")
                .doesNotContain("Coat hook")
                .contains("lantern · pla");
        assertThat(hub.anyone().get("/designs?q=lantern&material=pla").text())
                .contains("/designs.atom?q=lantern&amp;material=pla");
    }
}
