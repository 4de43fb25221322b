// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One person's way through the hub's API, as any program would take it. */
final class HubClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI hub;
    private final String authorization;

    /** An answer of the hub; the body is {@code null}-free JSON, an empty object where there was none. */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status / 100 == 2;
        }
    }

    private HubClient(HttpClient http, URI hub, String authorization) {
        this.http = http;
        this.hub = hub;
        this.authorization = authorization;
    }

    static HubClient anonymous(URI hub) {
        return new HubClient(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(), hub, "");
    }

    /** Signs up where needed and asks for a token. */
    HubClient signUp(String handle, String displayName, String email, String password)
            throws IOException, InterruptedException {
        var created = post(
                "/api/v1/people",
                Map.of("handle", handle, "displayName", displayName, "email", email, "password", password));
        if (!created.ok() && created.status() != 409 && created.status() != 422)
            throw new IOException("the hub would not sign up " + handle + ": " + created);
        var basic = Base64.getEncoder().encodeToString((handle + ":" + password).getBytes(StandardCharsets.UTF_8));
        var signingIn = new HubClient(http, hub, "Basic " + basic);
        var token = expect(signingIn.post("/api/v1/tokens", Map.of("name", "demo")));
        return with(token.path("token").asText());
    }

    /** The same hub, with this token. */
    HubClient with(String token) {
        return new HubClient(http, hub, "Bearer " + token);
    }

    /** The token used; empty without one. */
    String token() {
        return authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "";
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /**
     * Sends a revision: one part per file, named with its path in the design.
     *
     * @param remove paths that the design has and shall not keep
     */
    Answer publish(String path, String message, Map<String, Path> files, List<String> remove)
            throws IOException, InterruptedException {
        var boundary = "fab-" + UUID.randomUUID();
        List<BodyPublisher> parts = new ArrayList<>();
        parts.add(field(boundary, "message", message));
        for (var gone : remove) parts.add(field(boundary, "remove", gone));
        for (var file : files.entrySet()) {
            parts.add(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                    + file.getKey() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            parts.add(BodyPublishers.ofFile(file.getValue()));
            parts.add(text("\r\n"));
        }
        parts.add(text("--" + boundary + "--\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new))));
    }

    /** The body of an answer that must be a success. */
    JsonNode expect(Answer answer) throws IOException {
        if (!answer.ok()) throw new IOException("the hub answered " + answer.status() + ": " + answer.body());
        return answer.body();
    }

    private static BodyPublisher field(String boundary, String name, String value) {
        return text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + value + "\r\n");
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(hub.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        var type = response.headers().firstValue("Content-Type").orElse("");
        var json =
                Set.of("application/json", "application/problem+json").stream().anyMatch(type::startsWith);
        return new Answer(
                response.statusCode(),
                json && !response.body().isBlank() ? JSON.readTree(response.body()) : JSON.createObjectNode());
    }
}
