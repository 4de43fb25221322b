// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real hub on a free port with a folder of its own, and people who use it over HTTP. */
public final class Hub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Everybody's. */
    static final String PASSWORD = "a good long password";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Server server;
    private final Path data;

    private Hub(Server server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** Starts a hub whose folder goes with the test's temporary folder. */
    public static Hub start(Path data, String... settings) {
        return start(InstantSource.system(), data, settings);
    }

    /** The same, with a clock that the test sets. */
    public static Hub start(InstantSource clock, Path data, String... settings) {
        try {
            var file = Files.writeString(
                    data.resolve("hub.yml"),
                    """
                    data: %s
                    %s
                    server:
                      applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                      adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                      requestLog: {appenders: []}
                    logging: {level: WARN}
                    """
                            .formatted(data.resolve("hub"), String.join("\n", settings)));
            var started = new AtomicReference<Server>();
            var application = new HubApplication() {
                @Override
                protected InstantSource clock() {
                    return clock;
                }

                @Override
                public void run(HubConfiguration configuration, Environment environment) throws Exception {
                    super.run(configuration, environment);
                    environment.lifecycle().addServerLifecycleListener(started::set);
                }
            };
            var bootstrap = new Bootstrap<>(application);
            bootstrap.addCommand(new io.dropwizard.core.cli.ServerCommand<>(application));
            application.initialize(bootstrap);
            var fault = new Cli(new JarLocation(HubApplication.class), bootstrap, System.err, System.err)
                    .run("server", file.toString());
            if (fault.isPresent()) throw new IllegalStateException("the hub did not start", fault.get());
            return new Hub(started.get(), data.resolve("hub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    /** Where whoever runs the hub looks. */
    public URI administration() {
        return URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[1]).getLocalPort());
    }

    /** The hub's folder. */
    public Path data() {
        return data;
    }

    /** Somebody without an account. */
    public Client anyone() {
        return new Client("");
    }

    /** Whoever has this token. */
    public Client bearer(String token) {
        return new Client("Bearer " + token);
    }

    /** This person, signed up where needed, with a token. */
    public Client as(String handle) {
        anyone().post(
                        "/api/v1/people",
                        Map.of("handle", handle, "email", handle + "@example.org", "password", PASSWORD));
        var basic = Base64.getEncoder().encodeToString((handle + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        var token = new Client("Basic " + basic).post("/api/v1/tokens", Map.of("name", "test"));
        return new Client("Bearer " + token.json().path("token").asText());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the hub did not stop", e);
        }
    }

    /** An answer, read as a whole. */
    public record Answer(int status, HttpResponse<byte[]> response) {
        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** One person's requests. */
    public final class Client {
        private final String authorization;

        Client(String authorization) {
            this.authorization = authorization;
        }

        public Answer get(String path, String... headers) {
            return send(request(path, headers).GET());
        }

        public Answer post(String path, Object json, String... headers) {
            try {
                return send(request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Answer put(String path, Object json, String... headers) {
            try {
                return raw("PUT", path, "application/json", JSON.writeValueAsBytes(json), headers);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Answer delete(String path, String... headers) {
            return send(request(path, headers).DELETE());
        }

        /** The secret of this client's token, for requests that the test makes itself. */
        public String token() {
            return authorization.substring("Bearer ".length());
        }

        public Answer form(String path, String form, String... headers) {
            return send(request(path, headers)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
        }

        public Answer raw(String method, String path, String type, byte[] body, String... headers) {
            return send(request(path, headers)
                    .header("Content-Type", type)
                    .method(method, BodyPublishers.ofByteArray(body)));
        }

        /** Publishes files as a revision. */
        public Answer publish(String design, String message, Map<String, byte[]> files, String... headers) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n" + message + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            files.forEach((path, bytes) -> {
                body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + path
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                body.writeBytes(bytes);
                body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            });
            body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
            return raw(
                    "POST",
                    "/api/v1/designs/" + design + "/revisions",
                    "multipart/form-data; boundary=b",
                    body.toByteArray(),
                    headers);
        }

        private HttpRequest.Builder request(String path, String... headers) {
            var request = HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(60));
            if (!authorization.isEmpty()) request.header("Authorization", authorization);
            if (headers.length > 0) request.headers(headers);
            return request;
        }

        private Answer send(HttpRequest.Builder request) {
            try {
                var response = http.send(request.build(), BodyHandlers.ofByteArray());
                return new Answer(response.statusCode(), response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
