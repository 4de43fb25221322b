// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera's process. It yields to everything else on the computer, its memory is bounded, and it is the first to go
 * where memory is short; it ends with the agent, since its input ends then.
 */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    /** Java's part; the rest of the 640 MiB is FFmpeg's and OpenCV's, and ample for 1920 x 1080. */
    private static final String HEAP = "-Xmx128m";

    private static final String ALL_MEMORY = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=640m";

    private final Process process;
    private final DataInputStream reports;

    private Worker(Process process) {
        this.process = process;
        reports = new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 << 10));
    }

    /** @param log what its libraries say, from this start on */
    static Worker start(Installation installation, Order order, Path log) throws IOException {
        var process = new ProcessBuilder(command(installation))
                .redirectError(log.toFile())
                .start();
        var worker = new Worker(process);
        worker.goFirstWhenMemoryIsShort();
        worker.say(JSON.writeValueAsString(order));
        return worker;
    }

    private static List<String> command(Installation installation) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) command.addAll(List.of("/usr/bin/nice", "-n", "10"));
        if (Files.isExecutable(Path.of("/usr/bin/ionice"))) command.addAll(List.of("/usr/bin/ionice", "-c", "3"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                HEAP,
                ALL_MEMORY,
                "-Djava.awt.headless=true",
                "-cp",
                installation.classPath(),
                "org.fabcommons.agent.AgentApplication",
                "camera-worker"));
        return command;
    }

    private void goFirstWhenMemoryIsShort() {
        var file = Path.of("/proc/" + process.pid() + "/oom_score_adj");
        if (!Files.isWritable(file)) return;
        try {
            Files.writeString(file, "800");
        } catch (IOException e) {
            LOG.debug("the order in which processes go could not be set", e);
        }
    }

    /** The next report; empty when the process has ended. */
    Optional<Report> next() {
        try {
            return Report.read(reports);
        } catch (IOException e) {
            LOG.debug("a camera's process broke off", e);
            return Optional.empty();
        }
    }

    void wants(double fps) {
        try {
            say(String.format(Locale.ROOT, "fps %.3f", fps));
        } catch (IOException e) {
            LOG.debug("a camera's process no longer listens", e);
        }
    }

    private void say(String line) throws IOException {
        var out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
