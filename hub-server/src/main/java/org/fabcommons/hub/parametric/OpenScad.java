// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenSCAD, run as a process of its own with folders of its own: one with the source, which it can only read, and an empty
 * one for what it makes. The shell that starts it lowers what it may use first: processor time, memory, size and number of
 * files; what lasts longer than a while is ended by us. It sees none of the hub's environment, and where the computer has
 * a {@link Sandbox}, none of its files either.
 */
final class OpenScad {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CPU_SECONDS = 60;
    private static final long MEMORY_KIB = 1_500_000;
    /** In blocks of 512 bytes: 100 MB. */
    private static final long FILE_BLOCKS = 200_000;

    private static final int OPEN_FILES = 128;
    private static final int SAID_BYTES = 4_000;
    static final String OUTPUT = "variant.stl";
    private static final String SAID = "said.txt";

    /** Below a run's folder. */
    private static final String SOURCE = "source";

    private static final String MADE = "made";

    private final Optional<Path> program;
    private final Sandbox sandbox;

    OpenScad() {
        program = Sandbox.find("openscad");
        sandbox = Sandbox.strongest();
    }

    /** What it is closed in with. */
    Sandbox sandbox() {
        return sandbox;
    }

    /** Where in a run's folder its source is laid. */
    static Path source(Path folder) {
        return folder.resolve(SOURCE);
    }

    /** Whether this computer has it. */
    boolean installed() {
        return program.isPresent() && Files.isExecutable(Path.of("/bin/sh"));
    }

    /** One run of it. */
    record Run(Process process, Path folder, long endsBy) {
        boolean over() {
            return !process.isAlive();
        }

        boolean tooLate(InstantSource clock) {
            return clock.millis() > endsBy;
        }

        void end() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        boolean succeeded() {
            return process.exitValue() == 0 && Files.isRegularFile(output());
        }

        Path output() {
            return folder.resolve(MADE).resolve(OUTPUT);
        }

        /** What it said, its end. */
        String said() throws IOException {
            var file = folder.resolve(SAID);
            if (!Files.exists(file)) return "";
            try (var in = Files.newInputStream(file)) {
                in.skip(Math.max(0, Files.size(file) - SAID_BYTES));
                return new String(in.readNBytes(SAID_BYTES), StandardCharsets.UTF_8)
                        .replace(folder.resolve(SOURCE) + "/", "")
                        .replace(folder + "/", "")
                        .replace("/source/", "")
                        .replaceAll("[\\p{Cntrl}&&[^\\n]]", "")
                        .strip();
            }
        }
    }

    /**
     * Begins to render.
     *
     * @param folder holds the source and what it reads ({@link #source}), and gets the result
     * @param values literals by parameter
     */
    Run start(Path folder, String source, Map<String, String> values, InstantSource clock) throws IOException {
        var sources = source(folder);
        var made = Files.createDirectories(folder.resolve(MADE));
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "ulimit -c 0; ulimit -t %d; ulimit -v %d; ulimit -f %d; ulimit -n %d; exec \"$@\""
                        .formatted(CPU_SECONDS, MEMORY_KIB, FILE_BLOCKS, OPEN_FILES),
                "sh"));
        command.addAll(sandbox.around(sources, made));
        command.addAll(List.of(program.orElseThrow().toString(), "-o", sandbox.made(made) + "/" + OUTPUT));
        values.forEach((name, literal) -> {
            command.add("-D");
            command.add(name + "=" + literal);
        });
        command.add(sandbox.source(sources) + "/" + source);
        var builder = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(SAID).toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        sandbox.made(made),
                        "TMPDIR",
                        sandbox.made(made),
                        "LC_ALL",
                        "C.UTF-8",
                        "QT_QPA_PLATFORM",
                        "offscreen"));
        var process = builder.start();
        process.getOutputStream().close();
        return new Run(process, folder, clock.millis() + PATIENCE.toMillis());
    }
}
