// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client lin;
    private static Hub.Client sam;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        lin = hub.as("lin");
        sam = hub.as("sam");
        publish(ada, "ada/lamp", "CC-BY-4.0", Map.of("lamp.txt", text("10"), "NOTICE", text("Copyright Ada")));
        publish(lin, "lin/hinge", "CERN-OHL-P-2.0", Map.of("LICENSE", text("CERN-OHL-P, Lin")));
        remix(sam, "ada/lamp", Map.of("name", "small", "note", "half *the* size"));
        remix(lin, "sam/small", Map.of("name", "bent", "also", List.of(Map.of("design", "lin/hinge", "kind", "part"))));
        lin.publish("lin/bent", "Bend the arm", Map.of("lamp.txt", text("5")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void publish(Hub.Client author, String design, String licence, Map<String, byte[]> files) {
        var name = design.split("/")[1];
        author.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", licence));
        assertThat(author.publish(design, "first", files).status()).isEqualTo(201);
    }

    private static void remix(Hub.Client author, String of, Map<String, Object> wish) {
        assertThat(author.post("/api/v1/designs/" + of + "/remixes", wish).status())
                .isEqualTo(201);
    }

    @Test
    void everythingItGoesBackToIsNamedWithTitleAuthorSourceLicenceAndChanges() {
        var text = hub.anyone().get("/@lin/bent/ATTRIBUTION.md").text();
        assertThat(text)
                .contains("“The lamp” by lin", "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)")
                .contains("Made of “The lamp” by sam (http://localhost:8080/@sam/small, CC BY 4.0)")
                .contains("“The lamp” by sam: http://localhost:8080/@sam/small")
                .contains("That goes back to “The lamp” by ada (http://localhost:8080/@ada/lamp, ")
                .contains("“The lamp” by ada: http://localhost:8080/@ada/lamp")
                .contains("half \\*the\\* size", "It came with sam/small")
                .contains("Uses unchanged", "“The hinge” by lin")
                .contains(": Bend the arm (", "not legal advice");
        assertThat(hub.anyone()
                        .get("/@lin/bent/ATTRIBUTION.md", "Accept-Language", "fr")
                        .text())
                .contains("par ada", "pas un conseil juridique");
    }

    @Test
    void peopleAndGroupsAreCalledByTheirNames() {
        assertThat(lin.post("/api/v1/groups", Map.of("handle", "menders", "displayName", "The Menders"))
                        .status())
                .isEqualTo(201);
        assertThat(lin.post(
                                "/api/v1/designs",
                                Map.of(
                                        "name", "chair",
                                        "title", "A chair",
                                        "summary", "To sit on",
                                        "licence", "CC-BY-4.0",
                                        "owner", "menders"))
                        .status())
                .isEqualTo(201);
        assertThat(hub.anyone().get("/@menders/chair/ATTRIBUTION.md").text())
                .contains("“A chair” by The Menders (http://localhost:8080/@menders/chair), under CC BY 4.0 (https:");
    }

    @Test
    void programsGetTheSameWithTheVerdictThatWasRecorded() {
        var it = hub.anyone().get("/api/v1/designs/lin/bent/attribution").json();
        assertThat(it.path("sources").findValuesAsText("id")).containsExactly("sam/small", "lin/hinge", "ada/lamp");
        assertThat(it.at("/sources/0/verdict/outcome").asText()).isEqualTo("permitted");
        assertThat(it.at("/sources/0/verdict/rules").asText()).isNotBlank();
        assertThat(it.at("/sources/1/kind").asText()).isEqualTo("part");
        assertThat(it.at("/sources/2/into").asText()).isEqualTo("sam/small");
        assertThat(it.at("/changes/0/message").asText()).isEqualTo("Bend the arm");
        assertThat(it.at("/today/duties").findValuesAsText("id")).contains("credit", "notices", "change-notice");
    }

    @Test
    void anArchiveCarriesTheAttributionTheNoticesOfOthersAndTheLicences() throws IOException {
        var files =
                unzip(hub.anyone().get("/@lin/bent/archive/head.zip").response().body());
        assertThat(files.keySet())
                .contains(
                        "ATTRIBUTION.md",
                        "NOTICE",
                        "NOTICES/lin-hinge/LICENSE",
                        "LICENSES/CC-BY-4.0.txt",
                        "LICENSES/CERN-OHL-P-2.0.txt")
                // What the design still has itself is not there twice.
                .doesNotContain("NOTICES/ada-lamp/NOTICE");
        assertThat(files.get("ATTRIBUTION.md")).contains("“The lamp” by ada");
        assertThat(files.get("LICENSES/CERN-OHL-P-2.0.txt")).contains("CERN Open Hardware Licence Version 2");
    }

    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                files.put(
                        entry.getName().replaceFirst("^[^/]*/", ""),
                        new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
        return files;
    }

    @Test
    void thePageShowsItToPeople() {
        var page = hub.anyone()
                .get("/@lin/bent/attribution", "Accept", "text/html")
                .text();
        assertThat(page)
                .contains(
                        "/@ada/lamp", "/@sam/small", "/@lin/hinge", "half *the* size", "in sam/small", "Bend the arm");
        assertThat(hub.anyone()
                        .get("/@ada/lamp/attribution", "Accept", "text/html")
                        .text())
                .contains("An original");
        assertThat(hub.anyone().get("/@lin/bent", "Accept", "text/html").text()).contains("/@lin/bent/attribution");
    }

    @Test
    void creditStaysWhenTheOriginalIsHidden() {
        publish(ada, "ada/secret", "MIT", Map.of("LICENSE", text("Ada keeps this")));
        remix(sam, "ada/secret", Map.of("name", "open"));
        assertThat(ada.put("/api/v1/designs/ada/secret/visibility", Map.of("visibility", "private"))
                        .status())
                .isLessThan(300);
        var text = hub.anyone().get("/@sam/open/ATTRIBUTION.md").text();
        assertThat(text).contains("“The secret” by ada: no longer here, was ada/secret");
        assertThat(hub.anyone().get("/@sam/open/archive/head.zip").status()).isEqualTo(200);
    }

    @Test
    void theOneSentenceNamesThePartsToo() {
        assertThat(hub.anyone().get("/@lin/bent/ATTRIBUTION.md").text())
                .contains("Uses “The hinge” by lin (http://localhost:8080/@lin/hinge, CERN-OHL-P 2.0) unchanged.");
    }

    @Test
    void whatComesWithAPartIsNotWhatItWasMadeOf() {
        publish(ada, "ada/tray", "CC0-1.0", Map.of("tray.txt", text("a tray")));
        remix(sam, "ada/tray", Map.of("name", "tray"));
        publish(lin, "lin/shelf", "CC0-1.0", Map.of("shelf.txt", text("a shelf")));
        assertThat(lin.post("/api/v1/designs/lin/shelf/ancestors", Map.of("design", "sam/tray", "kind", "part"))
                        .status())
                .isEqualTo(200);
        assertThat(hub.anyone().get("/@lin/shelf/ATTRIBUTION.md").text())
                .doesNotContain("## Made of")
                .contains("/@ada/tray", "It came with sam/tray");
    }

    @Test
    void ownChangesStayToldAfterTheAncestorsWereTakenOver() {
        publish(ada, "ada/stool", "CC-BY-4.0", Map.of("legs.txt", text("3")));
        remix(sam, "ada/stool", Map.of("name", "stool"));
        sam.publish("sam/stool", "A softer seat", Map.of("seat.txt", text("felt")));
        ada.publish("ada/stool", "Four legs", Map.of("legs.txt", text("4")));
        assertThat(sam.post("/api/v1/designs/sam/stool/take-over", Map.of("from", "ada/stool"))
                        .status())
                .isEqualTo(201);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/sam/stool/attribution")
                        .json()
                        .path("changes")
                        .findValuesAsText("message"))
                .anyMatch(message -> message.startsWith("Take over"))
                .contains("A softer seat")
                .doesNotContain("Four legs", "first");
    }

    @Test
    void aPermissionFurtherUpIsToldToWhoeverTakesTheDerivativeOn() {
        publish(ada, "ada/vase", "CC-BY-ND-4.0", Map.of("vase.txt", text("tall")));
        var asked = sam.post(
                "/api/v1/designs/ada/vase/permissions", Map.of("licence", "CC-BY-SA-4.0", "words", "A lower one"));
        var question = "/api/v1/permissions/" + asked.json().path("id").asText();
        assertThat(ada.post(question + "/answer", Map.of("granted", true, "words", ""))
                        .status())
                .isEqualTo(200);
        remix(sam, "ada/vase", Map.of("name", "bowl", "licence", "CC-BY-SA-4.0"));
        remix(lin, "sam/bowl", Map.of("name", "cup"));
        assertThat(hub.anyone().get("/@lin/cup/ATTRIBUTION.md").text()).contains("ada agreed to CC-BY-SA-4.0 on ");
    }

    @Test
    void theNoticesOfAnAncestorThatIsGoneStillGoAlong() throws IOException {
        publish(ada, "ada/crate", "CC-BY-4.0", Map.of("NOTICE", text("Copyright Ada, crates")));
        remix(sam, "ada/crate", Map.of("name", "crate"));
        sam.publish("sam/crate", "No notice of mine", Map.of("NOTICE", text("Copyright Sam")));
        ada.delete("/api/v1/designs/ada/crate");
        var files = unzip(
                hub.anyone().get("/@sam/crate/archive/head.zip").response().body());
        assertThat(files).containsEntry("NOTICES/ada-crate/NOTICE", "Copyright Ada, crates");
    }
}
