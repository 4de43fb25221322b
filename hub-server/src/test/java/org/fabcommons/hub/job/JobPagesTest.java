// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** From a design to a report, in a real browser. */
class JobPagesTest {
    private static final String GOOD = "G28\nG90\nM82\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 F1500\n";
    private static Hub hub;
    private static Browser browser;
    private static FabAgent agent;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        var lin = hub.as("lin");
        hub.as("sam");
        lin.post("/api/v1/labs", Map.of("handle", "riverside", "name", "Riverside", "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, "riverside", "bench")
                .hello(
                        new Message.Machine("printer", "Printer", "marlin", true),
                        new Message.Machine("mill", "Mill", "grbl", true));
        var ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "clip", "title", "Clip", "summary", "Holds", "licence", "CC0-1.0", "tags", List.of()));
        ada.publish("ada/clip", "first", Map.of("clip.gcode", GOOD.getBytes(StandardCharsets.UTF_8)));
        browser = Browser.open(hub);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    private static void tells(Telemetry.State state, Optional<String> job, Optional<Message.Progress> progress) {
        agent.telemetry(
                new Telemetry.Machine(
                        "printer",
                        state,
                        Optional.empty(),
                        Map.of("T0", new Telemetry.Temperature(201.4, 200), "B", new Telemetry.Temperature(60, 60)),
                        Map.of("X", 1.0, "Y", 2.0, "Z", 3.0),
                        job,
                        progress),
                new Telemetry.Machine(
                        "mill",
                        Telemetry.State.ALARM,
                        Optional.of("ALARM:1 hard limit"),
                        Map.of(),
                        Map.of("X", 0.0),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aPersonAsksAnOperatorStartsAndBothSeeItHappenWithoutReloading() {
        tells(Telemetry.State.IDLE, Optional.empty(), Optional.empty());
        try (var sams = browser.window().signIn("sam");
                var lins = browser.window().signIn("lin")) {
            var sam = sams.page();
            sams.go("/@ada/clip/make");
            sam.click("text=Make it here");
            sam.waitForURL("**/jobs/*");
            var path = sam.url().substring(sam.url().indexOf("/jobs/"));
            var job = path.substring("/jobs/".length());
            var lin = lins.page();
            lins.go(path);
            lin.click("#do-confirm");
            lin.waitForSelector("text=The agent is fetching the file");
            sam.waitForSelector("text=The agent is fetching the file");
            agent.tell(agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE));
            agent.tell(agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE));
            lin.waitForSelector("#do-pause");
            tells(
                    Telemetry.State.RUNNING,
                    Optional.of(job),
                    Optional.of(new Message.Progress(3, 6, 0.42, Optional.of(75L))));
            sam.waitForSelector("text=42\u202f%");
            sam.waitForSelector("text=1\u00a0min\u00a015\u00a0s");
            lin.click("text=Cancel the job");
            assertThat(lin.isVisible("#do-cancel")).isTrue();
            agent.tell(agent.moved(job, 1, JobState.FINISHED, new Message.Progress(6, 6, 1, Optional.of(0L))));
            lin.waitForSelector("text=How did it go?");
            lin.check("input[value=worked]");
            lin.fill("#reason", "Clean corners");
            // The page takes itself anew; what is half written stays.
            tells(Telemetry.State.BUSY, Optional.empty(), Optional.empty());
            lin.waitForSelector(".state-busy");
            assertThat(lin.inputValue("#reason")).isEqualTo("Clean corners");
            lin.click("text=Keep the report");
            lin.waitForSelector("text=Clean corners");
            sam.waitForSelector("text=Clean corners");
            sams.go("/@ada/clip");
            sam.waitForSelector("text=1 of 1 worked");
            assertThat(sams.complaints()).isEmpty();
            assertThat(lins.complaints()).isEmpty();
        }
    }
}
