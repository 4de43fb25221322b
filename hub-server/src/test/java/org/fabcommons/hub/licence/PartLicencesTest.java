// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.okh.Okh;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hardware, documentation and software under licences of their own, from the form to the attribution of a remix. */
class PartLicencesTest {
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client bob;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        bob = hub.as("bob");
        var made = ada.post(
                "/api/v1/designs",
                Map.of(
                        "name", "clock",
                        "title", "Clock",
                        "summary", "Tells time",
                        "licence", "CERN-OHL-S-2.0",
                        "documentationLicence", "CC-BY-SA-4.0",
                        "softwareLicence", "GPL-3.0-or-later"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("documentationLicence").asText()).isEqualTo("CC-BY-SA-4.0");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String page(String path, String language) {
        return bob.get(path, "Accept", "text/html", "Accept-Language", language).text();
    }

    @Test
    void theyAreShownAndCarriedByTheManifest() throws Exception {
        assertThat(page("/@ada/clock", "fr")).contains("<dt>Logiciel</dt>", "GPL-3.0-or-later");
        var yaml = hub.anyone().get("/@ada/clock/okh.yml");
        var licences = Okh.read(Okh.Form.YAML, yaml.response().body()).tree().path("license");
        assertThat(licences.path("hardware").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(licences.path("documentation").asText()).isEqualTo("CC-BY-SA-4.0");
        assertThat(licences.path("software").asText()).isEqualTo("GPL-3.0-or-later");
        var toml = hub.anyone().get("/@ada/clock/okh.toml").response().body();
        assertThat(Okh.read(Okh.Form.TOML, toml).as(Okh.Form.YAML))
                .isEqualTo(Okh.read(Okh.Form.YAML, yaml.response().body()));
        assertThat(page("/@ada/clock/datapackage.json", "en")).contains("GPL-3.0-or-later");
    }

    @Test
    void aRemixKeepsThemAndIsRefusedWhereOnePartDoesNotFit() {
        var refused = bob.post(
                "/api/v1/designs/ada/clock/remixes", Map.of("name", "free-texts", "documentationLicence", "CC0-1.0"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("CC-BY-SA-4.0", "CC0-1.0");
        assertThat(page("/@ada/clock/remix?documentationLicence=CC0-1.0", "en"))
                .contains("Documentation</span> <span class=\"badge bad\">");

        assertThat(bob.post("/api/v1/designs/ada/clock/remixes", Map.of("name", "mine"))
                        .status())
                .isEqualTo(201);
        var remix = bob.get("/api/v1/designs/bob/mine").json();
        assertThat(remix.path("softwareLicence").asText()).isEqualTo("GPL-3.0-or-later");
        var attribution = bob.get("/api/v1/designs/bob/mine/attribution").json();
        assertThat(attribution.at("/sources/0/licences/documentation").asText()).isEqualTo("CC-BY-SA-4.0");
        assertThat(attribution.path("text").asText()).contains("software [GPL 3.0 or later]");
        assertThat(attribution.at("/today/outcome").asText()).isEqualTo("permitted");
    }

    @Test
    void theFormTellsAFaultAtItsFieldAndSavesWhatIsRight() {
        var fields = Map.of("title", "Clock", "summary", "Tells time", "licence", "CERN-OHL-S-2.0", "tags", "");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "dial", "title", "Dial", "summary", "Round", "licence", "CERN-OHL-S-2.0"));
        var answer = edit(fields, "documentationLicence", "CC-WHATEVER-9");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("id=\"documentationLicence-fault\">", "value=\"CC-WHATEVER-9\"");
        assertThat(edit(fields, "documentationLicence", "cc-by-4.0").status()).isEqualTo(303);
        assertThat(ada.get("/api/v1/designs/ada/dial")
                        .json()
                        .path("documentationLicence")
                        .asText())
                .isEqualTo("CC-BY-4.0");
        // What is the same as the hardware's is none of its own.
        assertThat(edit(fields, "documentationLicence", "CERN-OHL-S-2.0").status())
                .isEqualTo(303);
        assertThat(ada.get("/api/v1/designs/ada/dial")
                        .json()
                        .path("documentationLicence")
                        .isNull())
                .isTrue();
    }

    private static Hub.Answer edit(Map<String, String> fields, String field, String value) {
        var body = new StringBuilder();
        fields.forEach((name, text) -> body.append(part(name, text)));
        body.append(part(field, value)).append("--b--\r\n");
        return ada.raw(
                "POST",
                "/@ada/dial/edit",
                "multipart/form-data; boundary=b",
                body.toString().getBytes(StandardCharsets.UTF_8),
                "Accept",
                "text/html");
    }

    private static String part(String name, String text) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }
}
