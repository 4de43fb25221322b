// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job as a camera sees it. */
class PicturesTest {
    private static final String GCODE = "G28\nG90\nM82\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 F1500\n";
    private static Hub hub;
    private static FabAgent agent;
    private static Hub.Client lin;
    private static Hub.Client sam;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        lin = hub.as("lin");
        sam = hub.as("sam");
        lin.post("/api/v1/labs", Map.of("handle", "riverside", "name", "Riverside", "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, "riverside", "bench")
                .hello(new Message.Machine("printer", "Printer", "marlin", true));
        tells(Telemetry.State.IDLE, Optional.empty());
        lin.post(
                "/api/v1/designs",
                Map.of("name", "clip", "title", "Clip", "summary", "Holds", "licence", "CC0-1.0", "tags", List.of()));
        lin.publish("lin/clip", "first", Map.of("clip.gcode", GCODE.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void tells(Telemetry.State state, Optional<String> job) {
        agent.telemetry(new Telemetry.Machine(
                "printer", state, Optional.empty(), Map.of(), Map.of("X", 1.0), job, Optional.empty()));
    }

    private static String running() {
        tells(Telemetry.State.IDLE, Optional.empty());
        var machine = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        var asked = sam.post("/api/v1/jobs", Map.of("machine", machine, "design", "lin/clip", "path", "clip.gcode"));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        var job = asked.json().path("id").asText();
        assertThat(lin.post("/api/v1/jobs/" + job + "/confirm", Map.of()).status())
                .isEqualTo(200);
        agent.tell(
                agent.moved(job, 1, 1, JobState.ACCEPTED, Message.Progress.NONE, Optional.empty(), Optional.empty()));
        agent.tell(agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE));
        return job;
    }

    private static void ends(String job) {
        agent.tell(agent.moved(job, 1, JobState.FINISHED, Message.Progress.NONE));
    }

    private static Hub.Answer shows(String job, String moment, long at, byte[] picture) {
        return agent.client()
                .raw(
                        "POST",
                        "/agent/v1/jobs/" + job + "/pictures?moment=" + moment + "&at=" + at,
                        "image/jpeg",
                        picture);
    }

    private static byte[] jpeg(Color colour) {
        var picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 64, 48);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void whoMaySeeTheJobSeesItLiveAndNobodyElseDoes() {
        var job = running();
        var red = jpeg(Color.RED);
        var first = shows(job, "live", 1_800_000_000_001L, red);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().path("watched").asBoolean()).isFalse();
        var live = "/jobs/" + job + "/pictures/live";
        assertThat(sam.get("/api/v1/jobs/" + job + "/pictures")
                        .json()
                        .at("/live/picture")
                        .asText())
                .startsWith(live);
        var seen = sam.get(live);
        assertThat(seen.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(seen.response().body()).isEqualTo(red);
        // Now the agent sends more of them.
        assertThat(shows(job, "live", 1_800_000_000_002L, red)
                        .json()
                        .path("watched")
                        .asBoolean())
                .isTrue();
        assertThat(hub.as("eve").get(live).status()).isEqualTo(404);
        assertThat(hub.as("eve").get("/api/v1/jobs/" + job + "/pictures").status())
                .isEqualTo(404);
        assertThat(hub.anyone().get(live).status()).isEqualTo(401);
        ends(job);
        assertThat(sam.get(live).status()).isEqualTo(404);
        assertThat(shows(job, "live", 1_800_000_000_003L, red).status()).isEqualTo(409);
    }

    @Test
    void picturesOfStartPauseAndEndStayWithTheJobEachOnce() {
        var job = running();
        var green = jpeg(Color.GREEN);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(shows(job, "start", 1_800_000_000_001L, jpeg(Color.RED)).status())
                    .isEqualTo(200);
            assertThat(shows(job, "pause", 1_800_000_000_002L, green).status()).isEqualTo(200);
        }
        ends(job);
        assertThat(shows(job, "end", 1_800_000_000_003L, green).status()).isEqualTo(200);
        var kept = sam.get("/api/v1/jobs/" + job + "/pictures").json().path("items");
        assertThat(kept).extracting(one -> one.path("moment").asText()).containsExactly("start", "pause", "end");
        assertThat(sam.get(kept.get(1).path("picture").asText()).response().body())
                .isEqualTo(green);
        assertThat(hub.as("eve").get(kept.get(1).path("picture").asText()).status())
                .isEqualTo(404);
        assertThat(sam.get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "en")
                        .text())
                .contains("As the camera saw it");
    }

    @Test
    void whatIsNoPictureOrNotThisAgentsIsRefused() {
        var job = running();
        assertThat(shows(job, "live", 1, "<script>".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(422);
        assertThat(shows(job, "dinner", 1, jpeg(Color.RED)).status()).isEqualTo(422);
        assertThat(shows(job, "live", 0, jpeg(Color.RED)).status()).isEqualTo(422);
        assertThat(shows(job, "live", 1, new byte[2_000_000]).status()).isEqualTo(413);
        assertThat(shows("none", "live", 1, jpeg(Color.RED)).status()).isEqualTo(404);
        lin.post("/api/v1/labs", Map.of("handle", "elsewhere", "name", "Elsewhere", "openTo", "anyone"));
        var stranger = FabAgent.pair(hub, lin, "elsewhere", "other");
        var path = "/agent/v1/jobs/" + job + "/pictures?moment=live&at=1";
        assertThat(stranger.client()
                        .raw("POST", path, "image/jpeg", jpeg(Color.RED))
                        .status())
                .isEqualTo(404);
        assertThat(lin.raw("POST", path, "image/jpeg", jpeg(Color.RED)).status())
                .isIn(401, 403, 404);
        ends(job);
    }

    @Test
    void theJobsPageShowsNewPicturesWithoutLoadingAnew() {
        var job = running();
        try (var browser = Browser.open(hub);
                var window = browser.window().signIn("sam")) {
            window.go("/jobs/" + job);
            assertThat(window.page().isVisible("#job-camera")).isFalse();
            shows(job, "live", 1_800_000_000_001L, jpeg(Color.RED));
            window.page().waitForSelector("#job-camera img[src$='at=1800000000001']");
            shows(job, "live", 1_800_000_000_002L, jpeg(Color.BLUE));
            window.page().waitForSelector("#job-camera img[src$='at=1800000000002']");
            shows(job, "start", 1_800_000_000_003L, jpeg(Color.RED));
            window.page().waitForSelector(".job-shots img");
            assertThat(window.complaints()).isEmpty();
        }
        ends(job);
    }
}
