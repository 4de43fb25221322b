// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fabcommons.profile.Profile;
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

    private static final String MINE =
            "id: mine\nextends: 'marlin' # as it came\nname: Mine\nsources: {envelope: measured by hand}\nenvelope: {maxX: 180}\n";

    @Test
    void aProfileOfOnesOwnIsKnownByItsIdOnceAdded() throws Exception {
        var data = folder.resolve("data");
        var file = Files.writeString(folder.resolve("written down.yaml"), MINE);
        assertThat(run("profile", "add", file.toString(), "--data", data.toString()))
                .isZero();
        assertThat(data.resolve("profiles/mine.yaml")).hasContent(MINE);
        assertThat(run("profile", "list", "--data", data.toString())).isZero();
        assertThat(run("profile", "show", "mine", "--data", data.toString())).isZero();
        assertThat(out.toString()).contains("Mine (your own)", "profile: mine", MINE);

        // One may extend another.
        var longer =
                "id: longer\nextends: mine\nname: Longer\nsources: {envelope: a longer belt}\nenvelope: {maxY: 400}\n";
        var second = Files.writeString(folder.resolve("longer.yaml"), longer);
        assertThat(run("profile", "add", second.toString(), "--data", data.toString()))
                .isZero();
        assertThat(out.toString()).contains("travel 180.0 x 400.0 x 250.0 mm");
    }

    @Test
    void aProfileWithMistakesIsNotAdded() throws Exception {
        var data = folder.resolve("data");
        var file = Files.writeString(folder.resolve("mine.yaml"), MINE.replace("maxX", "maxx"));
        assertThat(run("profile", "add", file.toString(), "--data", data.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("mine.yaml:5: envelope.maxx");
        assertThat(data.resolve("profiles")).doesNotExist();
    }

    @Test
    void aProfileThatIsStillBeingWrittenIsTriedByItsFile() throws Exception {
        var part = Files.writeString(folder.resolve("part.gcode"), "G28\nM109 S200\nG1 X200 Y10 Z5 E5 F3000\n");
        var file = Files.writeString(folder.resolve("mine.yaml"), MINE);
        assertThat(run("analyse", part.toString(), "--profile", file.toString()))
                .isEqualTo(3);
        assertThat(out.toString())
                .contains("Machine    Mine (mine)", "X goes up to 200 mm; this machine ends at 180 mm");
    }

    @Test
    void aMachineOfTheSettingsMayBeOfAProfileOfItsOwners() throws Exception {
        var profiles = Files.createDirectories(folder.resolve("data/profiles"));
        Files.writeString(profiles.resolve("mine.yaml"), MINE);
        Files.writeString(profiles.resolve("faulty.yaml"), MINE.replace("id: mine", "id: faulty\nspeed: 3"));
        var known = new OwnProfiles(folder.resolve("data")).all();
        var machine = new MachineOption.Converter().convert("key=m,profile=mine,port=/dev/null");
        assertThat(machine.setup(known).profile().envelope().maxX()).isEqualTo(180);
        assertThat(known.all()).extracting(Profile::id).contains("mine").doesNotContain("faulty");
        var wrong = new MachineOption.Converter().convert("key=m,profile=faulty,port=/dev/null");
        assertThatThrownBy(() -> wrong.setup(known))
                .hasMessageContaining("Machine m: its profile has mistakes")
                .hasMessageContaining("faulty.yaml:2: speed is no key of a profile");
    }
}
