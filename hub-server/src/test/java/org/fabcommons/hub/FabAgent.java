// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/** An agent as the hub sees it: paired over HTTP, says what the test wants it to say. */
public final class FabAgent {
    private final Hub hub;
    private final Hub.Client client;
    private final String token;
    private long seq;

    private FabAgent(Hub hub, String token) {
        this.hub = hub;
        this.token = token;
        this.client = hub.bearer(token);
    }

    /** Pairs an agent with a lab that this person manages. */
    public static FabAgent pair(Hub hub, Hub.Client manager, String lab, String name) {
        var codes = start(hub, name);
        var approved =
                manager.post("/api/v1/pairings/" + codes.path("user_code").asText(), Map.of("lab", lab));
        if (approved.status() != 204) throw new IllegalStateException(approved.text());
        var token = poll(hub, codes.path("device_code").asText());
        return new FabAgent(hub, token.json().path("access_token").asText());
    }

    public static JsonNode start(Hub hub, String name) {
        return hub.anyone()
                .form(
                        "/agent/device_authorization",
                        "client_id=fab-agent&agent_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .json();
    }

    public static Hub.Answer poll(Hub hub, String deviceCode) {
        return hub.anyone()
                .form(
                        "/agent/token",
                        "grant_type="
                                + URLEncoder.encode(
                                        "urn:ietf:params:oauth:grant-type:device_code", StandardCharsets.UTF_8)
                                + "&client_id=fab-agent&device_code=" + deviceCode);
    }

    public Hub.Client client() {
        return client;
    }

    /** Says hello with machines of these keys and profiles. */
    public FabAgent hello(Message.Machine... machines) {
        tell(new Message.Hello(UUID.randomUUID().toString(), "0.1.0", List.of(machines)));
        return this;
    }

    /** Posts messages and gives the ids that were handled. */
    public List<String> tell(Message... messages) {
        var body = LinkJson.mapper().createObjectNode();
        var list = body.putArray("messages");
        // Typed as Message, so that the type's name goes out.
        for (var message : messages) list.add(LinkJson.mapper().<JsonNode>valueToTree(message));
        var answer = client.post("/agent/v1/messages", body);
        if (answer.status() != 200) throw new IllegalStateException(answer.text());
        List<String> handled = new ArrayList<>();
        answer.json().path("handled").forEach(id -> handled.add(id.asText()));
        return handled;
    }

    /** The job's next message. */
    public Message.JobMoved moved(String job, int attempt, JobState state, Message.Progress progress) {
        return moved(job, attempt, ++seq, state, progress, Optional.empty(), Optional.empty());
    }

    public Message.JobMoved moved(
            String job,
            int attempt,
            long seq,
            JobState state,
            Message.Progress progress,
            Optional<String> reason,
            Optional<Message.Result> result) {
        this.seq = seq;
        return new Message.JobMoved(
                UUID.randomUUID().toString(),
                job,
                attempt,
                seq,
                state,
                1_800_000_000_000L + seq,
                reason,
                Optional.empty(),
                progress,
                result);
    }

    public void telemetry(Telemetry.Machine... machines) {
        JsonNode body = LinkJson.mapper().valueToTree(new Telemetry(1_800_000_000_000L, List.of(machines)));
        var answer = client.post("/agent/v1/telemetry", body);
        if (answer.status() != 204) throw new IllegalStateException(answer.text());
    }

    /** This machine has nothing to do, and says no more of itself. */
    public void idle(String machine) {
        telemetry(new Telemetry.Machine(
                machine,
                Telemetry.State.IDLE,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    }

    /** Opens the command stream. */
    public Events commands(String... headers) {
        return Events.open(hub, "/agent/v1/commands", token, headers);
    }

    /** An event stream, read in the background. */
    public static final class Events implements AutoCloseable {
        private final InputStream body;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        public record Event(String id, String name, JsonNode data) {}

        private Events(InputStream body) {
            this.body = body;
        }

        public static Events open(Hub hub, String path, String token, String... headers) {
            var request = HttpRequest.newBuilder(hub.address().resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream");
            if (headers.length > 0) request.headers(headers);
            try {
                var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
                if (response.statusCode() != 200) throw new IllegalStateException("status " + response.statusCode());
                var events = new Events(response.body());
                var reader = new Thread(events::read, "events");
                reader.setDaemon(true);
                reader.start();
                return events;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                var id = "";
                var name = "";
                var data = new StringBuilder();
                for (String line; (line = lines.readLine()) != null; ) {
                    if (line.isEmpty()) {
                        if (!data.isEmpty())
                            events.add(new Event(id, name, LinkJson.mapper().readTree(data.toString())));
                        id = "";
                        name = "";
                        data.setLength(0);
                    } else if (line.startsWith("id:")) id = line.substring(3).strip();
                    else if (line.startsWith("event:")) name = line.substring(6).strip();
                    else if (line.startsWith("data:"))
                        data.append(line.substring(5).strip());
                }
            } catch (IOException closed) {
                // The test or the hub ended the stream; what came before is in the queue.
            }
        }

        /** The next event, within ten seconds. */
        public Event next() {
            return within(Duration.ofSeconds(10)).orElseThrow(() -> new AssertionError("no event within ten seconds"));
        }

        public Optional<Event> within(Duration patience) {
            try {
                return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
