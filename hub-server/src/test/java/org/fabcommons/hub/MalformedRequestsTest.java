// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody sends, the hub says what is wrong in a way programs and people understand, and stays well. */
class MalformedRequestsTest {
    private static final String JSON = "application/json";
    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private record Endpoint(String method, String path, JsonNode operation) {
        boolean takes(String type) {
            return operation.at("/requestBody/content").has(type);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All of the API, as it describes itself, with made-up names in its paths. */
    static Stream<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        var paths = hub.anyone().get("/api/openapi.json").json().path("paths");
        for (var path : paths.properties())
            for (var operation : path.getValue().properties())
                all.add(new Endpoint(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("\\{[^}]*}", "nosuchthing"),
                        operation.getValue()));
        return all.stream();
    }

    private static void expectRefusal(SoftAssertions all, String what, Hub.Answer answer) {
        all.assertThat(answer.status()).as(what + " " + answer.text()).isBetween(400, 499);
        all.assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
        var problem = answer.json();
        all.assertThat(problem.path("type").asText()).as(what).startsWith("/problems/");
        all.assertThat(problem.path("title").asText()).as(what).isNotBlank();
        all.assertThat(problem.path("detail").asText()).as(what).isNotBlank();
        all.assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.status());
        all.assertThat(answer.text()).as(what).doesNotContain("org.fabcommons", "java.", "Exception", "SQL");
    }

    @Test
    void someEndpointsTakeJson() {
        assertThat(endpoints().filter(endpoint -> endpoint.takes(JSON))).hasSizeGreaterThan(3);
    }

    @Test
    void noEndpointTakesBrokenOrStrangeJson() {
        var all = new SoftAssertions();
        var bodies = List.of(
                "",
                "{",
                "null",
                "[]",
                "[1,2",
                "\"text\"",
                "17",
                "{\"nosuchfield\": 1}",
                "\u0000\u0001",
                "{\"a\":".repeat(5000),
                "{}{}");
        endpoints()
                .filter(endpoint -> endpoint.takes(JSON))
                .filter(endpoint -> !endpoint.path().startsWith("/agent/"))
                .forEach(endpoint -> bodies.forEach(body -> expectRefusal(
                        all,
                        endpoint + " with " + body.substring(0, Math.min(20, body.length())),
                        ada.raw(endpoint.method(), endpoint.path(), JSON, body.getBytes(StandardCharsets.UTF_8)))));
        all.assertAll();
    }

    @Test
    void noEndpointTakesFieldsOfAnotherKind() {
        var all = new SoftAssertions();
        var values = List.of("{\"a\":{}}", "[[[]]]", "1e400", "true", "{}");
        endpoints()
                .filter(endpoint -> endpoint.takes(JSON))
                .filter(endpoint -> !endpoint.path().startsWith("/agent/"))
                .forEach(endpoint -> fields(endpoint)
                        .forEach(field -> values.forEach(value -> {
                            var answer = ada.raw(
                                    endpoint.method(),
                                    endpoint.path(),
                                    JSON,
                                    ("{\"" + field + "\":" + value + "}").getBytes(StandardCharsets.UTF_8));
                            expectRefusal(all, endpoint + " with " + field + "=" + value, answer);
                        })));
        all.assertAll();
    }

    private static List<String> fields(Endpoint endpoint) {
        var schema = endpoint.operation().at("/requestBody/content/application~1json/schema");
        var reference = schema.path("$ref").asText();
        var known = reference.isEmpty()
                ? schema
                : hub.anyone().get("/api/openapi.json").json().at(reference.substring(1));
        var fields = new ArrayList<String>();
        known.path("properties").fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    @Test
    void aContentTypeThatNoEndpointTakesIsToldSo() {
        var all = new SoftAssertions();
        endpoints()
                .filter(endpoint -> endpoint.operation().has("requestBody"))
                .filter(endpoint -> !endpoint.takes("*/*"))
                .filter(endpoint -> !endpoint.path().startsWith("/agent/"))
                .forEach(endpoint -> expectRefusal(
                        all,
                        endpoint.toString(),
                        ada.raw(endpoint.method(), endpoint.path(), "text/x-strange", new byte[] {1, 2, 3})));
        all.assertAll();
    }

    @Test
    void aMethodThatAnAddressDoesNotTakeIsToldSo() {
        var answer = ada.raw("DELETE", "/api/v1/people", JSON, new byte[0]);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.json().path("title").asText()).isEqualTo("Not possible here");
        assertThat(ada.raw("PROPFIND", "/api/v1/people", JSON, new byte[0]).status())
                .isEqualTo(405);
    }

