// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a job by the cameras that look at its machine. */
class AlbumTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    Path folder;

    private static Picture picture(Instant at) {
        return new Picture(1, at, 640, 480, 0, OptionalDouble.empty(), new byte[] {1});
    }

    @Test
    void picturesOfTwoCamerasAtOneMomentAreBothKeptAndSayWhoTookThem() throws IOException {
        var album = new Album(folder);
        album.keep("job", Album.Kind.START, "left", picture(NOON), false);
        album.keep("job", Album.Kind.START, "from-above", picture(NOON), false);
        // As an agent kept it that did not write down which camera it was.
        Files.write(folder.resolve("job").resolve("1795780800001-pause.jpg"), new byte[] {1});
        assertThat(album.moments("job"))
                .extracting(Album.Moment::camera)
                .containsExactlyInAnyOrder(Optional.of("left"), Optional.of("from-above"), Optional.empty());
    }

    @Test
    void theEndIsKeptOfEachCameraHoweverOftenTheJobPaused() throws IOException {
        var album = new Album(folder);
        for (int i = 0; i < 2 * Album.MOST_MOMENTS; i++)
            for (var camera : new String[] {"left", "right"})
                album.keep("job", Album.Kind.PAUSE, camera, picture(NOON.plusSeconds(i)), false);
        for (var camera : new String[] {"left", "right"})
            assertThat(album.keep("job", Album.Kind.END, camera, picture(NOON.plusSeconds(900)), false))
                    .isTrue();
        assertThat(album.moments("job")).hasSize(2 * Album.MOST_MOMENTS);
    }
}
