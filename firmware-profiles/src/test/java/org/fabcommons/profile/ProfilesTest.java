// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    @Test
    void everyFileInTheFolderIsListedInTheIndex() throws Exception {
        try (var files = Files.list(Path.of("profiles"))) {
            var ids = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(name -> !name.equals("index") && !name.endsWith(".json"))
                    .toList();
            assertThat(Profiles.standard().ids()).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void eachFamilyHasADefaultProfileOfItsName() {
        for (var family : Family.values())
            Profiles.standard().find(family.wireName()).ifPresent(profile -> assertThat(profile.family())
                    .isEqualTo(family));
    }

    @Test
    void aModelHasWhatItsFamilyHasExceptWhatItSays() {
        var model = Profiles.standard().require("creality-ender-3");
        var family = Profiles.standard().require("marlin");
        assertThat(model.limits().nozzleMaxC()).hasValue(260.0);
        assertThat(model.limits().feedMaxMmPerMin()).isEqualTo(family.limits().feedMaxMmPerMin());
        assertThat(model.commands()).isEqualTo(family.commands());
    }

    @Test
    void namesWithEnglishWordsAreThereInFrench() {
        var english = Pattern.compile("\\b(with|or|printer|mill|cutter|plotter|laser|changer)\\b");
        for (var profile : Profiles.standard().all())
            if (english.matcher(profile.name()).find())
                assertThat(FrenchNames.find(profile.id())).as(profile.id()).isPresent();
        assertThat(Profiles.standard().ids()).containsAll(FrenchNames.ids());
        assertThat(Profiles.standard().require("genmitsu-3018").nameIn(Locale.FRENCH))
                .isEqualTo("Fraiseuse Genmitsu 3018");
    }

    @Test
    void aPersonsOwnIsTheSameWhereWhatItExtendsIsNot() {
        var own = Profiles.standard()
                .and(
                        Map.of(
                                "mine",
                                new Profiles.Own(
                                        "mine.yaml",
                                        "id: mine\nextends: hers\nname: Mine\nsources: {envelope: measured}\nenvelope: {maxX: 90}\n"),
                                "hers",
                                new Profiles.Own(
                                        "hers.yaml",
                                        "id: hers\nextends: klipper\nname: Hers\nsources: {commands: her macros}\ncommands: {also: [LIFT]}\n")));
        var mine = own.require("mine");
        assertThat(mine.commands().allowed()).contains("LIFT");
        assertThat(Profiles.read("told", own.whole("mine").orElseThrow())).isEqualTo(mine);
        assertThat(own.whole("klipper")).isEmpty();
        // Of two with one name theirs is meant.
        var other = own.and(Map.of(
                "voron-0",
                new Profiles.Own(
                        "voron-0.yaml", "id: voron-0\nextends: klipper\nname: Ours\nsources: {kind: our own one}\n")));
        assertThat(other.require("voron-0").name()).isEqualTo("Ours");
        assertThat(other.ids()).containsOnlyOnce("voron-0");
    }

    @Test
    void noCommandIsBothAllowedAndDenied() {
        for (var profile : Profiles.standard().all())
            assertThat(profile.commands().allowed())
                    .as(profile.id())
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(profile.commands().denied().keySet());
    }

    @Test
    void theTextsOfTheFirmwareAreExpressionsThatCompile() {
        for (var profile : Profiles.standard().all()) {
            var replies = profile.replies();
            assertThat(replies.greetings()).allSatisfy(Pattern::compile);
            replies.busy().ifPresent(Pattern::compile);
            replies.fatal().forEach(Pattern::compile);
            replies.heaterFault().forEach(Pattern::compile);
            replies.harmless().forEach(Pattern::compile);
        }
    }

    @Test
    void anUnknownProfileIsRefusedWithTheNamesOfThoseThatExist() {
        assertThatThrownBy(() -> Profiles.standard().require("reprap"))
                .hasMessageContaining("reprap")
                .hasMessageContaining("marlin, prusa, repetier");
    }
}
