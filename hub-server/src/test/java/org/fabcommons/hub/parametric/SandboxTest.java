// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Needs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real OpenSCAD in the real bubblewrap, with sources that got past every check before. */
class SandboxTest {
    @TempDir
    private Path folder;

    private OpenScad openScad;

    @BeforeEach
    void find() {
        Needs.program("openscad", "openscad");
        Needs.program("bubblewrap", "bwrap");
        openScad = new OpenScad();
        Assumptions.assumeTrue(openScad.sandbox() == Sandbox.CLOSED, "this computer forbids bubblewrap its namespaces");
    }

    private OpenScad.Run run(String source) throws IOException {
        Files.createDirectories(OpenScad.source(folder));
        Files.writeString(OpenScad.source(folder).resolve("a.scad"), source);
        var run = openScad.start(folder, "a.scad", Map.of(), InstantSource.system());
        await().atMost(Duration.ofSeconds(60)).until(run::over);
        return run;
    }

    @Test
    void aSourceIsRendered() throws IOException {
        var run = run("cube(3);");
        assertThat(run.succeeded()).as(run.said()).isTrue();
    }

    @Test
    void noOtherFileOfTheComputerCanBeRead() throws IOException {
        var outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("heights.dat"), "1 2\n3 4\n");
        Files.writeString(outside.resolve("secret.scad"), "echo(\"the secret\"); cube(7);\n");
        var run = run(
                """
                include <%1$s/secret.scad>
                include </etc/passwd>
                surface(file = "%1$s/heights.dat");
                import("/etc/hostname");
                import("/proc/1/environ");
                """
                        .formatted(outside));
        assertThat(run.succeeded()).as(run.said()).isFalse();
        assertThat(run.said()).doesNotContain("the secret").contains("Can't open");
    }

    @Test
    void nothingIsWrittenBesideWhatItMakes() throws IOException {
        var before = listing();
        run("cube(3);");
        assertThat(listing()).isEqualTo(before + "a.scad");
    }

    private String listing() throws IOException {
        Files.createDirectories(OpenScad.source(folder));
        try (var files = Files.list(OpenScad.source(folder))) {
            return String.join(
                    ",",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void thereIsNoNetwork() throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var call = List.of("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort());
            List<String> within = new ArrayList<>(Sandbox.CLOSED.around(folder, folder));
            within.addAll(call);
            assertThat(new ProcessBuilder(call).start().waitFor()).isZero();
            assertThat(new ProcessBuilder(within).start().waitFor()).isNotZero();
        }
    }
}