    @Test
    void aBodyThatIsFarTooLargeIsRefusedUnread() {
        var answer = ada.raw(
                "POST",
                "/api/v1/people",
                JSON,
                ("{\"handle\":\"" + "x".repeat(3_000_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/too-large-body");
    }

    @Test
    void aWrongKindOfValueIsToldWithItsField() {
        var answer = ada.post("/api/v1/people", Map.of("handle", List.of(1, 2)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly("handle");
        var nothing = ada.raw("POST", "/api/v1/people", JSON, new byte[0]);
        assertThat(nothing.json().path("type").asText()).isEqualTo("/problems/body-needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/assets/../hub.yml",
                "/assets/..%2fhub.yml",
                "/assets/%2e%2e/hub.yml",
                "/assets//etc/passwd",
                "/assets/hub.css%00.svg",
                "/assets/lib/../../hub.yml",
                "/assets/hub.css/",
                "/@ada/../lamp",
                "/@ada/lamp/files/head/..%2f..%2fhub.db",
                "/@ada/lamp/files/head/%2e%2e/%2e%2e/hub.db",
                "/people/%00",
                "/people/..%5c..",
                "/api/v1/designs/ada/lamp/files/head/..%2f..%2f..%2fhub.db",
                "/%ff%fe",
                "/api/v1/%zz",
                "//evil.example/",
                "/api/v1/designs/ada/" + "%F0%9F%92%A1",
                "/;x=y/api/v1/people"
            })
    void aStrangePathLeadsNowhere(String path) throws IOException {
        // Sent as it is: a proper client would tidy it up first.
        var answer = spoken("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
        assertThat(answer).doesNotContain("root:", "SQLite format", "org.fabcommons", "Exception");
    }

    @ParameterizedTest
    @MethodSource("brokenHttp")
    void whatIsHardlyHttpHarmsNobody(String request) throws IOException {
        var answer = spoken(request);
        assertThat(answer).matches("(?s)(HTTP/1.1 (4..|505) .*)?");
        assertThat(answer).doesNotContain("org.fabcommons", "Exception");
        assertThat(hub.anyone().get("/sign-in").status()).isEqualTo(200);
    }

    static Stream<String> brokenHttp() {
        return Stream.of(
                "GET\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
                "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                sized("Content-Length: -5", "{}"),
                sized("Content-Length: 4\r\nTransfer-Encoding: chunked", "zz\r\n\r\n"));
    }

    private static String sized(String headers, String body) {
        return String.join(
                "\r\n",
                "POST /api/v1/people HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Connection: close",
                headers,
                "",
                body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Basic !!!", "Basic YQ==", "Bearer  ", "Digest x", "Bearer fca_x", "\u0007"})
    void strangeCredentialsOpenNothing(String header) throws IOException {
        var answer = spoken("GET /api/v1/machines HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + header + "\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404) .*");
    }

    @Test
    void strangeLanguagesAndCookiesAreNoFault() {
        for (var header : List.of("xx-yy-zz;q=5", "*", "fr;q=0,en;q=banana", ",,,"))
            assertThat(hub.anyone()
                            .get("/sign-in", "Accept", "text/html", "Accept-Language", header)
                            .status())
                    .as(header)
                    .isIn(200, 400);
        for (var header : List.of(";;;", "text/html;q=banana", "/", "text/", "*/html"))
            assertThat(hub.anyone().get("/sign-in", "Accept", header).status())
                    .as(header)
                    .isIn(200, 400, 406);
        for (var cookie : List.of("lang=../../x", "theme=<script>", "fab_session=' OR 1=1 --", "=;=;;", "lang"))
            assertThat(hub.anyone()
                            .get("/sign-in", "Accept", "text/html", "Cookie", cookie)
                            .status())
                    .as(cookie)
                    .isIn(200, 400);
    }

    @Test
    void aListTakesNonsenseForItsPageAndOrder() {
        for (var query : List.of(
                "page=-1", "page=abc", "page=99999999999999", "sort=';drop", "tag=%25", "q=" + "x".repeat(3000)))
            assertThat(hub.anyone()
                            .get("/designs?" + query, "Accept", "text/html")
                            .status())
                    .as(query)
                    .isEqualTo(200);
    }

    @Test
    void aConnectionGoesOnAfterARefusalThatCameBeforeTheBody() throws IOException {
        try (var socket = new Socket("localhost", hub.address().getPort())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out.write("POST /api/v1/designs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("HTTP/1.1 401");
            out.write("{\"a\":1}GET /api/v1/designs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(in.lines()).anyMatch(line -> line.endsWith("HTTP/1.1 200 OK"));
        }
    }

    private static String spoken(String request) throws IOException {
        try (var socket = new Socket("localhost", hub.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
