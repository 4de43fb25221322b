// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Someone who uses the hub's API with a token of their own. */
final class Person {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String PASSWORD = "a long and quiet password";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI hub;
    private final String authorization;

    Person(URI hub, String authorization) {
        this.hub = hub;
        this.authorization = authorization;
    }

    record Answer(int status, JsonNode body, byte[] bytes) {
        /** The body, of a success. */
        JsonNode ok() {
            assertThat(status).as("%s", body.toPrettyString()).isBetween(200, 299);
            return body;
        }
    }

    static Person signUp(URI hub, String handle) throws Exception {
        var anyone = new Person(hub, "");
        anyone.post("/api/v1/people", Map.of("handle", handle, "email", handle + "@example.org", "password", PASSWORD))
                .ok();
        var basic = Base64.getEncoder().encodeToString((handle + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        var token = new Person(hub, "Basic " + basic).post("/api/v1/tokens", Map.of("name", "test"));
        return new Person(hub, "Bearer " + token.ok().path("token").asText());
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    Answer post(String path, Object body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** A multipart form; a byte array is a file of that name, a string a field. */
    Answer form(String path, Map<String, Object> parts) throws Exception {
        var boundary = "fab-boundary-7d1b";
        List<BodyPublisher> body = new ArrayList<>();
        for (var part : parts.entrySet()) {
            boolean file = part.getValue() instanceof byte[];
            body.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                    + (file ? "file\"; filename=\"" : "") + part.getKey() + "\"\r\n\r\n"));
            body.add(
                    part.getValue() instanceof byte[] bytes
                            ? BodyPublishers.ofByteArray(bytes)
                            : BodyPublishers.ofString(part.getValue().toString()));
            body.add(BodyPublishers.ofString("\r\n"));
        }
        body.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(body.toArray(BodyPublisher[]::new))));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(World.PATIENCE)
                .header("Accept", "application/json");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static Answer send(HttpRequest.Builder request) throws Exception {
        var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        var type = response.headers().firstValue("Content-Type").orElse("");
        boolean json = type.contains("json") && response.body().length > 0;
        return new Answer(
                response.statusCode(),
                json ? JSON.readTree(response.body()) : JSON.createObjectNode(),
                response.body());
    }
}
