// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which program has a serial port, as far as Linux tells: who has locked it stands in {@code /proc/locks} for everybody to
 * read, who has only opened it is told to root and to that user. Sources: proc(5), flock(2).
 */
final class PortHolder {
    private static final Logger LOG = LoggerFactory.getLogger(PortHolder.class);
    private static final Path PROC = Path.of("/proc");

    private PortHolder() {}

    /**
     * Its name for people, such as {@code brltty (process 812)}; empty where that is not told.
     *
     * @param device a file, with no link on the way to it
     */
    static Optional<String> of(Path device) {
        if (!Files.isReadable(PROC.resolve("locks")) || !Files.exists(device)) return Optional.empty();
        try {
            var holder = locker(device);
            return (holder.isPresent() ? holder : opener(device)).map(PortHolder::named);
        } catch (IOException untold) {
            LOG.debug("who has {} is not told", device, untold);
            return Optional.empty();
        }
    }

    /** From lines such as {@code 7: FLOCK  ADVISORY  WRITE 13124 00:1a:5 0 EOF}. */
    private static Optional<String> locker(Path device) throws IOException {
        long in = ((Number) Files.getAttribute(device, "unix:dev")).longValue();
        var file = String.format(
                Locale.ROOT,
                " %02x:%02x:%d ",
                (in >> 8) & 0xfff,
                (in & 0xff) | ((in >> 12) & 0xfff00),
                ((Number) Files.getAttribute(device, "unix:ino")).longValue());
        return Files.readAllLines(PROC.resolve("locks")).stream()
                .filter(line -> line.contains(file) && !line.contains("->"))
                .map(line -> line.substring(0, line.indexOf(file)))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(process -> process.matches("\\d{1,10}"))
                .findFirst();
    }

    private static Optional<String> opener(Path device) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes)
                if (opens(process, device))
                    return Optional.of(process.getFileName().toString());
        }
        return Optional.empty();
    }

    private static boolean opens(Path process, Path device) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files) if (Files.readSymbolicLink(file).equals(device)) return true;
        } catch (IOException | SecurityException foreignOrGone) {
            // Another user's, or it has ended meanwhile: nothing is told of it.
        }
        return false;
    }

    private static String named(String process) {
        try {
            var name = Files.readString(PROC.resolve(process).resolve("comm")).strip();
            return name + " (process " + process + ")";
        } catch (IOException gone) {
            return "process " + process;
        }
    }
}
