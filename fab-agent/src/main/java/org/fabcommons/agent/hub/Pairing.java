// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.fabcommons.link.LinkJson;

/** Getting a token by a short code that a person enters on the hub. Source: RFC 8628. */
final class Pairing {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SLOWEST = Duration.ofMinutes(1);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    /** What the agent shows and waits for. */
    record Request(String deviceCode, PairingCode shown, Duration interval) {}

    /** How a question for the token went. */
    sealed interface Answer {
        record Paired(Credentials credentials) implements Answer {}

        record Pending() implements Answer {}

        record SlowDown() implements Answer {}

        record Expired() implements Answer {}

        record Denied() implements Answer {}
    }

    private final HttpClient http;
    private final URI hub;

    Pairing(HttpClient http, URI hub) {
        this.http = http;
        this.hub = hub;
    }

    Request begin(String agentName) throws IOException {
        var answer = form("/agent/device_authorization", "client_id=fab-agent&agent_name=" + encoded(agentName));
        if (answer.status() != 200) throw new HubRefusal(answer.status(), "the wish to pair");
        var body = answer.body();
        var address = address(required(body, "verification_uri"));
        return new Request(
                required(body, "device_code"),
                new PairingCode(
                        required(body, "user_code"),
                        address,
                        address(body.path("verification_uri_complete").asText(address.toString())),
                        seconds(body, "expires_in", 900, LONGEST)),
                seconds(body, "interval", 5, SLOWEST));
    }

    private static Duration seconds(JsonNode body, String field, long otherwise, Duration most) {
        var asked = body.path(field).asLong(otherwise);
        return Duration.ofSeconds(Math.max(1, Math.min(most.toSeconds(), asked)));
    }

    /** For a person to open. */
    private static URI address(String given) throws IOException {
        try {
            var address = new URI(given);
            if ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) return address;
        } catch (URISyntaxException malformed) {
            throw new IOException("the hub's answer names no address: " + given, malformed);
        }
        throw new IOException("the hub's answer names no address: " + given);
    }

    Answer ask(Request request) throws IOException {
        var answer = form(
                "/agent/token",
                "client_id=fab-agent&grant_type=" + encoded(GRANT) + "&device_code=" + encoded(request.deviceCode()));
        if (answer.status() == 200)
            return new Answer.Paired(new Credentials(hub, required(answer.body(), "access_token")));
        return switch (answer.body().path("error").asText()) {
            case "authorization_pending" -> new Answer.Pending();
            case "slow_down" -> new Answer.SlowDown();
            case "expired_token", "invalid_grant" -> new Answer.Expired();
            case "access_denied" -> new Answer.Denied();
            default -> throw new HubRefusal(answer.status(), "the question for a token");
        };
    }

    private record FormAnswer(int status, JsonNode body) {}

    private FormAnswer form(String path, String form) throws IOException {
        var answer = HubClient.shortly(
                http,
                HttpRequest.newBuilder(HubClient.resolve(hub, path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(form))
                        .build());
        var json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return new FormAnswer(
                answer.statusCode(),
                json
                        ? LinkJson.mapper().readTree(answer.body())
                        : LinkJson.mapper().createObjectNode());
    }

    private static String required(JsonNode body, String field) throws IOException {
        var value = body.path(field).asText();
        if (value.isEmpty()) throw new IOException("the hub's answer lacks " + field);
        return value;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
