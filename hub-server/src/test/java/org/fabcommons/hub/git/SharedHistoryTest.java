// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remix begins with the history of another design and takes next to nothing of the disk for it. */
class SharedHistoryTest {
    private static byte[] text(int seed) {
        var noise = new byte[40_000];
        new Random(seed).nextBytes(noise);
        return Base64.getMimeEncoder().encode(noise);
    }

    /** Sizes of the files that only this repository has a name for, in bytes. */
    private static long ofItsOwn(Path repository) throws IOException {
        long bytes = 0;
        try (var files = Files.walk(repository)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                if ((int) Files.getAttribute(file, "unix:nlink") == 1) bytes += Files.size(file);
        }
        return bytes;
    }

    private static Set<Path> repositories(Hub hub) throws IOException {
        try (var all = Files.newDirectoryStream(hub.data().resolve("designs"), "*.git")) {
            Set<Path> found = new HashSet<>();
            all.forEach(found::add);
            return found;
        }
    }

    @Test
    void itIsSharedAndStaysWhenTheOtherDesignIsGone(@TempDir Path data, @TempDir Path work) throws Exception {
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            ada.post("/api/v1/designs", Map.of("name", "lamp", "title", "Lamp", "summary", "L", "licence", "CC0-1.0"));
            for (int i = 0; i < 3; i++) ada.publish("ada/lamp", "text " + i, Map.of("text.md", text(i)));
            var first = repositories(hub);
            var sam = hub.as("sam");
            assertThat(sam.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini", "title", "Mini"))
                            .status())
                    .isEqualTo(201);
            var now = repositories(hub);
            now.removeAll(first);
            assertThat(now).hasSize(1);
            assertThat(ofItsOwn(now.iterator().next())).isLessThan(10_000);

            // The other design's files go, as after the grace period of its deletion.
            for (var gone : first)
                try (var files = Files.walk(gone)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
                }
            var git = new Git(work);
            git.run("clone", "-q", hub.address().resolve("/sam/mini.git").toString())
                    .fine();
            var mini = git.in("mini");
            mini.run("fsck", "--full").fine();
            assertThat(mini.folder().resolve("text.md")).hasBinaryContent(text(2));
            assertThat(mini.run("log", "--format=%s").fine().text().lines()).contains("text 0", "text 1", "text 2");
        }
    }
}
