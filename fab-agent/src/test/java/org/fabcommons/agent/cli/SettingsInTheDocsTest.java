// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fabcommons.profile.ToolSetter;
import org.junit.jupiter.api.Test;

/** Whoever writes an {@code agent.yaml} finds each word of it explained, in English and in French. */
class SettingsInTheDocsTest {
    private static final List<String> PAGES =
            List.of("running-an-agent.md", "lab-policy.md", "cameras.md", "notifications.md", "firmware-profiles.md");

    private static final List<Class<? extends Record>> SETTINGS = List.of(
            AgentSettings.InFile.class,
            MachineOption.class,
            CameraOption.class,
            CameraOption.Model.class,
            NotifyOption.class,
            ToolSetter.class,
            PolicyOption.class,
            PolicyOption.Limits.class);

    @Test
    void everySettingOfTheAgentIsExplainedInBothLanguages() throws IOException {
        for (var folder : List.of("../docs", "../docs/fr")) {
            var text = new StringBuilder();
            for (var page : PAGES) text.append(Files.readString(Path.of(folder, page)));
            for (var settings : SETTINGS)
                assertThat(Arrays.stream(settings.getRecordComponents()).map(setting -> setting.getName()))
                        .as(folder + ", " + settings.getSimpleName())
                        .allMatch(
                                setting -> text.indexOf(setting + ":") >= 0 || text.indexOf("`" + setting + "`") >= 0);
        }
    }
}
