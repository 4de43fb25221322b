// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fabcommons.agent.Agent;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.hub.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person with a machine and an agent that knows none. */
class AddingAMachineTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private URI page;

    @Test
    void aPersonAddsTheirFirstMachineOnThePageWithoutWritingSettings() throws Exception {
        var settings = Files.writeString(folder.resolve("mine.yaml"), "# mine\nname: home\n");
        var output = folder.resolve("agent.out");
        try (var machine = SimulatedMachine.start(folder, "marlin", "--seed", "1")) {
            var agent = Agent.start(
                    output,
                    "run",
                    "--config",
                    settings.toString(),
                    "--data",
                    folder.resolve("data").toString(),
                    "--local-port",
                    "0");
            try {
                await().atMost(PATIENCE).until(() -> Files.readString(output).contains("Local page: "));
                page = URI.create(Files.readString(output).replaceFirst("(?s).*Local page: (\\S+).*", "$1"));
                assertThat(get(""))
                        .contains("Begin with your machine", "href=\"/add\"")
                        .as("nothing to bring a file to")
                        .doesNotContain("upload.js");
                assertThat(get("add")).contains("Where is it plugged in?");
                assertThat(post(
                                "add/detect?lang=fr",
                                "port",
                                folder.resolve("nowhere").toString()))
                        .contains("Il n’y a rien à cet endroit.", "Où est-elle branchée");
                var found = post("add/detect", "port", machine.port().toString());
                assertThat(found)
                        .contains("There it is", "115200", "<option value=\"marlin\" selected")
                        .as("no device is plugged in there")
                        .contains("name=\"simulated\" value=\"yes\"");
                assertThat(post("add", "port", machine.port().toString(), "name", "", "profile", "marlin"))
                        .contains("Give the machine a name.");
                assertThat(post(
                                "add",
                                "port",
                                machine.port().toString(),
                                "name",
                                "Imprimante été",
                                "profile",
                                "marlin",
                                "simulated",
                                "yes"))
                        .contains("Imprimante été is added");
                // It begins anew at the same address, and the machine is there.
                await().atMost(PATIENCE)
                        .ignoreExceptionsMatching(away -> away.getCause() instanceof IOException)
                        .until(() -> get("api/v1/state").contains("\"state\":\"idle\""));
                assertThat(get("api/v1/state"))
                        .contains("\"key\":\"imprimante-ete\"", "\"name\":\"Imprimante été\"", "\"simulated\":true");
                assertThat(post("add", "port", machine.port().toString(), "name", "Again", "profile", "marlin"))
                        .contains("at that port already");
                addsAndTakesAwayACamera();
                addsTriesAndTakesAwayAWebAddress();
                assertThat(Files.readString(settings)).isEqualTo("# mine\nname: home\n");
                assertThat(Files.readString(folder.resolve("data/machines.yaml")))
                        .contains("Imprimante été");
            } finally {
                agent.destroy();
                agent.onExit().join();
            }
        }
    }

    private void addsAndTakesAwayACamera() throws IOException {
        assertThat(get("cameras")).contains("No camera yet", "href=\"/add/camera\"");
        for (var no : List.of("/etc/passwd", "file:///etc/passwd", "lavfi:movie=/etc/passwd", "rtsp://"))
            assertThat(post("add/camera", "address", no, "name", "Eye")).contains("That is no address of a camera.");
        assertThat(post("add/camera", "address", "", "name", "Eye")).contains("Choose a camera");
        var address = "rtsp://ana:secret@127.0.0.1:1/stream";
        assertThat(post(
                        "add/camera",
                        "address",
                        address,
                        "name",
                        "Eye",
                        "machine",
                        "imprimante-ete",
                        "timeLapse",
                        "layer"))
                .contains("Eye is added");
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(away -> away.getCause() instanceof IOException)
                .until(() -> get("cameras").contains("rtsp://127.0.0.1:1/stream"));
        assertThat(get("cameras"))
                .contains("looks at Imprimante été", "Take Eye away")
                .doesNotContain("secret");
        assertThat(post("add/camera", "address", address, "name", "Same")).contains("already");
        assertThat(post(
                        "add/camera",
                        "address",
                        "http://127.0.0.1:1/",
                        "name",
                        "Two",
                        "machine",
                        "imprimante-ete",
                        "timeLapse",
                        "10"))
                .contains("a job has one film");
        assertThat(Files.getPosixFilePermissions(folder.resolve("data/cameras.yaml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(post("add/camera/eye/remove")).contains("Eye is taken away");
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(away -> away.getCause() instanceof IOException)
                .until(() -> get("cameras").contains("No camera yet"));
    }

    private void addsTriesAndTakesAwayAWebAddress() throws IOException {
        var told = new CopyOnWriteArrayList<String>();
        var phone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phone.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        phone.start();
        try (var chromium = Browser.open(page);
                var window = chromium.window(390, ColorScheme.LIGHT, "fr")) {
            var seen = window.page();
            window.go("/notifications");
            seen.getByText("Ajouter une adresse web").click();
            seen.fill("#name", "Chez Ana");
            seen.fill("#url", "ftp://elsewhere/topic");
            seen.check("[name=picture]");
            seen.click("form[action='/notifications'] button");
            seen.getByText("L’adresse doit ressembler").waitFor();
            assertThat(seen.inputValue("#name")).isEqualTo("Chez Ana");
            assertThat(seen.isChecked("[name=picture]")).isTrue();
            seen.fill("#url", "http://127.0.0.1:" + phone.getAddress().getPort() + "/secret-topic");
            seen.click("form[action='/notifications'] button");
            seen.getByText("Avec une image.").waitFor();
            assertThat(seen.content()).doesNotContain("secret-topic");
            seen.getByText("Envoyer un essai").click();
            seen.getByText("Chez Ana a reçu l’essai.").waitFor();
            assertThat(told).singleElement().asString().contains("Ceci est un essai");
            var file = folder.resolve("data/notify.yaml");
            assertThat(Files.readString(file)).contains("secret-topic");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            window.go("/notifications");
            seen.getByLabel("Supprimer Chez Ana").click();
            seen.getByText("Oui, supprimer").click();
            seen.waitForCondition(() -> !seen.content().contains("Chez Ana"));
            assertThat(Files.readString(file)).doesNotContain("secret-topic");
            assertThat(window.complaints())
                    .filteredOn(said -> !said.contains("422"))
                    .isEmpty();
            assertThat(window.barriers()).isEmpty();
        } finally {
            phone.stop(0);
        }
    }

    @Test
    void aNameBecomesAKeyThatNoOtherMachineHas() {
        assertThat(Restartable.key("Prusa près de la fenêtre", Set.of(), "machine"))
                .isEqualTo("prusa-pres-de-la-fenetre");
        assertThat(Restartable.key("Prusa", Set.of("prusa", "prusa-2"), "machine"))
                .isEqualTo("prusa-3");
        assertThat(Restartable.key("Œil devant", Set.of(), "camera")).isEqualTo("oeil-devant");
        assertThat(Restartable.key("—", Set.of(), "machine")).isEqualTo("machine");
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(page.resolve(path)));
    }

    private String post(String path, String... fields) {
        var form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2)
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(page.resolve(path)).POST(BodyPublishers.ofString(form.toString())));
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException away) {
            throw new IllegalStateException(away);
        }
    }
}
