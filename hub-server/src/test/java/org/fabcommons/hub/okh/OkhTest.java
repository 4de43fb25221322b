// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OkhTest {
    private static final String YAML =
            """
            %Open Know-How Manifest 1.0
            ---
            title: Été lamp
            description: Gives light, "softly".
            license:
              hardware: CERN-OHL-S-2.0
              documentation: CC-BY-SA-4.0
            licensor:
              name: Ada
              email: ada@example.org
            manifest-author: {name: Ada, email: ada@example.org}
            project-link: https://example.org/lamp
            version: "1.10"
            keywords: [light, home]
            making-instructions:
            - path: docs/make.md
              title: How to make it
            - path: docs/wire.md
            bom: bom.csv
            derivative-of:
              title: Older lamp
              web: https://example.org/old
            development-stage: prototype
            """;
    private static final String TOML =
            """
            okhv = "OKHv1.0"
            name = "Bit stair"
            repo = "https://example.org/stair"
            version = "1.0.0"
            license = "CERN-OHL-P-2.0 OR MIT"
            licensor = ["Lin", "Ada"]
            function = "Holds bits."
            source = ["stair.scad"]
            tsdc = ["3DP"]
            mass = 12.5

            [outer-dimensions]
            width = 76.0
            depth = 57
            height = 40

            [[part]]
            name = "Stair"
            source = ["stair.scad"]
            infill = 15
            supports = false
            """;

    @Test
    void aManifestTurnedIntoTheOtherFormAndBackIsWhatItWas() throws OkhFault {
        for (var manifest : new Okh[] {read(Okh.Form.YAML, YAML), read(Okh.Form.TOML, TOML)})
            for (var form : Okh.Form.values()) {
                var other = manifest.as(form);
                assertThat(Okh.read(form, bytes(other.text())))
                        .as("written and read")
                        .isEqualTo(other);
                assertThat(other.as(manifest.form())).isEqualTo(manifest);
            }
    }

    @Test
    void whatHasAFieldOfItsOwnIsFoundThere() throws OkhFault {
        var toml = read(Okh.Form.YAML, YAML).as(Okh.Form.TOML);
        assertThat(toml.title()).contains("Été lamp");
        assertThat(toml.text("repo")).contains("https://example.org/lamp");
        assertThat(toml.text("license")).contains("CERN-OHL-S-2.0");
        assertThat(toml.texts("manufacturing-instructions")).containsExactly("docs/make.md", "docs/wire.md");
        var yaml = read(Okh.Form.TOML, TOML).as(Okh.Form.YAML);
        assertThat(yaml.title()).contains("Bit stair");
        assertThat(yaml.tree().at("/license/hardware").asText()).isEqualTo("CERN-OHL-P-2.0 OR MIT");
        assertThat(yaml.tree().at("/design-files/0/path").asText()).isEqualTo("stair.scad");
        assertThat(yaml.text()).startsWith("%Open Know-How Manifest 1.0\n---\n");
    }

    @Test
    void aGoodManifestHasNoFaultsAndABadOneHasOneForEachField() throws OkhFault {
        assertThat(read(Okh.Form.YAML, YAML).faults()).isEmpty();
        assertThat(read(Okh.Form.TOML, TOML).faults()).isEmpty();
        var bad = read(
                Okh.Form.TOML,
                """
                okhv = "9"
                name = " "
                repo = "example"
                license = "GPL maybe"
                licensor = "Lin"
                source = ["../../etc/passwd", "a.scad"]
                documentation-language = ["en", "english language"]
                mass = "heavy"
                outer-dimensions = {width = 1, depth = -2, height = 3}
                [[part]]
                name = "Nut"
                """);
        assertThat(bad.faults())
                .extracting(finding -> finding.field() + " " + finding.code())
                .containsExactly(
                        "okhv version-unknown",
                        "name required",
                        "version required",
                        "function required",
                        "repo no-address",
                        "license licence-unknown",
                        "documentation-language language-unknown",
                        "source.1 path-leads-out",
                        "mass mass-grams",
                        "outer-dimensions size-millimetres",
                        "part.1.source part-files");
        assertThat(read(Okh.Form.YAML, "title: Lamp\n").faults())
                .extracting(OkhFinding::field)
                .containsExactly(
                        "description",
                        "license",
                        "licensor.name",
                        "manifest-author.name",
                        "manifest-author.email",
                        "documentation-home");
    }

    @Test
    void whatIsMissingForGoodDocumentationIsSuggestedInBothForms() throws OkhFault {
        assertThat(read(Okh.Form.TOML, TOML).suggestions())
                .extracting(OkhFinding::field)
                .containsExactly(
                        "image", "export", "manufacturing-instructions", "user-manual", "documentation-language");
        assertThat(read(Okh.Form.YAML, YAML).suggestions())
                .extracting(OkhFinding::field)
                .contains("image", "operating-instructions")
                .doesNotContain("user-manual", "manufacturing-instructions", "export");
    }

    @Test
    void aTextThatIsNoManifestIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read(Okh.Form.TOML, "name = \"x\"\nversion = \n"))
                .isInstanceOfSatisfying(
                        OkhFault.class, fault -> assertThat(fault.line()).isEqualTo(2));
        assertThatThrownBy(() -> read(Okh.Form.YAML, "title: x\n  bad: [\n"))
                .isInstanceOfSatisfying(
                        OkhFault.class, fault -> assertThat(fault.line()).isGreaterThan(1));
        assertThatThrownBy(() -> read(Okh.Form.YAML, "- a\n- b\n")).isInstanceOf(OkhFault.class);
        assertThatThrownBy(() -> read(Okh.Form.YAML, "a: ".repeat(3) + "[".repeat(5000)))
                .isInstanceOf(OkhFault.class);
        assertThatThrownBy(() -> Okh.read(Okh.Form.TOML, new byte[Okh.MOST_BYTES + 1]))
                .isInstanceOf(OkhFault.class);
    }

    @Test
    void theStarterDesignsManifestsAreGoodAndTurnBothWays() throws Exception {
        try (var designs = Files.list(Path.of("..", "designs"))) {
            for (var design : designs.filter(folder -> Files.exists(folder.resolve("okh.toml")))
                    .toList()) {
                var okh = Okh.read(Okh.Form.TOML, Files.readAllBytes(design.resolve("okh.toml")));
                assertThat(okh.faults()).as(design.toString()).isEmpty();
                assertThat(okh.as(Okh.Form.YAML).as(Okh.Form.TOML)).isEqualTo(okh);
            }
        }
    }

    @Test
    void onlyFilesAtTheRootWithItsNameAreManifests() {
        assertThat(Okh.Form.ofPath("okh.toml")).contains(Okh.Form.TOML);
        assertThat(Okh.Form.ofPath("okh-lamp.yml")).contains(Okh.Form.YAML);
        assertThat(Okh.Form.ofPath("parts/okh.toml")).isEmpty();
        assertThat(Okh.Form.ofPath("okh.txt")).isEmpty();
    }

    @Test
    void whatAFormChangesIsChangedInTheTextAndAllElseStaysAsItWasWritten() throws OkhFault {
        var toml =
                """
                # Lin's own manifest
                okhv = "2.4" # the newest
                name = "Stair"
                my-own = [1, 2] # nobody else knows this

                # where it lives
                repo = "https://example.org"
                source = [
                  "a.scad", # main
                  "b.scad",
                ]

                # the parts
                [[part]]
                name = "Step" # needed four times
                source = ["step.scad"]

                [custom.deep]
                x = 1
                """;
        var okh = read(Okh.Form.TOML, toml);
        assertThat(okh.textLike(toml)).isEqualTo(toml);
        var changed = okh.with(Map.of(
                        OkhField.TITLE, List.of("Stairs"),
                        OkhField.VERSION, List.of("2"),
                        OkhField.MASS, List.of("12,5"),
                        OkhField.SOURCE, List.of("a.scad"),
                        OkhField.HOME, List.of("https://example.org")))
                .textLike(toml);
        assertThat(changed)
                .isEqualTo(
                        """
                        # Lin's own manifest
                        okhv = "2.4" # the newest
                        name = "Stairs"
                        my-own = [1, 2] # nobody else knows this

                        # where it lives
                        repo = "https://example.org"
                        source = ["a.scad"]
                        version = "2"
                        mass = 12.5

                        # the parts
                        [[part]]
                        name = "Step" # needed four times
                        source = ["step.scad"]

                        [custom.deep]
                        x = 1
                        """);
        var yaml =
                """
                %Open Know-How Manifest 1.0
                ---
                # ours
                title: Lamp # bright
                making-instructions:
                  - path: docs/make.md # first
                    title: Making
                licensor:
                    name: Ada

                extra: {a: 1}
                """;
        var more = read(Okh.Form.YAML, yaml)
                .with(Map.of(
                        OkhField.MAKING, List.of("docs/make.md", "docs/wire.md"),
                        OkhField.DOCUMENTATION_LICENCE, List.of("CC-BY-4.0"),
                        OkhField.LICENSOR, List.of()));
        assertThat(more.textLike(yaml))
                .startsWith("%Open Know-How Manifest 1.0\n---\n# ours\ntitle: Lamp # bright\nmaking-instructions:\n")
                .contains("title: Making", "docs/wire.md", "extra: {a: 1}", "documentation: CC-BY-4.0")
                .doesNotContain("Ada");
    }

    @Test
    void licencesOfOtherPartsTurnBothWays() throws OkhFault {
        var toml = read(Okh.Form.TOML, TOML)
                .with(Map.of(OkhField.LICENCE, List.of("CERN-OHL-S-2.0"), OkhField.SOFTWARE_LICENCE, List.of("MIT")));
        assertThat(toml.as(Okh.Form.YAML).tree().at("/license/software").asText())
                .isEqualTo("MIT");
        assertThat(toml.as(Okh.Form.YAML).tree().at("/license/hardware").asText())
                .isEqualTo("CERN-OHL-S-2.0");
        assertThat(toml.as(Okh.Form.YAML).as(Okh.Form.TOML)).isEqualTo(toml);
        assertThat(toml.with(Map.of(OkhField.SOFTWARE_LICENCE, List.of()))
                        .tree()
                        .has("okh-v1"))
                .isFalse();
    }

    private static Okh read(Okh.Form form, String text) throws OkhFault {
        return Okh.read(form, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
