// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.git.Git;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say of a design is so, whichever way they came: licences of the manifest, designs of the bill. */
class FromFilesTest {
    private static Hub hub;
    private static Hub.Client ada;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        design("hinge", "CC-BY-4.0");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void design(String name, String licence) {
        var made = ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", licence));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private Git clone(String name) {
        var git = new Git(folder);
        git.run("clone", "-q", Git.address(hub.address(), "ada", ada.token(), "ada/" + name), name)
                .fine();
        return git.in(name);
    }

    /** What the client prints, its lines put together again. */
    private static String push(Git clone, String path, String text) {
        clone.write(path, text);
        clone.commit("by hand");
        return clone.run("push", "-q").text().replaceAll("\\s*\\R\\s*(remote:)?\\s*", " ");
    }

    private static List<String> used(String name) {
        var edges = ada.get("/api/v1/designs/ada/" + name + "/derivations?direction=ancestors")
                .json()
                .path("edges");
        edges.forEach(edge -> assertThat(edge.path("kind").asText()).isEqualTo("part"));
        return edges.findValuesAsText("from");
    }

    private static int describe(String name, String licence, String documentation, String software) {
        var body = new StringBuilder();
        Map.of(
                        "title", "The " + name,
                        "summary", "Useful",
                        "licence", licence,
                        "documentationLicence", documentation,
                        "softwareLicence", software)
                .forEach((field, text) -> body.append(
                        "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + text + "\r\n"));
        return ada.raw(
                        "POST",
                        "/@ada/" + name + "/edit",
                        "multipart/form-data; boundary=b",
                        body.append("--b--\r\n").toString().getBytes(StandardCharsets.UTF_8),
                        "Accept",
                        "text/html")
                .status();
    }

    private static JsonNode described(String name) {
        return ada.get("/api/v1/designs/ada/" + name).json();
    }

    @Test
    void aPushedBillRecordsItsPartsAndWhoeverPushedGoesOnAfterAPull() {
        design("door", "CC-BY-4.0");
        var clone = clone("door");
        var said = push(
                clone,
                "bom.csv",
                "name,quantity,design\n"
                        + "Hinge,2,ada/hinge\n"
                        + "Lock,1,ada/nowhere\n"
                        + "Knob,1,https://elsewhere.example/@ada/hinge\n");
        assertThat(said)
                .contains("Run git pull before you go on", "\"Lock\" is said to be the design ada/nowhere", "\"Knob\"");
        assertThat(used("door")).containsExactly("ada/hinge");
        clone.run("pull", "-q").fine();
        assertThat(clone.run("log", "-1", "--format=%an: %s").fine().text())
                .isEqualTo("ada: Write down what its files say of it\n");
        // Nothing new to write down: the branch is where it was pushed to.
        assertThat(push(clone, "README.md", "# Door\n")).isEmpty();
        assertThat(described("door").path("headRevision").asText()).isEqualTo(clone.head());
        assertThat(push(clone, "bom.csv", "name,quantity\nHinge,2\n")).contains("git pull");
        assertThat(used("door")).isEmpty();
    }

    @Test
    void anUploadedBillRecordsTheSameInTheSameRevision() {
        design("gate", "CC-BY-4.0");
        var bill = "name,design\nHinge,ada/hinge\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ada.publish("ada/gate", "parts", Map.of("bom.csv", bill)).status())
                .isEqualTo(201);
        assertThat(used("gate")).containsExactly("ada/hinge");
        assertThat(ada.get("/api/v1/designs/ada/gate/revisions").json().path("items"))
                .hasSize(2);
        // A remix begins with the same files, and so with the same parts.
        assertThat(hub.as("bob")
                        .post("/api/v1/designs/ada/gate/remixes", Map.of("name", "gate"))
                        .status())
                .isEqualTo(201);
        assertThat(ada.get("/api/v1/designs/bob/gate/derivations?direction=ancestors&depth=1")
                        .json()
                        .path("edges")
                        .findValuesAsText("kind"))
                .containsExactly("remix", "part");
        // In a circle nothing could be made first.
        var circle = push(clone("hinge"), "bom.csv", "name,design\nGate,ada/gate\n");
        assertThat(circle).contains("rejected", "ada/gate");
        assertThat(used("hinge")).isEmpty();
        var data = hub.anyone().get("/@ada/gate", "Accept", "text/html").text();
        assertThat(data).contains("\"hasPart\":[{", "/@ada/hinge\"");
        assertThat(hub.anyone()
                        .get("/@ada/gate/datapackage.json")
                        .json()
                        .at("/parts/0/design")
                        .asText())
                .isEqualTo("ada/hinge");
        assertThat(hub.anyone().get("/@ada/gate/parts", "Accept", "text/html").text())
                .contains("\"@type\":\"HowTo\"", "\"@type\":\"HowToSupply\",\"name\":\"Hinge\"");
    }

    @Test
    void aKitIsMadeOfMoreDesignsThanAnythingIsDerivedFrom() {
        design("kit", "CC-BY-4.0");
        var bill = new StringBuilder("name,design\n");
        for (int i = 1; i <= 21; i++) {
            design("piece-" + i, "CC-BY-4.0");
            bill.append("Piece,ada/piece-").append(i).append('\n');
        }
        var bytes = bill.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(ada.publish("ada/kit", "parts", Map.of("bom.csv", bytes)).status())
                .isEqualTo(201);
        assertThat(used("kit")).hasSize(21);
    }

    @Test
    void aPushedManifestsLicencesAreTheDesigns() throws IOException {
        design("clock", "CERN-OHL-S-2.0");
        var clone = clone("clock");
        var yaml =
                """
                title: Clock
                license:
                  hardware: CERN-OHL-W-2.0
                  documentation: CC-BY-4.0
                  software: MIT
                """;
        assertThat(push(clone, "okh.yml", yaml)).contains("git pull");
        assertThat(described("clock").path("licence").asText()).isEqualTo("CERN-OHL-W-2.0");
        assertThat(described("clock").path("documentationLicence").asText()).isEqualTo("CC-BY-4.0");
        assertThat(described("clock").path("softwareLicence").asText()).isEqualTo("MIT");
        clone.run("pull", "-q").fine();
        // What it names no longer is gone, what nobody can read is told.
        assertThat(push(
                        clone,
                        "okh.yml",
                        yaml.replace("  software: MIT\n", "").replace("CERN-OHL-W-2.0", "free for all")))
                .contains("\"free for all\" is no SPDX expression", "git pull");
        assertThat(described("clock").path("licence").asText()).isEqualTo("CERN-OHL-W-2.0");
        assertThat(described("clock").path("softwareLicence").isNull()).isTrue();
        // Said anew on its page, the file follows.
        clone.run("pull", "-q").fine();
        assertThat(push(clone, "okh.yml", yaml)).contains("git pull");
        assertThat(describe("clock", "CERN-OHL-S-2.0", "CC-BY-4.0", "MIT")).isEqualTo(303);
        clone.run("pull", "-q").fine();
        assertThat(Files.readString(clone.folder().resolve("okh.yml")))
                .isEqualTo(yaml.replace("CERN-OHL-W-2.0", "CERN-OHL-S-2.0"));
    }

    @Test
    void aManifestWhoseLicenceTheAncestryForbidsIsRefused() {
        hub.as("bob")
                .post(
                        "/api/v1/designs",
                        Map.of("name", "lamp", "title", "Lamp", "summary", "Light", "licence", "CERN-OHL-S-2.0"));
        assertThat(ada.post("/api/v1/designs/bob/lamp/remixes", Map.of("name", "lantern"))
                        .status())
                .isEqualTo(201);
        assertThat(push(clone("lantern"), "okh.toml", "name = \"Lantern\"\nlicense = \"MIT\"\n"))
                .contains("rejected", "bob/lamp", "CERN-OHL-S-2.0");
        assertThat(described("lantern").path("licence").asText()).isEqualTo("CERN-OHL-S-2.0");
    }
}
