// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningInTest {
    private static final String HTML = "text/html";
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
    void allFaultsOfASignUpAreToldAtOnceWithTheirFields() {
        var answer =
                hub.anyone().post("/api/v1/people", Map.of("handle", "../x", "email", "nobody", "password", "short"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/invalid");
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactly("handle", "email", "password");
    }

    @Test
    void aMisspeltFieldIsToldNotDropped() {
        var answer = hub.anyone().post("/api/v1/people", Map.of("handel", "x"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly("handel");
    }

    @Test
    void brokenJsonIsABadRequest() {
        var answer =
                hub.anyone().raw("POST", "/api/v1/people", "application/json", "{".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/malformed-json");
    }

    @Test
    void aHandleIsGivenOnce() {
        hub.as("grace");
        var again = hub.anyone()
                .post(
                        "/api/v1/people",
                        Map.of("handle", "Grace", "email", "g2@example.org", "password", "long enough it is"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().path("errors").findValuesAsText("field")).containsExactly("handle");
    }

    @Test
    void theDemonstrationsPasswordOpensNoOtherHub() {
        var answer = hub.anyone()
                .post(
                        "/api/v1/people",
                        Map.of("handle", "eve", "email", "eve@example.org", "password", "fabcommons-demo"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly("password");
    }

    @Test
    void aTokenNeedsAPerson() {
        assertThat(hub.anyone().post("/api/v1/tokens", Map.of("name", "x")).status())
                .isEqualTo(401);
    }

    @Test
    void aWrongTokenIsRefusedEvenWhereNoneIsNeeded() {
        var answer = hub.anyone().get("/sign-in", "Authorization", "Bearer fcp_wrong");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aPersonSignsUpInTheBrowserAndSeesTheirAccount() {
        var form = "handle=joan&displayName=Joan+C.&email=joan%40example.org&next=%2Faccount&password="
                + URLEncoder.encode("a good long password", StandardCharsets.UTF_8);
        var answer = hub.anyone().form("/sign-up", form, "Accept", HTML, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/account");
        var cookie = answer.header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
        var account = hub.anyone().get("/account", "Accept", HTML, "Cookie", cookie.split(";")[0]);
        assertThat(account.status()).isEqualTo(200);
        assertThat(account.text()).contains("Joan C.");
    }

    @Test
    void aPageThatNeedsAPersonLeadsToSignInAndBack() {
        var answer = hub.anyone().get("/account", "Accept", HTML);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/sign-in?next=%2Faccount");
    }

    @Test
    void signingInNeverLeadsToAnotherSite() {
        hub.as("linus");
        for (var next : new String[] {"//evil.example", "https://evil.example", "/\\evil.example"}) {
            var answer = hub.anyone()
                    .form(
                            "/sign-in",
                            "name=linus&password=a+good+long+password&next="
                                    + URLEncoder.encode(next, StandardCharsets.UTF_8),
                            "Accept",
                            HTML);
            assertThat(answer.header("Location")).isEqualTo(hub.address() + "/");
        }
    }

    @Test
    void aCookieDoesNotServeAnotherSite() {
        hub.as("mallory");
        var cookie = hub.anyone()
                .form("/sign-in", "name=mallory&password=a+good+long+password", "Accept", HTML)
                .header("Set-Cookie")
                .split(";")[0];
        var answer = hub.anyone()
                .form("/account/tokens", "name=x", "Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Accept", HTML);
        assertThat(answer.status()).isEqualTo(403);
        var old = hub.anyone()
                .form("/account/tokens", "name=x", "Cookie", cookie, "Origin", "https://evil.example", "Accept", HTML);
        assertThat(old.status()).isEqualTo(403);
    }

    @Test
    void tenWrongPasswordsAreEnough() {
        hub.as("trudy");
        for (int i = 0; i < 10; i++) hub.anyone().form("/sign-in", "name=trudy&password=wrong", "Accept", HTML);
        var answer = hub.anyone()
                .form("/sign-in", "name=trudy&password=a+good+long+password", "Accept", HTML, "Accept-Language", "en");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Too many tries");
    }

    @Test
    void pagesComeInFrenchAndForbidForeignScripts() {
        var page = hub.anyone().get("/sign-in", "Accept", HTML, "Accept-Language", "fr");
        assertThat(page.text()).contains("<html lang=\"fr\"").contains("Se connecter");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
    }
}
