// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.fabcommons.agent.camera.Camera.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slow computer is not taken for a silent camera: a camera that accepts and says nothing, and its process. */
class CameraLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void aCameraThatSaysNothingIsSilentHoweverLongTheLibrariesMayTake() throws IOException {
        assertThat(reason(new Limits(LONG, Duration.ofMillis(500), LONG))).isEqualTo("camera-silent");
    }

    @Test
    void librariesThatTakeTooLongAreNotTheCamerasFault() throws IOException {
        assertThat(reason(new Limits(Duration.ofMillis(50), LONG, LONG))).isEqualTo("camera-slow");
    }

    private String reason(Limits limits) throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var camera = new Camera(
                        settings("http://127.0.0.1:" + mute.getLocalPort() + "/stream"),
                        Installation.find(),
                        folder.resolve("camera.log"),
                        InstantSource.system(),
                        limits);
                var need = camera.need(1)) {
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                camera.tick();
                return camera.state() instanceof CameraState.Failing;
            });
            return ((CameraState.Failing) camera.state()).reason();
        }
    }

    private static CameraSettings settings(String address) {
        return new CameraSettings(
                "eye",
                "Eye",
                Optional.empty(),
                Source.parse(address),
                640,
                480,
                5,
                0,
                false,
                Optional.empty(),
                new CameraSettings.Bed(Region.WHOLE, false),
                new CameraSettings.Watch(Optional.empty(), false, false, Optional.empty()));
    }
}
