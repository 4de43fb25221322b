// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fabcommons.hub.importing.Importer;
import org.fabcommons.hub.mesh.Meshes;
import org.fabcommons.link.Curve;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Finding;

/** Something of everything on a hub, so that its pages have something to show. */
final class Furniture {
    private static final String GCODE =
            "G28\nG90\nM82\nM104 S200\nM109 S200\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 E2 F1500\nM104 S0\n";

    private static final Curve CURVE = new Curve(IntStream.rangeClosed(0, 60)
            .mapToObj(i -> new Curve.Moment(
                    i * 90L,
                    i / 60.0,
                    Map.of(
                            "T0",
                            new Telemetry.Temperature(Math.min(205, 21 + i * 30), 205),
                            "B",
                            new Telemetry.Temperature(Math.min(60, 21 + i * 4), i > 57 ? 0 : 60))))
            .toList());

    private final Hub hub;
    private final Hub.Client lin;
    private final Hub.Client sam;
    private final FabAgent agent;
    private final Map<String, String> names = new TreeMap<>();

    private Furniture(Hub hub) throws IOException {
        this.hub = hub;
        lin = hub.as("lin");
        sam = hub.as("sam");
        lamp();
        variant();
        otherDesigns();
        imports();
        apart();
        agent = lab();
        jobs();
    }

    /** Puts it in; tells by name what is called otherwise each time. */
    static Map<String, String> in(Hub hub) throws IOException {
        return new Furniture(hub).names;
    }

