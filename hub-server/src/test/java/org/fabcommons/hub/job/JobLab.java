// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/** A lab that anyone may ask, run by lin, with an agent and an idle printer. */
final class JobLab {
    static final String GOOD =
            "G28\nG90\nM82\nM104 S200\nM109 S200\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 E2 F1500\nM104 S0\n";
    private static final AtomicInteger LABS = new AtomicInteger();

    final Hub.Client lin;
    final Hub.Client sam;
    final FabAgent agent;
    final String printer;

    JobLab(Hub hub) {
        lin = hub.as("lin");
        sam = hub.as("sam");
        var handle = "lab-" + LABS.incrementAndGet();
        lin.post("/api/v1/labs", Map.of("handle", handle, "name", handle, "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, handle, "bench")
                .hello(new Message.Machine("printer", "Printer of " + handle, "marlin", true));
        printer = machine(handle);
        tells(Telemetry.State.IDLE, Optional.empty(), Optional.empty());
    }

    private String machine(String lab) {
        for (var machine : lin.get("/api/v1/machines").json().path("items"))
            if (machine.path("lab").asText().equals(lab))
                return machine.path("id").asText();
        throw new AssertionError("no machine in " + lab);
    }

    void tells(Telemetry.State state, Optional<String> job, Optional<Message.Progress> progress) {
        agent.telemetry(new Telemetry.Machine(
                "printer",
                state,
                Optional.empty(),
                Map.of("T0", new Telemetry.Temperature(201, 200)),
                Map.of("X", 1.0, "Y", 2.0, "Z", 3.0),
                job,
                progress));
    }

    Hub.Answer ask(Hub.Client who, String gcode) {
        return upload(who, printer, "part.gcode", gcode);
    }

    String queued() {
        var answer = ask(sam, GOOD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    Hub.Answer act(Hub.Client who, String job, String action) {
        return who.post("/api/v1/jobs/" + job + "/" + action, Map.of());
    }

    String state(String job) {
        return lin.get("/api/v1/jobs/" + job).json().path("state").asText();
    }

    String running() {
        var job = queued();
        assertThat(act(lin, job, "confirm").status()).isEqualTo(200);
        agent.tell(agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE));
        agent.tell(agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE));
        assertThat(state(job)).isEqualTo("running");
        return job;
    }

    /** Asks for a job with a file. */
    static Hub.Answer upload(Hub.Client who, String machine, String fileName, String gcode) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"machine\"\r\n\r\n" + machine
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + gcode + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        return who.raw(
                "POST", "/api/v1/jobs", "multipart/form-data; boundary=b", body.toByteArray(), "Accept-Language", "en");
    }
}
