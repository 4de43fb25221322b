// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.fabcommons.link.LinkJson;

/** Getting a token by a short code that a person enters on the hub. Source: RFC 8628. */
final class Pairing {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
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
        var address = URI.create(required(body, "verification_uri"));
        return new Request(
                required(body, "device_code"),
                new PairingCode(
                        required(body, "user_code"),
                        address,
                        URI.create(body.path("verification_uri_complete").asText(address.toString())),
                        Duration.ofSeconds(body.path("expires_in").asLong(900))),
                Duration.ofSeconds(Math.max(1, body.path("interval").asLong(5))));
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
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(HubClient.resolve(hub, path))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Accept", "application/json")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofByteArray());
            var json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new FormAnswer(
                    answer.statusCode(),
                    json
                            ? LinkJson.mapper().readTree(answer.body())
                            : LinkJson.mapper().createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
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
