// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of jobs on a disk that must not fill up over the years. */
class FileCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    Path folder;

    private FileCache files;

    @BeforeEach
    void open() {
        files = new FileCache(folder);
    }

    @Test
    void whatNobodyWantsAnyMoreIsRemovedWhileTheAgentWorks() throws IOException {
        var wanted = kept("G28", Duration.ofDays(3));
        var unwanted = kept("G29", Duration.ofHours(1));
        files.keepOnly(Set.of(wanted), NOW.minus(Duration.ofMinutes(10)));
        assertThat(files.find(wanted)).isPresent();
        assertThat(files.find(unwanted)).isEmpty();
    }

    @Test
    void whatHasJustComeOrIsStillComingStays() throws IOException {
        var justCome = kept("G28", Duration.ofMinutes(1));
        var coming = Files.writeString(folder.resolve("upload1.part"), "G2");
        Files.setLastModifiedTime(coming, FileTime.from(NOW));
        files.keepOnly(Set.of(), NOW.minus(Duration.ofMinutes(10)));
        assertThat(files.find(justCome)).isPresent();
        assertThat(coming).exists();
    }

    private String kept(String text, Duration ago) throws IOException {
        var kept = files.keep(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1000);
        Files.setLastModifiedTime(kept.path(), FileTime.from(NOW.minus(ago)));
        return kept.sha256();
    }
}
