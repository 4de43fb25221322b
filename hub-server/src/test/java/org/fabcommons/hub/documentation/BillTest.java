// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills of materials: read from the repository, shown, edited, imported and exported. */
class BillTest {
    private static final String HTML = "text/html";
    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        design("hinge", Map.of("hinge.scad", "cube(1);"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void design(String name, Map<String, String> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", "CC-BY-4.0"));
        publish(name, files);
    }

    private static void publish(String name, Map<String, String> files) {
        var bytes = new HashMap<String, byte[]>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        assertThat(ada.publish("ada/" + name, "files", bytes).status()).isEqualTo(201);
    }

    private static String file(String name, String path) {
        return ada.get("/api/v1/designs/ada/" + name + "/files/head/" + path).text();
    }

    private static String page(String path, String language) {
        return hub.anyone()
                .get(path, "Accept", HTML, "Accept-Language", language)
                .text();
    }

    private static Hub.Answer send(String name, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2)
            pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        return ada.form("/@ada/" + name + "/parts/edit", String.join("&", pairs), "Accept", HTML);
    }

    private static List<String> used(String name) {
        return ada.get("/api/v1/designs/ada/" + name + "/derivations?direction=ancestors")
                .json()
                .path("edges")
                .findValuesAsText("from");
    }

    @Test
    void theFileOfTheRepositoryIsShownWithTotalsLinksAndDesignsOfThisHub() throws SQLException {
        design(
                "lamp",
                Map.of(
                        "bom.csv",
                        """
                        Désignation;Qté;Unité;Prix;Devise;Lien;Design;Bac
                        "Vis M3×10; inox";4;;0,05;EUR;https://example.org/vis;;A1
                        Charnière;2;;1,20;EUR;;ada/hinge;
                        Colle;un peu;;;;;;
                        Fil;0,5;m;2;EUR;javascript:alert(1);;
                        """));
        var page = page("/@ada/lamp/parts", "fr");
        assertThat(page)
                .contains("Vis M3×10; inox", "Bac: A1", "href=\"/@ada/hinge\"", "un peu", "https://example.org/vis")
                .contains("3,60 EUR", "3 lignes sur 4")
                .doesNotContain("href=\"javascript:");
        var bill = hub.anyone().get("/api/v1/designs/ada/lamp/bill").json();
        assertThat(bill.path("file").asText()).isEqualTo("bom.csv");
        assertThat(bill.at("/lines/1/design").asText()).isEqualTo("ada/hinge");
        assertThat(bill.at("/lines/3/amount").asDouble()).isEqualTo(0.5);
        assertThat(bill.at("/totals/EUR").asDouble()).isEqualTo(3.6);
        // For search.
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + hub.data().resolve("hub.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT COUNT(*), COUNT(part_of) FROM bill_line JOIN design d ON d.id = design WHERE d.name = 'lamp'")) {
            assertThat(rows.getInt(1)).isEqualTo(4);
            assertThat(rows.getInt(2)).isEqualTo(1);
        }
    }

    @Test
    void partsOfAManifestAreShownAndGetAFileOfTheirOwnWhenTheyAreEdited() {
        design("stair", Map.of("okh.toml", "# ours\nname = \"Stair\"\n\n[[part]]\nname = \"Step\"\nquantity = 4\n"));
        assertThat(page("/@ada/stair/parts", "en")).contains("Step");
        var saved = send(
                "stair",
                "name",
                "Step",
                "quantity",
                "4",
                "name",
                "Glue",
                "quantity",
                "some",
                "name",
                "",
                "quantity",
                "");
        assertThat(saved.status()).as(saved.text()).isEqualTo(303);
        assertThat(file("stair", "bom.csv"))
                .isEqualTo(
                        "name,quantity,unit,material,link,design,cost,currency,note\nStep,4,,,,,,,\nGlue,some,,,,,,,\n");
        assertThat(file("stair", "okh.toml")).startsWith("# ours\nname = \"Stair\"\nbom = \"bom.csv\"\n");
    }

