// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that Linux shows of two webcams, of which each has a device for pictures and one for what belongs to them. */
class UsbCamerasTest {
    @TempDir
    Path folder;

    @Test
    void aCameraIsListedOnceByTheNameThatLasts() throws IOException {
        device("video0", "0", "C270 HD WEBCAM");
        device("video1", "1", "C270 HD WEBCAM");
        device("video2", "0", "USB 2.0 Camera");
        var lasting = Files.createDirectories(folder.resolve("dev/v4l/by-id"));
        Files.createSymbolicLink(lasting.resolve("usb-046d_C270-video-index0"), Path.of("../../video0"));
        Files.createSymbolicLink(lasting.resolve("usb-gone-video-index0"), Path.of("../../video9"));
        assertThat(UsbCameras.list(folder.resolve("sys"), folder.resolve("dev")))
                .containsExactly(
                        new UsbCameras.Found(
                                lasting.resolve("usb-046d_C270-video-index0").toString(), "C270 HD WEBCAM"),
                        new UsbCameras.Found(folder.resolve("dev/video2").toString(), "USB 2.0 Camera"));
        assertThat(UsbCameras.list(folder.resolve("none"), folder)).isEmpty();
    }

    private void device(String device, String index, String name) throws IOException {
        var sys = Files.createDirectories(folder.resolve("sys").resolve(device));
        Files.writeString(sys.resolve("index"), index + "\n");
        Files.writeString(sys.resolve("name"), name + "\n");
        Files.createDirectories(folder.resolve("dev"));
        Files.createFile(folder.resolve("dev").resolve(device));
    }
}
