// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push may do to the record of what a design was made of. */
class CreditByPushTest {
    private static Hub hub;
    private static Hub.Client bob;
    private static int number;

    @TempDir
    private Path folder;

    private String remix;
    private Git clone;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        var made = hub.as("ada")
                .post(
                        "/api/v1/designs",
                        Map.of("name", "lamp", "title", "Lamp", "summary", "Light", "licence", "CC-BY-4.0"));
        assertThat(made.status()).isEqualTo(201);
        bob = hub.as("bob");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void cloneARemix() {
        var name = "mine-" + ++number;
        remix = "bob/" + name;
        assertThat(bob.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", name, "note", "Smaller"))
                        .status())
                .isEqualTo(201);
        var git = new Git(folder);
        git.run("clone", "-q", Git.address(hub.address(), "bob", bob.token(), remix), "mine")
                .fine();
        clone = git.in("mine");
    }

    private Path manifest() {
        return clone.folder().resolve(".fabcommons/design.yml");
    }

    private String pushed(String text) throws IOException {
        Files.writeString(manifest(), text);
        clone.commit("by hand");
        return clone.run("push", "-q").text();
    }

    @Test
    void aPushThatDropsAnAncestorIsRefusedAndTellsTheWayOut() throws IOException {
        var text = Files.readString(manifest());
        var said = pushed(text.substring(0, text.indexOf("derivedFrom:")) + "derivedFrom: []\n");
        // The other end may wrap the message.
        assertThat(said.replaceAll("\\s*\\R\\s*(remote:)?\\s*", " "))
                .contains("ada/lamp", "credit is not lost by a push", "/@" + remix + "/ancestors");
        assertThat(bob.get("/@" + remix, "Accept", "text/html").text()).contains("/@ada/lamp");
    }

    @Test
    void aPushCannotForgeWhatIsRecordedOfAnAncestor() throws IOException {
        var text = Files.readString(manifest());
        assertThat(pushed(text.replace(
                        "title: \"Lamp\"\n  licence: \"CC-BY-4.0\"", "title: \"Lamp\"\n  licence: \"CC0-1.0\"")))
                .contains("What is recorded of ada/lamp");
        assertThat(Files.readString(manifest())).contains("CC0-1.0");
    }

    @Test
    void aPushThatPinsAnAncestorAtARevisionThatItDoesNotHaveIsRefused() throws IOException {
        var text = Files.readString(manifest());
        assertThat(pushed(text.replaceFirst("revision: \"[0-9a-f]{40}\"", "revision: \"" + "f".repeat(40) + "\"")))
                .contains(".fabcommons/design.yml:", ": derivedFrom: ada/lamp has no revision “ffff");
    }

    @Test
    void theRestOfTheDescriptionMayChangeByPush() throws IOException {
        assertThat(pushed(Files.readString(manifest()).replace("summary: \"Light\"", "summary: \"Less light\"")))
                .doesNotContain("rejected");
        assertThat(bob.get("/api/v1/designs/" + remix).json().path("summary").asText())
                .isEqualTo("Less light");
    }

    @Test
    void aLicenceThatAnAncestorDoesNotAllowIsRefusedWithTheFileAndTheLineThatNameIt() throws IOException {
        var text = Files.readString(manifest());
        assertThat(pushed(text.replaceFirst("licence: \"CC-BY-4.0\"", "licence: \"CC0-1.0\"")))
                .contains(".fabcommons/design.yml:8: licence: ", "ada/lamp is under CC-BY-4.0");
        clone.run("reset", "-q", "--hard", "HEAD~").fine();
        clone.write("okh.toml", "okhv = \"2.4\"\nname = \"Mine\"\n\n# As I like it.\nlicense = \"CC0-1.0\"\n");
        clone.commit("a manifest");
        assertThat(clone.run("push", "-q").text()).contains("okh.toml:5: license: ", "ada/lamp is under CC-BY-4.0");
        assertThat(bob.get("/api/v1/designs/" + remix).json().path("licence").asText())
                .isEqualTo("CC-BY-4.0");
    }
}
