// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int run(String... words) {
        return AgentCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(words);
    }

    @Test
    void aGoodProfileIsToldWhatItAmountsTo() throws Exception {
        var file = Files.writeString(
                folder.resolve("mine.yaml"),
                "id: mine\nextends: marlin\nname: Mine\nsources: {envelope: measured by hand}\nenvelope: {maxX: 180}\n");
        assertThat(run("profile", "check", file.toString())).isZero();
        assertThat(out.toString()).contains("good profile", "travel 180.0 x 220.0 x 250.0 mm", "nozzle up to 275");
    }

    @Test
    void everyMistakeIsNamedWithItsLine() throws Exception {
        var file = Files.writeString(
                folder.resolve("mine.yaml"), "id: mine\nextends: marlin\nname: Mine\nsource: a guess\nspeed: 3\n");
        assertThat(run("profile", "check", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("mine.yaml:4: source is no key of a profile; did you mean sources?", "mine.yaml:5: speed")
                .contains("3 mistakes.");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        assertThat(run("profile", "check", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(out.toString()).contains("cannot be read");
    }

    @Test
    void allProfilesAreListed() {
        assertThat(run("profile", "list")).isZero();
        assertThat(out.toString()).contains(Profiles.standard().ids());
    }
}
