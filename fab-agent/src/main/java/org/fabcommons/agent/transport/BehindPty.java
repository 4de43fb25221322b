// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which program stands behind a pseudo-terminal: Klipper, socat, or a simulated firmware. Linux tells it of programs of
 * the same user, and root of all. Source: proc(5), {@code tty-index} in {@code /proc/PID/fdinfo}.
 */
public final class BehindPty {
    private static final Logger LOG = LoggerFactory.getLogger(BehindPty.class);
    private static final Path PROC = Path.of("/proc");
    private static final Path PTS = Path.of("/dev/pts");

    private BehindPty() {}

    /** Whether this is a pseudo-terminal, so that no device is plugged in there. */
    public static boolean at(String port) {
        return number(port).isPresent();
    }

    /** The words with which the program behind it was called; empty where that is not told. */
    public static List<String> command(String port) {
        var number = number(port);
        if (number.isEmpty()) return List.of();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes)
                if (has(process, number.get()))
                    return List.of(Files.readString(process.resolve("cmdline")).split("\0"));
        } catch (IOException gone) {
            LOG.debug("what is behind {} is not told", port, gone);
        }
        return List.of();
    }

    private static Optional<String> number(String port) {
        try {
            var device = Path.of(port).toRealPath();
            return PTS.equals(device.getParent())
                    ? Optional.of(device.getFileName().toString())
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException noFile) {
            return Optional.empty();
        }
    }

    private static boolean has(Path process, String number) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files)
                if (Files.readSymbolicLink(file).endsWith("ptmx")
                        && index(process, file).equals(number)) return true;
        } catch (IOException | SecurityException foreignOrGone) {
            // Another user's, or it has ended meanwhile: nothing is told of it.
        }
        return false;
    }

    private static String index(Path process, Path file) throws IOException {
        return Files.readAllLines(process.resolve("fdinfo").resolve(file.getFileName())).stream()
                .filter(line -> line.startsWith("tty-index:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