    @Test
    void aPartThatIsADesignHereBecomesARelationAndLeavesWithItsLine() {
        design("door", Map.of("door.scad", "cube(1);"));
        var wrong = send(
                "door", "name", "Hinge", "design", "ada/nothing", "cost", "much", "quantity", "-2", "link", "data:x");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains(
                        "id=\"design-0-fault\"",
                        "id=\"cost-0-fault\"",
                        "id=\"quantity-0-fault\"",
                        "id=\"link-0-fault\"",
                        "value=\"ada/nothing\"");
        assertThat(send("door", "name", "Hinge", "quantity", "2", "design", hub.address() + "/@ada/hinge")
                        .status())
                .isEqualTo(303);
        assertThat(used("door")).containsExactly("ada/hinge");
        assertThat(page("/@ada/door", "en")).contains("/@ada/hinge");
        assertThat(page("/@ada/door/parts", "en"))
                .as("columns that no line fills in are left out")
                .doesNotContain("Cost of one", "Where to get it");
        // In a circle nothing could be made first.
        var circle = ada.form("/@ada/hinge/parts/edit", "name=Door&design=ada/door", "Accept", HTML);
        assertThat(circle.status()).isEqualTo(409);
        assertThat(circle.text()).contains("ada/door");
        assertThat(send("door", "name", "Tape").status()).isEqualTo(303);
        assertThat(used("door")).isEmpty();
    }

    @Test
    void whoWasSlowerSeesTheOtherListAndKeepsTheirs() {
        design("shelf", Map.of("bom.csv", "name,quantity\nBoard,2\n"));
        var base =
                ada.get("/api/v1/designs/ada/shelf").json().path("headRevision").asText();
        publish("shelf", Map.of("bom.csv", "name,quantity\nBoard,3\n"));
        var late = send("shelf", "base", base, "name", "Plank", "quantity", "2");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Board,3", "value=\"Plank\"");
        assertThat(file("shelf", "bom.csv")).contains("Board,3");
    }

    @Test
    void aFileThatIsNoListIsToldWithItsLine() {
        design("vase", Map.of("bom.csv", "name,quantity\nClay,\"2\n"));
        assertThat(page("/@ada/vase/parts", "en")).contains("opened in line 2 is never closed");
    }

    @Test
    void whatASpreadsheetWouldCalculateIsGuardedOnTheWayOutAndReadOnTheWayIn() throws BillCsv.Fault {
        design("trap", Map.of("bom.csv", "name,quantity\n\"=cmd|' /C calc'!A0\",1\n"));
        var csv = hub.anyone().get("/@ada/trap/parts.csv");
        assertThat(csv.text()).contains("\n'=cmd|");
        assertThat(BillCsv.read(csv.text()).get(0).name()).isEqualTo("=cmd|' /C calc'!A0");
    }

    @Test
    void inTheBrowserAListIsTakenFromAFileReorderedAndSaved() {
        design("radio", Map.of("radio.scad", "cube(1);"));
        try (var browser = Browser.open(hub);
                var window = browser.window(390, ColorScheme.DARK, "fr").signIn("ada")) {
            window.go("/@ada/radio/parts");
            var page = window.page();
            assertThat(window.barriers()).isEmpty();
            page.click("main .button.primary");
            page.click("summary");
            page.setInputFiles(
                    "#file",
                    new FilePayload(
                            "liste.csv",
                            "text/csv",
                            "Pièce;Quantité;Rang\nÉcrou;3;b\nVis;3;a\n".getBytes(Charset.forName("windows-1252"))));
            page.click("details button");
            assertThat(page.inputValue("#name-0")).isEqualTo("Écrou");
            page.click("button[value='up 1']");
            assertThat(page.inputValue("#name-0")).isEqualTo("Vis");
            page.click("button[value=add]");
            page.fill("#name-2", "Rondelle");
            assertThat(window.barriers()).isEmpty();
            assertThat(window.overhang()).isZero();
            page.click(".send .primary");
            page.waitForURL("**/@ada/radio/parts");
            assertThat(page.locator(".bill tbody tr").count()).isEqualTo(3);
            assertThat(window.barriers()).isEmpty();
            assertThat(window.overhang()).isZero();
            assertThat(window.complaints()).isEmpty();
        }
        assertThat(file("radio", "bom.csv")).contains("Rang\nVis,3,,,,,,,,a\nÉcrou,3,,,,,,,,b\nRondelle,");
    }
}
