// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;
import org.fabcommons.link.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job made at home without the hub, and the one action by which its maker shares it. */
class SharingTest {
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static final String PUBLISHED = "G28\nG90\nM82\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 F1500\n";
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client mia;
    private static FabAgent agent;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        mia = hub.as("mia");
        mia.post("/api/v1/labs", Map.of("handle", "attic", "name", "Attic", "openTo", "members"));
        agent = FabAgent.pair(hub, mia, "attic", "pi").hello(new Message.Machine("ender", "Ender", "marlin", false));
        ada.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "The lamp", "summary", "s", "licence", "CC0-1.0", "tags", List.of()));
        ada.publish("ada/lamp", "one", Map.of("lamp.gcode", PUBLISHED.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LocalJob job(String name, String toolpath, JobState ending) {
        return new LocalJob(
                name,
                "ender",
                "lamp-at-home.gcode",
                sha256(toolpath),
                toolpath.length(),
                ending,
                true,
                1_790_000_000_000L,
                1_790_000_600_000L,
                Optional.empty(),
                Optional.empty(),
                new Message.Progress(6, 6, 1, Optional.empty()),
                Optional.of(new Message.Result(6, 6, 6, 2, 0, 612.5, 180, true)
                        .with(List.of(new Message.ToolLength("T2", 1.25, 1_790_000_300_000L)))),
                Optional.empty());
    }

    /** What an agent does when its person wants to share a job. */
    private static String brought(LocalJob job, String toolpath) {
        var told = agent.client()
                .post("/agent/v1/shared-jobs", (Object) LinkJson.mapper().valueToTree(job));
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        var id = told.json().path("id").asText();
        assertThat(told.json().path("page").asText()).isEqualTo("/shared/" + id);
        if (told.json().path("needsFile").asBoolean()) {
            var bytes = toolpath.getBytes(StandardCharsets.UTF_8);
            assertThat(agent.client()
                            .raw("PUT", "/agent/v1/shared-jobs/" + id + "/file", "application/octet-stream", bytes)
                            .status())
                    .isEqualTo(204);
        }
        return id;
    }

    private static void pictured(String id, String moment, long at) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        var path = "/agent/v1/shared-jobs/" + id + "/pictures?moment=" + moment + "&at=" + at;
        var answer = agent.client().raw("POST", path, "image/jpeg", bytes.toByteArray());
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private static JsonNode evidence(String job) {
        for (var item :
                hub.anyone().get("/api/v1/designs/ada/lamp/evidence").json().path("items"))
            if (item.path("job").asText().equals(job)) return item;
        return LinkJson.mapper().createObjectNode();
    }

    private static String form(Map<String, String> fields) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name.replaceAll("\\d", ""))
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return body.append("--b--\r\n").toString();
    }

    @Test
    void whatAPersonPublishesIsEvidenceLikeThatOfTheHubsOwnJobs() throws IOException {
        var id = brought(job("made-1", PUBLISHED, JobState.FINISHED), PUBLISHED);
        pictured(id, "start", 1_790_000_000_500L);
        pictured(id, "end", 1_790_000_599_000L);
        assertThat(evidence(id).isEmpty()).as("nothing is public by itself").isTrue();
        assertThat(ada.get("/shared/" + id, PAGE).status())
                .as("nobody else sees it")
                .isEqualTo(404);
        var asked = mia.get("/shared/" + id + "?design=ada/lamp", PAGE).text();
        assertThat(asked).contains("Nothing of this is public yet", "lamp.gcode in revision", "@mia");

        var published = mia.raw(
                "POST",
                "/shared/" + id,
                "multipart/form-data; boundary=b",
                form(Map.of(
                                "design",
                                "ada/lamp",
                                "outcome",
                                "partly",
                                "reason",
                                "warped",
                                "notes",
                                "Use a brim",
                                "picture1",
                                "1790000599000"))
                        .getBytes(StandardCharsets.UTF_8),
                PAGE);
        assertThat(published.status()).as(published.text()).isEqualTo(303);

        var shown = evidence(id);
        assertThat(shown.at("/tools/0/tool").asText()).isEqualTo("T2");
        assertThat(hub.anyone().get("/@ada/lamp").text()).contains("T2 +1.25 mm");
        assertThat(shown.path("origin").asText()).isEqualTo("agent");
        assertThat(shown.path("path").asText()).as("the hub found the file").isEqualTo("lamp.gcode");
        assertThat(shown.path("outcome").asText()).isEqualTo("partly");
        assertThat(shown.path("reporter").asText()).isEqualTo("mia");
        assertThat(shown.path("endedAt").asText()).isEqualTo("2026-09-21T14:23:20Z");
        assertThat(shown.path("pictures")).as("only what was ticked").hasSize(1);
        assertThat(hub.anyone().get(shown.at("/pictures/0").asText()).header("Content-Type"))
                .isEqualTo("image/jpeg");
        assertThat(hub.anyone()
                        .get("/evidence/" + id + "/pictures/1790000000500")
                        .status())
                .isEqualTo(404);
        assertThat(hub.anyone().get("/@ada/lamp", PAGE).text()).contains("told by the maker’s own agent", "Use a brim");

        var job = mia.get("/api/v1/jobs/" + id).json();
        assertThat(job.path("state").asText()).isEqualTo("reported");
        assertThat(job.at("/result/resends").asInt()).isEqualTo(2);
        assertThat(mia.get("/api/v1/jobs/" + id + "/pictures").json().path("items"))
                .hasSize(2);
        assertThat(mia.get("/jobs/" + id, PAGE).text()).contains("Made without the hub");
        assertThat(ada.get("/api/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(brought(job("made-1", PUBLISHED, JobState.FINISHED), PUBLISHED))
                .as("told again it is the same")
                .isEqualTo(id);
    }

    @Test
    void aToolpathOfOnesOwnIsAttachedIfWishedAndWithdrawnWithTheRest() {
        var own = PUBLISHED + "G1 X70 Y20 F1500\n";
        var id = brought(job("made-2", own, JobState.FAILED), own);
        var answer = mia.post(
                "/api/v1/shared-jobs/" + id + "/publish",
                Map.of("design", "ada/lamp", "outcome", "failed", "attachToolpath", true));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var shown = evidence(id);
        assertThat(shown.has("path")).isFalse();
        assertThat(hub.anyone().get(shown.path("toolpath").asText()).text()).isEqualTo(own);

        assertThat(ada.delete("/api/v1/shared-jobs/" + id).status()).isEqualTo(404);
        assertThat(mia.delete("/api/v1/shared-jobs/" + id).status()).isEqualTo(204);
        assertThat(evidence(id).isEmpty()).isTrue();
        assertThat(hub.anyone().get("/evidence/" + id + "/toolpath").status()).isEqualTo(404);
        assertThat(mia.get("/api/v1/jobs/" + id).status()).isEqualTo(404);
    }

    @Test
    void secretsOfASlicerStayPrivate() {
        var own = PUBLISHED + "; printhost_apikey = 0123456789abcdef\n";
        var id = brought(job("made-3", own, JobState.FINISHED), own);
        var wish = Map.of("design", "ada/lamp", "outcome", "worked", "attachToolpath", true);
        var refused = mia.post("/api/v1/shared-jobs/" + id + "/publish", wish);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("printhost_apikey").doesNotContain("0123456789abcdef");
        assertThat(mia.get("/shared/" + id + "?design=ada/lamp", PAGE).text())
                .contains("printhost_apikey", "stays private");
        mia.post("/api/v1/shared-jobs/" + id + "/publish", Map.of("design", "ada/lamp", "outcome", "worked"));
        assertThat(evidence(id).path("outcome").asText()).isEqualTo("worked");
        assertThat(evidence(id).has("toolpath")).isFalse();
        assertThat(hub.anyone().get("/evidence/" + id + "/toolpath").status()).isEqualTo(404);
    }

    @Test
    void anAgentIsNotBelievedMoreThanItCanShow() {
        var told = agent.client().post("/agent/v1/shared-jobs", (Object)
                LinkJson.mapper().valueToTree(job("made-4", "G28\n", JobState.FINISHED)));
        var id = told.json().path("id").asText();
        var file = "/agent/v1/shared-jobs/" + id + "/file";
        assertThat(agent.client()
                        .raw("PUT", file, "application/octet-stream", "G29\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(422);
        assertThat(mia.post("/api/v1/shared-jobs/" + id + "/publish", Map.of("design", "ada/lamp", "outcome", "worked"))
                        .status())
                .as("without its toolpath it says nothing")
                .isEqualTo(409);
        var stranger = FabAgent.pair(hub, ada, "ada", "other");
        assertThat(stranger.client()
                        .raw("PUT", file, "application/octet-stream", "G28\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(404);
        assertThat(agent.client()
                        .post("/agent/v1/shared-jobs", (Object)
                                LinkJson.mapper().valueToTree(job("made-5", "G28\n", JobState.RUNNING)))
                        .status())
                .isEqualTo(422);
    }
}
