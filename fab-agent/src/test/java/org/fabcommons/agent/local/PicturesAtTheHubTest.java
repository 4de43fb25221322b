// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.FilmSet;
import org.fabcommons.agent.camera.FilmSet.View;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Source;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.LinkJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real hub, and an agent with a real camera: what is seen of a job there, and what a person shares of one made alone. */
class PicturesAtTheHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FILE = "G28\nG1 X10 F3000\nG1 X20\nG1 X30\nG1 X40\n";
    private static final PatientMachine MACHINE = new PatientMachine("printer");
    private static FilmSet set;
    private static Hub hub;
    private static Hub.Client lin;
    private static LocalRoom room;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        set = new FilmSet(0);
        set.view = View.EMPTY.moves();
        // A demo hub lets agents ask each second.
        hub = Hub.start(Files.createDirectory(folder.resolve("h")), "demo: true");
        lin = hub.as("lin");
        lin.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "Lamp", "summary", "s", "licence", "CC0-1.0", "tags", List.of()));
        lin.publish("lin/lamp", "one", Map.of("lamp.gcode", FILE.getBytes(StandardCharsets.UTF_8)));
        var settings = new CameraSettings(
                "eye",
                "Eye",
                Optional.of("printer"),
                Source.parse(set.address()),
                640,
                480,
                5,
                0,
                true,
                Optional.of(CameraSettings.TimeLapse.parse("0.5")),
                new CameraSettings.Bed(new Region(0, 0, 1, 1), false),
                new CameraSettings.Watch(Optional.empty(), false, false, Optional.empty()));
        room = LocalRoom.of(folder, MACHINE).cameras(settings).linkedTo(hub).open();
        room.pair(lin, Map.of());
    }

    @AfterAll
    static void close() {
        room.close();
        hub.close();
        set.close();
    }

    private static JsonNode pictures(String job) {
        return lin.get("/api/v1/jobs/" + job + "/pictures").json();
    }

    @Test
    void whatTheCameraSeesOfAHubsJobIsOnItsPageThere() throws IOException {
        await().atMost(PATIENCE).until(() -> lin.get("/api/v1/machines")
                .json()
                .at("/items/0/state")
                .asText()
                .equals("idle"));
        var machine = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        var job = lin.post("/api/v1/jobs", Map.of("machine", machine, "design", "lin/lamp", "path", "lamp.gcode"))
                .json()
                .path("id")
                .asText();
        var confirmed = lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> lin.get("/api/v1/jobs/" + job)
                .json()
                .path("state")
                .asText()
                .equals("running"));
        // Somebody looks at the page, so live pictures come more often.
        await("a live picture and that of the start").atMost(PATIENCE).untilAsserted(() -> {
            var now = pictures(job);
            assertThat(now.at("/items/0/moment").asText()).as(now.toString()).isEqualTo("start");
            assertThat(now.has("live")).as(now.toString()).isTrue();
        });
        var live =
                lin.get(pictures(job).at("/live/picture").asText()).response().body();
        assertThat(ImageIO.read(new ByteArrayInputStream(live)).getWidth()).isEqualTo(640);
        MACHINE.acknowledges(4);
        var album = room.cameras.album();
        await("enough for a film")
                .atMost(PATIENCE)
                .until(() -> frames(album.moments(job).get(0).file()) >= 4);
        MACHINE.finishes();
        await("that of the end and the film").atMost(PATIENCE).until(() -> {
            var now = pictures(job);
            return now.path("items").size() == 2 && now.has("timeLapse");
        });
        var page = lin.get("/jobs/" + job, "Accept", "text/html").text();
        for (var kept : pictures(job).path("items"))
            assertThat(page).contains("src=\"" + kept.path("picture").asText());
        var film = lin.get(pictures(job).path("timeLapse").asText());
        assertThat(film.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(page).contains("<video");
        assertThat(hub.anyone().get(pictures(job).path("timeLapse").asText()).status())
                .isEqualTo(401);
    }

    private static int frames(Path picture) {
        var names = picture.resolveSibling("frames").toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void aJobMadeAloneIsSharedByOneActionWithTheChosenPictures() throws Exception {
        var kept = send(room.request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(FILE)));
        var file = LinkJson.mapper().readTree(kept.body()).path("file").asText();
        var started = send(room.request("api/v1/machines/printer/jobs")
                .POST(BodyPublishers.ofString("{\"file\":\"" + file + "\",\"clear\":true}")));
        var job = LinkJson.mapper().readTree(started.body()).path("id").asText();
        await().atMost(PATIENCE).until(() -> room.cameras.album().moments(job).size() == 1);
        assertThat(share(job, "{}").statusCode()).as("it is not over").isEqualTo(409);
        MACHINE.acknowledges(5);
        MACHINE.finishes();
        await().atMost(PATIENCE).until(() -> room.cameras.album().moments(job).size() == 2);
        assertThat(lin.get("/api/v1/jobs").text())
                .as("the hub knows nothing of it")
                .doesNotContain(job);
        var page = send(room.request("history/" + job).GET()).body();
        assertThat(page).contains("Share it as evidence", "name=\"picture-");

        var end = room.cameras.album().moments(job).get(1).name();
        assertThat(send(room.request("history/" + job + "/share")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("picture-" + end + "=yes")))
                        .statusCode())
                .isEqualTo(303);
        await().atMost(PATIENCE).until(() -> state(job).path("state").asText().equals("at-hub"));
        var there = URI.create(state(job).path("page").asText()).getPath();
        assertThat(send(room.request("history/" + job).GET()).body()).contains(there, "Open it on the hub");
        var id = there.substring(there.lastIndexOf('/') + 1);
        var waiting = lin.get("/api/v1/shared-jobs/" + id).json();
        assertThat(waiting.path("pictures")).hasSize(1);
        assertThat(waiting.path("fileHere").asBoolean()).isTrue();
        var at = waiting.at("/pictures/0/takenAt").asLong();
        var published = lin.post(
                "/api/v1/shared-jobs/" + id + "/publish",
                Map.of("design", "lin/lamp", "outcome", "worked", "pictures", List.of(at)));
        assertThat(published.status()).as(published.text()).isEqualTo(200);
        var evidence = hub.anyone().get("/api/v1/designs/lin/lamp/evidence").json();
        var mine = evidence.path("items").get(0).path("job").asText().equals(id)
                ? evidence.path("items").get(0)
                : evidence.path("items").get(1);
        assertThat(mine.path("origin").asText()).isEqualTo("agent");
        assertThat(mine.path("path").asText()).isEqualTo("lamp.gcode");
        assertThat(mine.path("pictures")).hasSize(1);
    }

    private static JsonNode state(String job) throws IOException {
        return LinkJson.mapper()
                .readTree(send(room.request("api/v1/jobs/" + job + "/share").GET())
                        .body());
    }

    private static HttpResponse<String> share(String job, String body) {
        return send(room.request("api/v1/jobs/" + job + "/share").POST(BodyPublishers.ofString(body)));
    }
}
