// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.hub.git.Git;
import org.fabcommons.hub.vault.Incoming;
import org.fabcommons.hub.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real fetches do at the gate: 127.0.0.1 stands for an address that may be reached, 127.0.0.2 for one that may not. */
class GateTest {
    @TempDir
    private Path folder;

    /** Fetches through a gate, which must refuse it. */
    private Problem refusal(String address, long maxBytes) throws IOException {
        try (var gate = new Gate(
                it -> it.getHostAddress().equals("127.0.0.1"),
                maxBytes,
                Duration.ofMinutes(1),
                InstantSource.system())) {
            var incoming = Incoming.fresh(folder.resolve("incoming.git"));
            assertThatThrownBy(() -> incoming.fetch(URI.create(address), gate.proxy(), (step, done, total) -> {}))
                    .isInstanceOf(IOException.class);
            return gate.refusal().orElseThrow();
        }
    }

    @Test
    void aRedirectToAnAddressThatMayNotBeReachedIsNotFollowed() throws IOException {
        var reached = new AtomicInteger();
        var inside =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0), 0);
        inside.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.close();
        });
        inside.start();
        var outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.2:" + inside.getAddress().getPort() + exchange.getRequestURI());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        outside.start();
        try {
            var refusal = refusal("http://127.0.0.1:" + outside.getAddress().getPort() + "/lamp.git", 1_000_000);
            assertThat(refusal.faults().get(0).code()).isEqualTo("import-address");
            assertThat(refusal.faults().get(0).arguments()).containsExactly("127.0.0.2");
            assertThat(reached).hasValue(0);
        } finally {
            outside.stop(0);
            inside.stop(0);
        }
    }

    @Test
    void aRepositoryThatBringsMoreThanIsTakenIsCutOff() throws IOException {
        var git = new Git(Files.createDirectories(folder.resolve("large")));
        git.run("init", "-q", "-b", "main").fine();
        var noise = new byte[600_000];
        new Random(1).nextBytes(noise);
        git.write("noise.bin", noise);
        git.commit("large");
        git.run("update-server-info").fine();
        try (var server = new GitServer(git.folder())) {
            var refusal = refusal(server.address().replace("localhost", "127.0.0.1") + "/.git", 300_000);
            assertThat(refusal.code()).isEqualTo("import-git-large");
        }
    }
}
