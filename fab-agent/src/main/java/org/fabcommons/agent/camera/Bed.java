// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the empty machine looks like, and whether it looks so now. */
public final class Bed {
    /** By day, by night, with the lamp on and off; more only makes it slower. */
    public static final int MOST_REFERENCES = 6;

    private final Path folder;
    private final Region region;
    private final Optional<Installation> installation;
    private volatile Optional<Verdict> last = Optional.empty();

    Bed(Path folder, Region region, Optional<Installation> installation) {
        this.folder = folder;
        this.region = region;
        this.installation = installation;
    }

    /** A picture of the empty machine is called by its name, a number. */
    public List<String> references() {
        return files().map(file -> file.getFileName().toString().replace(".jpg", ""))
                .toList();
    }

    public Optional<Path> reference(String name) {
        return files().filter(file -> file.getFileName().toString().equals(name + ".jpg"))
                .findFirst();
    }

    private Stream<Path> files() {
        if (!Files.isDirectory(folder)) return Stream.empty();
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.jpg")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("references could not be listed: " + folder, e);
        }
    }

    /** A person says that the machine is empty in this picture; false when there are enough. */
    synchronized boolean learn(Picture picture) throws IOException {
        if (references().size() >= MOST_REFERENCES) return false;
        Files.createDirectories(folder);
        var file = folder.resolve(picture.at().toEpochMilli() + ".jpg");
        var unfinished = folder.resolve("unfinished");
        Files.write(unfinished, picture.jpeg());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    public boolean forget(String name) {
        try {
            var file = reference(name);
            return file.isPresent() && Files.deleteIfExists(file.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last answer since the agent started. */
    public Optional<Verdict> last() {
        return last;
    }

    /** Compares in a process of its own; takes some seconds, and one at a time is enough. */
    synchronized Verdict look(Picture picture) throws IOException {
        Files.createDirectories(folder);
        var now = folder.resolve("now");
        Files.write(now, picture.jpeg());
        var order =
                new Order.Compare(now.toString(), files().map(Path::toString).toList(), region);
        try (var worker = Worker.start(installation.orElseThrow(), order, folder.resolve("compare.log"))) {
            var report = worker.next();
            if (report.isPresent() && report.get() instanceof Report.Compared compared) {
                var verdict = Verdict.of(compared, picture.at());
                last = Optional.of(verdict);
                return verdict;
            }
            throw new IOException("the pictures could not be compared: " + report);
        }
    }
}
