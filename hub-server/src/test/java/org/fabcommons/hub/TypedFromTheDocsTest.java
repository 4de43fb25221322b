// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/api.md, typed into a shell as they stand there. */
class TypedFromTheDocsTest {
    /** Refusals end it; and of the first piece of an upload only half arrives, so that it has to go on. */
    private static final String BEFORE =
            """
            set -eo pipefail
            curl() {
                case "$*" in
                    *"-T body.stl"*) shift 3; head -c 100 body.stl | command curl --fail-with-body -T - "$@" ;;
                    *) command curl --fail-with-body "$@" ;;
                esac
            }
            """;

    @Test
    void everyCommandOfTheApisPageDoesWhatItSays(@TempDir Path folder) throws IOException, InterruptedException {
        Needs.program("bash", "bash");
        Needs.program("curl", "curl");
        Needs.program("jq", "jq");
        Files.writeString(folder.resolve("README.md"), "# My tray\n");
        Files.writeString(folder.resolve("tray.gcode"), "G28\nG1 X10 F3000\n");
        var body = Meshes.tetrahedron();
        Files.write(folder.resolve("body.stl"), body);
        try (var hub = Hub.start(folder)) {
            var typed = Files.readAllLines(Path.of("../docs/api.md")).stream()
                    .filter(line -> line.startsWith("    "))
                    .map(line -> line.startsWith("    HUB=") ? "HUB=" + hub.address() : line)
                    .collect(Collectors.joining("\n"));
            assertThat(typed).contains("/tokens", "/revisions", "Upload-Offset");
            var script = Files.writeString(folder.resolve("typed.sh"), BEFORE + typed + "\n");
            var shell = new ProcessBuilder(List.of("bash", script.toString()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).as(said).isZero();
            var files = hub.anyone().get("/api/v1/designs/ada/my-tray/files/head");
            assertThat(files.json().findValuesAsText("path"))
                    .containsExactly("README.md", "body.stl", "toolpaths/tray.gcode");
            assertThat(hub.anyone()
                            .get("/api/v1/designs/ada/my-tray/files/head/body.stl")
                            .response()
                            .body())
                    .isEqualTo(body);
        }
    }
}
