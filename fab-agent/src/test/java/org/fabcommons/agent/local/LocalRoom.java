// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.hub.HubLink;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notifications;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;

/** An agent's machines, journal, jobs, files, cameras and page, all real, and somebody who visits the page. */
final class LocalRoom implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Journal journal;
    final FileCache files;
    final JobRunner runner;
    final Shelf shelf;
    final Cameras cameras;
    final Notifications notifications;
    final Optional<HubLink> link;
    final LocalServer server;

    /** What is in the room before its page opens. */
    static final class Plan {
        private final Path folder;
        private final List<? extends Machine> machines;
        private final Map<String, LocalServer.Named> names = new LinkedHashMap<>();
        private List<CameraSettings> cameras = List.of();
        private Supplier<LinkState> state = LinkState.Alone::new;
        private Optional<URI> hub = Optional.empty();
        private Administrators administrators = Administrators.NONE;
        private Optional<Password> password = Optional.empty();
        private Optional<NewMachines> adding = Optional.empty();

        private List<ChannelSettings> channels = List.of();

        private Plan(Path folder, List<? extends Machine> machines) {
            this.folder = folder;
            this.machines = machines;
            for (var machine : machines) {
                var key = machine.key();
                named(key, key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
            }
        }

        Plan named(String key, String name) {
            names.put(key, new LocalServer.Named(name, false));
            return this;
        }

        /** A simulated firmware answers at its other end. */
        Plan simulated(String key, String name) {
            names.put(key, new LocalServer.Named(name, true));
            return this;
        }

        Plan cameras(CameraSettings... settings) {
            cameras = List.of(settings);
            return this;
        }

        /** People are notified so. */
        Plan telling(ChannelSettings... settings) {
            channels = List.of(settings);
            return this;
        }

        /** The page shows this, and there is no hub. */
        Plan showing(Supplier<LinkState> shown) {
            state = shown;
            return this;
        }

        Plan linkedTo(Hub there) {
            hub = Optional.of(there.address());
            return this;
        }

        Plan administrators(Administrators known) {
            administrators = known;
            return this;
        }

        /** Other computers reach the page too, with this password. */
        Plan password(Optional<Password> needed) {
            password = needed;
            return this;
        }

        Plan adding(NewMachines how) {
            adding = Optional.of(how);
            return this;
        }

        LocalRoom open() {
            try {
                return new LocalRoom(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The room of these machines; all that it keeps is in the folder. */
    static Plan of(Path folder, Machine... machines) {
        return new Plan(folder, List.of(machines));
    }

    private LocalRoom(Plan plan) throws IOException {
        var clock = InstantSource.system();
        journal = Journal.open(plan.folder.resolve("agent"), clock);
        files = new FileCache(plan.folder.resolve("files"));
        shelf = Shelf.open(plan.folder, clock);
        runner = new JobRunner(plan.machines, journal, files, plan.folder.resolve("marks"), JobRunner.PATIENCE);
        cameras = Cameras.start(
                plan.cameras,
                new Cameras.Works(plan.folder.resolve("cameras"), plan.machines, runner, journal, files, clock));
        link = plan.hub.map(hub -> new HubLink(
                new HubLink.Settings(hub, "bench", "0.1.0", plan.folder.resolve("agent"), introduced(plan)),
                journal,
                runner,
                files,
                cameras,
                shelf.handbook(),
                clock,
                state -> {}));
        notifications = Notifications.start(
                plan.channels,
                new Notifications.Works(
                        "bench",
                        plan.machines,
                        runner,
                        journal,
                        cameras,
                        new NotificationWords("bench", plan.names),
                        clock,
                        System::nanoTime,
                        Notifications.states(journal)));
        server = LocalServer.start(
                new InetSocketAddress(
                        plan.password.isPresent() ? InetAddress.getByName("0.0.0.0") : InetAddress.getLoopbackAddress(),
                        0),
                plan.password,
                new LocalServer.Agent(
                        "bench",
                        "0.1.0",
                        plan.names,
                        link.<Supplier<LinkState>>map(hub -> hub::state).orElse(plan.state),
                        () -> link.ifPresent(HubLink::pairAgain),
                        plan.administrators,
                        link.map(HubLink::sharing),
                        link.map(HubLink::queue)),
                new LocalServer.Works(plan.machines, runner, journal, files, shelf, cameras, notifications, clock),
                plan.adding);
        link.ifPresent(HubLink::start);
    }

    private static List<Message.Machine> introduced(Plan plan) {
        return plan.machines.stream()
                .map(machine -> new Message.Machine(
                        machine.key(),
                        plan.names.get(machine.key()).name(),
                        machine.profile().id(),
                        plan.names.get(machine.key()).simulated()))
                .toList();
    }

    /** Has somebody enter the code that this agent shows at its hub, and waits until the two are linked. */
    void pair(Hub.Client manager, Map<String, ?> where) {
        var hub = link.orElseThrow();
        await().atMost(PATIENCE).until(() -> hub.state() instanceof LinkState.Unpaired);
        var code = ((LinkState.Unpaired) hub.state()).code().code();
        assertThat(manager.post("/api/v1/pairings/" + code, where).status()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> hub.state() instanceof LinkState.Connected);
    }

    URI address() {
        return server.address();
    }

    // ---- the visitor

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + "/" + path));
    }

    HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static HttpClient http() {
        return HTTP;
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** What a page says, or a call answers. */
    String page(String path) {
        return get(path).body();
    }

    JsonNode read(String path) {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return LinkJson.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    /** Brings a file; gives its SHA-256. */
    String upload(String name, String file) {
        var kept = send(request("api/v1/files?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .POST(BodyPublishers.ofString(file)));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        return json(kept).path("sha256").asText();
    }

    /** Asks for a file to be run, saying that the machine is clear. */
    HttpResponse<String> start(String machine, String file, String more) {
        return send(
                post("api/v1/machines/" + machine + "/jobs", "{\"file\":\"" + file + "\",\"clear\":true" + more + "}"));
    }

    @Override
    public void close() {
        server.close();
        runner.close();
        link.ifPresent(HubLink::close);
        notifications.close();
        cameras.close();
        shelf.close();
        journal.close();
    }
}
