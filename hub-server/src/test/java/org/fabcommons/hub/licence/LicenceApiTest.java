// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceApiTest {
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theListIsFoundPageByPageAndByWords() {
        var all = hub.anyone().get("/api/v1/licences").json();
        assertThat(all.path("items")).hasSize(100);
        assertThat(all.path("next").asInt()).isEqualTo(2);
        assertThat(all.path("total").asInt()).isGreaterThan(700);
        var cern = hub.anyone().get("/api/v1/licences?q=cern-ohl-s").json();
        assertThat(cern.at("/items/0/id").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(cern.at("/items/0/osiApproved").asBoolean()).isTrue();
        assertThat(cern.at("/items/0/offered").asBoolean()).isTrue();
        assertThat(hub.anyone().get("/api/v1/licences?q=GPL-3.0&page=99").json().path("items"))
                .isEmpty();
    }

    @Test
    void theRulesAreThereToReadWithTheirSources() {
        var book = hub.anyone()
                .get("/api/v1/licences/rules", "Accept-Language", "fr")
                .json();
        assertThat(book.path("version").asText()).isEqualTo(Rules.standard().version());
        assertThat(book.path("advice").asText()).contains("pas un conseil juridique");
        for (var rule : book.path("rules"))
            assertThat(rule.at("/sources/0/link").asText()).startsWith("https://");
    }

    @Test
    void ofAPartItIsToldThatItKeepsItsLicence() {
        var question = Map.of(
                "ancestors",
                List.of(Map.of("name", "lin/board", "licence", "CERN-OHL-S-2.0", "use", "part")),
                "licence",
                "MIT");
        var finding = hub.anyone()
                .post("/api/v1/licences/verdict", question, "Accept-Language", "fr")
                .json()
                .at("/findings/0");
        assertThat(finding.path("use").asText()).isEqualTo("part");
        assertThat(finding.path("text").asText()).contains("garde sa propre licence");
        assertThat(finding.path("conditions").toString()).contains("le tout passe sous cette licence");
        assertThat(finding.at("/sources/0/text").asText()).isEqualTo("CERN-OHL-S 2.0, sections 3.2, 3.3 et 4");
    }

    @Test
    void aVerdictExplainsItselfInTheReadersLanguage() {
        var question = Map.of(
                "ancestors",
                List.of(
                        Map.of("name", "ada/shell", "licence", "CC-BY-SA-4.0"),
                        Map.of("name", "lin/board", "licence", "CERN-OHL-S-2.0")),
                "licence",
                "CERN-OHL-S-2.0");
        var verdict = hub.anyone().post("/api/v1/licences/verdict", question).json();
        assertThat(verdict.path("outcome").asText()).isEqualTo("needs-permission");
        assertThat(verdict.path("rules").asText()).isEqualTo(Rules.standard().version());
        assertThat(verdict.path("ways").findValuesAsText("code")).contains("part", "ask");
        assertThat(verdict.at("/findings/0/text").asText()).contains("stays under CC BY-SA 4.0");
        assertThat(hub.anyone()
                        .post("/api/v1/licences/verdict", question, "Accept-Language", "fr")
                        .json()
                        .at("/findings/0/text")
                        .asText())
                .contains("reste sous CC BY-SA 4.0");
    }

    @Test
    void aQuestionThatCannotBeReadNamesEveryFault() {
        var answer = hub.anyone()
                .post(
                        "/api/v1/licences/verdict",
                        Map.of(
                                "ancestors",
                                List.of(Map.of("licence", "CC BY-SA 4.0", "use", "theft")),
                                "licence",
                                "MTI"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactly("ancestors[0].use", "ancestors[0].licence", "licence");
    }
}