    private void lamp() {
        lin.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "lamp",
                        "title",
                        "Lamp with a very very long title that has to wrap somewhere",
                        "summary",
                        "A desk lamp.",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of("light", "desk")));
        lin.post("/api/v1/saved-searches", Map.of("name", "Lamps", "query", "q=lamp&tag=desk"));
        lin.publish(
                "lin/lamp",
                "First light",
                Map.of(
                        "README.md",
                        "# Lamp\n\nIt gives *light*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "a-part-with-a-long-name-that-does-not-fit-a-phone-at-all.stl",
                        Meshes.tetrahedron(),
                        "lamp.scad",
                        "/* [Size] */\n// How wide\nwide = 9; // [1:20]\nlid = true;\nkind = \"a\"; // [a, b]\ncube(wide);\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "toolpaths/lamp.gcode",
                        GCODE.getBytes(StandardCharsets.UTF_8),
                        "bom.csv",
                        "name,quantity,unit,cost,currency,link\nA screw with a very long name that has to wrap,4,,0.05,EUR,https://example.org/a\nWire,0.5,m,2,EUR,\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "docs/assembly/1-wire.md",
                        "# Wire it\n\nTools: pliers; a-tool-with-a-very-long-name-that-does-not-fit\n\nParts: 4 × Wire\n\nGently.\n\n## Mind\n\n- the heat\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "docs/assembly/2-close.md",
                        "# Close it\n\nTurn.\n".getBytes(StandardCharsets.UTF_8)));
    }

    private void variant() {
        Needs.program("openscad", "openscad");
        var variant = lin.post(
                        "/api/v1/designs/lin/lamp/variants", Map.of("file", "lamp.scad", "values", Map.of("wide", "7")))
                .json()
                .path("id")
                .asText();
        names.put("VARIANT", variant);
        await().atMost(java.time.Duration.ofSeconds(150))
                .until(() -> lin.get("/api/v1/designs/lin/lamp/variants/" + variant)
                        .json()
                        .path("state")
                        .asText()
                        .equals("ready"));
    }

    private void otherDesigns() {
        sam.post("/api/v1/designs/lin/lamp/remixes", Map.of("name", "lamp-of-sam", "note", "Smaller"));
        lin.post(
                "/api/v1/groups",
                Map.of("handle", "menders", "displayName", "The Menders", "about", "We mend things, together."));
        lin.put("/api/v1/groups/menders/members/sam", Map.of("role", "contributor"));
        for (var name : List.of("regretted", "offered")) {
            var owner = name.equals("regretted") ? lin : sam;
            owner.post(
                    "/api/v1/designs",
                    Map.of("name", name, "title", "A " + name + " one", "summary", "s", "licence", "CC-BY-4.0"));
        }
        lin.delete("/api/v1/designs/lin/regretted");
        lin.post(
                "/api/v1/designs/lin/lamp/releases",
                Map.of("name", "v1.0", "title", "It can be made", "notes", "# New\n\n- It gives *light*"));
        sam.post("/api/v1/designs/sam/offered/transfer", Map.of("to", "lin"));
    }

    private void imports() throws IOException {
        var importer = new Importer(lin);
        var archive = Importer.zip("lamp/README.md", "# Sent\n\nAs an archive.");
        names.put("IMPORT", importer.archive("readme.zip", archive).path("id").asText());
        var folder = importer.folder(Map.of("stool/leg.stl", "solid leg".getBytes(StandardCharsets.UTF_8)));
        names.put("FOLDER", folder.path("id").asText());
        var hostile = Importer.zip("../README.md", "Hostile");
        names.put("BROKEN", importer.archive("broken.zip", hostile).path("id").asText());
    }

    /** Two that went apart, in a text and in a model. */
    private void apart() {
        lin.post(
                "/api/v1/designs/sam/lamp-of-sam/remixes",
                Map.of("name", "again", "title", "Third", "summary", "Other", "tags", List.of("other")));
        lin.publish("lin/again", "Mine", Map.of("README.md", "# Mine\n".getBytes(StandardCharsets.UTF_8)));
        sam.publish("sam/lamp-of-sam", "Theirs", Map.of("README.md", "# Theirs\n".getBytes(StandardCharsets.UTF_8)));
    }

    private FabAgent lab() {
        lin.post("/api/v1/labs", Map.of("handle", "canal", "name", "Atelier du Canal", "openTo", "anyone"));
        lin.raw(
                "PUT",
                "/api/v1/labs/canal/members/sam",
                "application/json",
                "{\"role\":\"member\"}".getBytes(StandardCharsets.UTF_8));
        var paired = FabAgent.pair(hub, lin, "canal", "bench")
                .hello(
                        new Message.Machine("printer", "Printer on the left", "marlin", true),
                        new Message.Machine("mill", "Mill", "grbl", true));
        for (var machine : lin.get("/api/v1/machines").json().path("items"))
            if (machine.path("key").asText().equals("printer"))
                names.put("PRINTER", machine.path("id").asText());
        names.put("CODE", FabAgent.start(hub, "workshop").path("user_code").asText());
        return paired;
    }

    private void jobs() throws IOException {
        works("FINISHED", JobState.FINISHED);
        works("FAILED", JobState.FAILED);
        asked();
        works("RUNNING", JobState.RUNNING);
        names.put("SHARED", shared());
        names.put("QUEUED", ask(sam));
        tells(Telemetry.State.RUNNING, Optional.of(names.get("RUNNING")));
    }

    /** A job that the agent ran alone, and that waits for somebody to say what becomes public. */
    private String shared() throws IOException {
        var bytes = GCODE.getBytes(StandardCharsets.UTF_8);
        var sha256 = sha256(bytes);
        var job = new LocalJob(
                "alone",
                "printer",
                "a-file-with-a-very-long-name-that-does-not-fit-a-telephone.gcode",
                sha256,
                bytes.length,
                JobState.FINISHED,
                true,
                1_790_000_000_000L,
                1_790_000_600_000L,
                Optional.empty(),
                Optional.empty(),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.empty());
        var id = agent.client()
                .post("/agent/v1/shared-jobs", (Object) LinkJson.mapper().valueToTree(job))
                .json()
                .path("id")
                .asText();
        agent.client().raw("PUT", "/agent/v1/shared-jobs/" + id + "/file", "application/octet-stream", bytes);
        var picture = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(64, 48, 5), "jpeg", picture);
        for (var moment : List.of("start", "end"))
            agent.client()
                    .raw(
                            "POST",
                            "/agent/v1/shared-jobs/" + id + "/pictures?moment=" + moment + "&at=17900000"
                                    + moment.length() + "00000",
                            "image/jpeg",
                            picture.toByteArray());
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tells(Telemetry.State state, Optional<String> job) {
        agent.telemetry(new Telemetry.Machine(
                "printer",
                state,
                Optional.empty(),
                Map.of("T0", new Telemetry.Temperature(201, 200), "B", new Telemetry.Temperature(59.5, 60)),
                Map.of("X", 1.0, "Y", 2.0, "Z", 3.0),
                job,
                job.map(running -> new Message.Progress(4, 9, 0.4, Optional.of(600L)))));
    }

    private String ask(Hub.Client who) {
        var answer = who.post(
                "/api/v1/jobs",
                Map.of(
                        "machine",
                        names.get("PRINTER"),
                        "design",
                        "lin/lamp",
                        "revision",
                        "head",
                        "path",
                        "toolpaths/lamp.gcode"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    /** A job that comes as far as this. */
    private void works(String name, JobState end) {
        tells(Telemetry.State.IDLE, Optional.empty());
        var job = ask(lin);
        names.put(name, job);
        var confirmed = lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        int seq = 0;
        for (var state : new LinkedHashSet<>(List.of(JobState.ACCEPTED, JobState.RUNNING, end)))
            agent.tell(agent.moved(job, 1, ++seq, state, Message.Progress.NONE, Optional.empty(), Optional.empty())
                    .with(CURVE));
    }

    /** A job that came back with what the lab's policy asks about. */
    private void asked() {
        tells(Telemetry.State.IDLE, Optional.empty());
        var job = ask(lin);
        names.put("ASKED", job);
        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        agent.tell(new Message.JobMoved(
                "asked",
                job,
                1,
                1,
                JobState.QUEUED,
                1_790_000_000_000L,
                Optional.of("policy-asks"),
                Optional.empty(),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.of(new Message.Asked(
                        List.of(
                                new Finding(Finding.Severity.ASK, "policy-ask", 12, List.of("M600")),
                                new Finding(Finding.Severity.ASK, "policy-admin", 140, List.of("M900"))),
                        Set.of("M600", "M900"),
                        true,
                        List.of("lin")))));
    }
}
