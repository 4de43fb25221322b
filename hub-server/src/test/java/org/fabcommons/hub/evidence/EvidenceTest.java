// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static final String GOOD = "G28\nG90\nM82\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 F1500\n";
    private static final String TOO_FAR = "G28\nG90\nG1 X900 Y10 Z1 E5 F3000\n";
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client lin;
    private static Hub.Client sam;
    private static FabAgent agent;
    private static String printer;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        lin = hub.as("lin");
        sam = hub.as("sam");
        lin.post("/api/v1/labs", Map.of("handle", "riverside", "name", "Riverside", "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, "riverside", "bench")
                .hello(new Message.Machine("printer", "Bench printer", "marlin", true));
        printer = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void publish(String name) {
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "The " + name,
                        "summary",
                        "Useful",
                        "licence",
                        "CC0-1.0",
                        "tags",
                        List.of()));
        var answer = ada.publish(
                "ada/" + name,
                "toolpaths",
                Map.of(
                        "toolpaths/part.gcode", GOOD.getBytes(StandardCharsets.UTF_8),
                        "toolpaths/huge.gcode", TOO_FAR.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static Hub.Answer ask(String name, String path) {
        return sam.post("/api/v1/jobs", Map.of("machine", printer, "design", "ada/" + name, "path", path));
    }

    /** A job of this design that went as far as this. */
    private static String job(String name, JobState... states) {
        var asked = ask(name, "toolpaths/part.gcode");
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        var job = asked.json().path("id").asText();
        agent.idle("printer");
        assertThat(lin.post("/api/v1/jobs/" + job + "/confirm", Map.of()).status())
                .isEqualTo(200);
        long seq = 0;
        for (var state : states)
            agent.tell(agent.moved(
                    job,
                    1,
                    ++seq,
                    state,
                    new Message.Progress(3, 6, 0.5, Optional.empty()),
                    Optional.empty(),
                    Optional.empty()));
        return job;
    }

    private static JsonNode evidence(String name) {
        return hub.anyone().get("/api/v1/designs/ada/" + name + "/evidence").json();
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = picture.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width, height / 2);
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    private static Hub.Answer reportWithPhoto(String job, byte[] photo) {
        var body = new ByteArrayOutputStream();
        for (var field : Map.of("outcome", "partly", "reason", "warped", "notes", "Use a brim.\nAnd glue.")
                .entrySet())
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        var head = List.of(
                "--b",
                "Content-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"",
                "Content-Type: image/jpeg");
        body.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(photo);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return lin.raw(
                "POST", "/api/v1/jobs/" + job + "/report", "multipart/form-data; boundary=b", body.toByteArray());
    }

    @Test
    void aReportIsEvidenceOnExactlyThatRevisionMachineAndFile() throws IOException {
        publish("lamp");
        var revision = ada.get("/api/v1/designs/ada/lamp/revisions")
                .json()
                .at("/items/0/revision")
                .asText();
        var job = job("lamp", JobState.ACCEPTED, JobState.RUNNING, JobState.FINISHED);
        assertThat(evidence("lamp").at("/summary/unreported").asInt()).isEqualTo(1);
        assertThat(evidence("lamp").path("summary").has("successRate")).isFalse();
        assertThat(sam.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", "worked"))
                        .status())
                .isEqualTo(403);
        assertThat(lin.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", "splendid"))
                        .json()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("outcome");
        var reported = reportWithPhoto(job, picture("jpg", 2400, 1200));
        assertThat(reported.status()).as(reported.text()).isEqualTo(200);
        var make = evidence("lamp").at("/items/0");
        assertThat(make.path("revision").asText()).isEqualTo(revision);
        assertThat(make.path("path").asText()).isEqualTo("toolpaths/part.gcode");
        assertThat(make.path("machine").asText()).isEqualTo("Bench printer");
        assertThat(make.path("profile").asText()).isEqualTo("marlin");
        assertThat(make.path("simulated").asBoolean()).isTrue();
        assertThat(make.path("outcome").asText()).isEqualTo("partly");
        assertThat(make.path("reporter").asText()).isEqualTo("lin");
        var photo = hub.anyone().get(make.path("photo").asText());
        assertThat(photo.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(ImageIO.read(new ByteArrayInputStream(photo.response().body()))
                        .getWidth())
                .isEqualTo(1600);
        var again = lin.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", "worked"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(sam.get("/api/v1/jobs/" + job).json().path("state").asText()).isEqualTo("reported");
        assertThat(sam.get("/jobs/" + job, PAGE).text()).contains("Use a brim.").contains("partly worked");
    }

    @Test
    void theDesignsPageShowsTheMakesAndTheSuccessRate() {
        publish("clip");
        assertThat(hub.anyone().get("/@ada/clip", PAGE).text())
                .contains("/@ada/clip/make")
                .contains("Nobody has made it yet");
        for (var outcome : List.of("worked", "worked", "failed")) {
            var job = job("clip", JobState.ACCEPTED, JobState.RUNNING, JobState.FINISHED);
            lin.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", outcome, "reason", "<b>bold</b>"));
        }
        var interrupted = job("clip", JobState.ACCEPTED, JobState.RUNNING, JobState.INTERRUPTED);
        assertThat(evidence("clip").at("/summary/successRate").asDouble()).isEqualTo(0.5);
        assertThat(evidence("clip").at("/items/0/job").asText()).isEqualTo(interrupted);
        var page = hub.anyone().get("/@ada/clip", PAGE).text();
        assertThat(page).contains("2 of 4 worked").contains("&lt;b&gt;bold").contains("Bench printer");
    }

    @Test
    void failedAndCancelledJobsLeaveEvidenceTooButOneThatNeverBeganIsNotCounted() {
        publish("hook");
        job("hook", JobState.ACCEPTED, JobState.RUNNING, JobState.FAILED);
        job("hook", JobState.ACCEPTED, JobState.RUNNING, JobState.CANCELLED);
        var asked = ask("hook", "toolpaths/part.gcode").json().path("id").asText();
        sam.post("/api/v1/jobs/" + asked + "/cancel", Map.of());
        var known = evidence("hook");
        assertThat(known.path("items").findValuesAsText("ending")).containsExactly("cancelled", "cancelled", "failed");
        assertThat(known.path("items").findValuesAsText("started")).containsExactly("false", "true", "true");
        assertThat(known.at("/summary/made").asInt()).isEqualTo(2);
        assertThat(known.at("/summary/failed").asInt()).isEqualTo(1);
        assertThat(known.at("/summary/successRate").asDouble()).isZero();
    }

    @Test
    void whatIsNoPictureIsRefusedAndTheReportCanBeSentAgain() throws IOException {
        publish("knob");
        var job = job("knob", JobState.ACCEPTED, JobState.RUNNING, JobState.FINISHED);
        var script = reportWithPhoto(job, "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        assertThat(script.status()).isEqualTo(422);
        assertThat(script.json().at("/errors/0/field").asText()).isEqualTo("photo");
        var cut = reportWithPhoto(job, java.util.Arrays.copyOf(picture("png", 300, 200), 200));
        assertThat(cut.status()).isEqualTo(422);
        assertThat(reportWithPhoto(job, picture("png", 300, 200)).status()).isEqualTo(200);
    }

    @Test
    void makingStartsFromTheDesignsPageWithTheMachinesThatFit() {
        publish("bracket");
        var page = sam.get("/@ada/bracket/make", PAGE).text();
        assertThat(page)
                .contains("toolpaths/part.gcode")
                .contains("Make it here")
                .contains("Bench printer");
        assertThat(page).contains("It fits none of the machines you may use").contains("Line 3");
        var asked = sam.form("/@ada/bracket/make", "machine=" + printer + "&path=toolpaths%2Fpart.gcode", PAGE);
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location")).contains("/jobs/");
        var refused = sam.form("/@ada/bracket/make", "machine=" + printer + "&path=toolpaths%2Fhuge.gcode", PAGE);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("This file must not run on this machine");
        assertThat(ask("bracket", "nothing.gcode").json().at("/errors/0/field").asText())
                .isEqualTo("path");
        assertThat(hub.anyone().get("/@ada/bracket/make", PAGE).header("Location"))
                .contains("/sign-in");
    }
}
