// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.fabcommons.preflight.Secrets.Secret;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static List<Secret> found(String file) {
        var secrets = new Secrets();
        var bytes = file.getBytes(StandardCharsets.UTF_8);
        secrets.take(bytes, 0, bytes.length);
        return secrets.found();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; printhost_apikey = 6F0A",
                "; printhost_password = hunter2",
                ";printhost_password=hunter2",
                "\t; octoprint_apikey = \"6F0A\"",
                "; bbl_printer_access_code = 12345678",
                "; Access Code = 12345678",
                "; print_host = http://ada:hunter2@printer.local/",
                "; print_host_webui = https://printer.local/?x=1&apikey=6F0A",
                "; duet_auth_token = 6F0A;\"\""
            })
    void aSettingWithASecretIsNoticed(String line) {
        assertThat(found("G28\n" + line + "\nG1 X1")).singleElement().satisfies(secret -> {
            assertThat(secret.line()).isEqualTo(2);
            assertThat(line).contains(secret.name());
            assertThat(secret.name()).doesNotContain("6F0A", "hunter2", "12345678");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; printhost_apikey = ",
                "; printhost_apikey =",
                "; printhost_password = \"\"",
                "; printhost_password = \"\";\"\"",
                "; printhost_password = ********",
                "; printhost_authorization_type = key",
                "; printhost_user = ada",
                "; print_host = 192.168.1.20:80",
                "; print_host_webui = http://printer.local:5000/a@b?tab=1",
                "; see https://example.org/?q=password",
                "; the password is not written here",
                "; 6F0Atoken==",
                "M117 password = x",
                "G1 X1 ; layer_height = 0.2",
                ";TYPE:External perimeter"
            })
    void whatHoldsNoSecretIsLeftAlone(String line) {
        assertThat(found("G28\n" + line + "\nG1 X1")).isEmpty();
    }

    @Test
    void anAddressByItselfIsCalledUrl() {
        assertThat(found("; made for http://ada:hunter2@printer.local")).containsExactly(new Secret("URL", 1));
    }

    @Test
    void linesAreCountedAsEverywhereWhateverTheirEndAndThePiecesTheyComeIn() {
        var bytes = "G28\r\n\r\nG1 X1\r; printhost_apikey = a\n; printhost_password = b\r\n; printhost_apikey = c"
                .getBytes(StandardCharsets.UTF_8);
        var secrets = new Secrets();
        for (int i = 0; i < bytes.length; i++) secrets.take(bytes, i, 1);
        assertThat(secrets.found())
                .containsExactly(new Secret("printhost_apikey", 4), new Secret("printhost_password", 5));
    }

    @Test
    void aHugeCommentAndManySecretsAreBounded() {
        var many = new StringBuilder("; a_token = " + "x".repeat(100_000) + "; b_token = y\n");
        for (int i = 0; i < 100; i++) many.append("; key").append(i).append("_password = x\n");
        assertThat(found(many.toString()))
                .hasSize(Secrets.MAX)
                .startsWith(new Secret("a_token", 1), new Secret("key0_password", 2));
    }

    @Test
    void preflightWarnsOfItInBothLanguagesAndNeverTellsTheValue() throws Exception {
        var file = "G28\nG1 X10 F3000\n; printhost_apikey = 6F0A";
        var checked = Preflight.check(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                Profiles.standard().require("marlin"));
        assertThat(checked.refused()).isFalse();
        assertThat(checked.warnings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("secret-in-file");
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.message(Locale.ENGLISH)).contains("“printhost_apikey”", "share");
            assertThat(finding.message(Locale.FRENCH)).contains("« printhost_apikey »", "partager");
            assertThat(finding.toString()).doesNotContain("6F0A");
        });
    }
}
