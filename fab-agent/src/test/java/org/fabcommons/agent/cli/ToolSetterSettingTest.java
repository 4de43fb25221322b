// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.profile.Profiles;
import org.fabcommons.profile.ToolSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** A tool setter in {@code agent.yaml}, beside the machine's port. */
class ToolSetterSettingTest {
    /** The settings that the page shows, indented by four blanks. */
    private static final Pattern SHOWN = Pattern.compile("(?m)(?:^    .*\\R)*^ {8,}toolSetter:\\R(?:^ {8,}.*\\R)+");

    @TempDir
    private Path folder;

    @Command
    static final class Program {
        @Mixin
        private AgentSettings settings = new AgentSettings();
    }

    private List<MachineOption> read(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("agent.yaml"), yaml);
        var program = new Program();
        new CommandLine(program).parseArgs("--config", file.toString());
        return program.settings.machines(program.settings.file(), List.of());
    }

    @Test
    void whatTheDocumentationShowsIsUnderstood() throws IOException {
        for (var page : List.of("../docs/firmware-profiles.md", "../docs/fr/firmware-profiles.md")) {
            var shown = SHOWN.matcher(Files.readString(Path.of(page)));
            assertThat(shown.find()).as(page).isTrue();
            var profile = read(shown.group()).get(0).setup(Profiles.standard()).profile();
            assertThat(profile.toolSetter())
                    .contains(new ToolSetter(ToolSetter.Kind.FIXED, -5, -5, -2, 60, 200, Optional.empty()));
            assertThat(profile.commands().hostChangesTools()).isTrue();
        }
    }

    private static String mill(String profile, String setter) {
        return """
                machines:
                  - key: mill
                    profile: %s
                    port: /dev/ttyUSB0
                    toolSetter: {%s}
                """
                .formatted(profile, setter);
    }

    @Test
    void whatCannotBeIsRefusedWithTheMachineAndTheWord() {
        var fixed = "kind: fixed, x: -5, y: -5, clearZ: -2, travelMm: 60, feedMmPerMin: 200";
        for (var none : List.of("tinyg", "g2core", "marlin", "hpgl"))
            assertThatThrownBy(() -> read(mill(none, fixed)))
                    .as(none)
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContainingAll("Machine mill", "toolSetter", "probes");
        assertThatThrownBy(() -> read(mill("grblhal", fixed.replace("fixed", "plate"))))
                .isInstanceOf(ParameterException.class)
                .hasMessageContainingAll("line 5", "thicknessMm");
        assertThatThrownBy(() -> read(mill("grblhal", fixed.replace("travelMm: 60", "travelMm: -1"))))
                .hasMessageContainingAll("line 5", "travelMm", "above 0");
        assertThatThrownBy(() -> read(mill("grblhal", fixed.replace("travelMm", "travel"))))
                .hasMessageContainingAll("machines 1, toolSetter", "travelMm");
    }
}
