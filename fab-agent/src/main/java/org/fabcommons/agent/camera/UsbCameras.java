// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cameras that are plugged into this computer, as Linux lists them. One camera has several devices; the first gives
 * its pictures. Source: the kernel's {@code /sys/class/video4linux/videoN} with {@code name} and {@code index}, and udev's
 * {@code /dev/v4l/by-id}, whose names stay when cables are moved.
 */
public final class UsbCameras {
    private UsbCameras() {}

    /** @param path its lasting name where it has one */
    public record Found(String path, String name) {}

    public static List<Found> list() {
        return list(Path.of("/sys/class/video4linux"), Path.of("/dev"));
    }

    static List<Found> list(Path sys, Path dev) {
        var found = new ArrayList<Found>();
        for (var video : in(sys)) {
            if (!word(video.resolve("index")).equals("0")) continue;
            var device = dev.resolve(video.getFileName().toString());
            if (!Files.exists(device)) continue;
            var lasting = in(dev.resolve("v4l/by-id")).stream()
                    .filter(link -> same(link, device))
                    .findFirst();
            found.add(new Found(lasting.orElse(device).toString(), word(video.resolve("name"))));
        }
        return found;
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unplugged) {
            return List.of();
        }
    }

    private static String word(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unplugged) {
            return "";
        }
    }

    private static boolean same(Path link, Path device) {
        try {
            return Files.isSameFile(link, device);
        } catch (IOException unplugged) {
            return false;
        }
    }
}
