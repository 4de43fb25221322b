// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the pictures of a film while a job runs. They are files of their own until the job is over, so that neither a
 * pause nor the end of a process costs any. When there are {@value #MOST} every second one goes and half as many come.
 */
final class TimeLapse {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLapse.class);

    /** A minute of film; some hundred megabytes of pictures at most. */
    static final int MOST = 1500;

    /** On a disk with less room left nothing is added; jobs and their journal need it more. */
    private static final long LEAST_FREE = 300L << 20;

    private final Path folder;
    private final Optional<Duration> every;
    private final int most;
    private Optional<List<Long>> layers = Optional.empty();
    private int nextLayer;
    private Instant nextAt = Instant.EPOCH;
    private int stride = 1;
    private int skipped;
    private int count;
    private boolean broken;

    /** @param folder for the pictures; is made with the first one */
    TimeLapse(Path folder, Optional<Duration> every, int most) {
        this.folder = folder;
        this.every = every;
        this.most = most;
    }

    /** By layer: the lines at which one begins, once they are known; without any, a picture every ten seconds. */
    void layers(List<Long> lines) {
        layers = Optional.of(lines);
    }

    /** Takes the picture if it is time for one. */
    void look(Picture picture, long line) {
        if (broken || !due(picture.at(), line)) return;
        if (skipped++ % stride != 0) return;
        try {
            add(picture);
        } catch (IOException e) {
            LOG.warn("the time-lapse ends here: {}", e.toString());
            broken = true;
        }
    }

    private boolean due(Instant at, long line) {
        var interval = every.or(() -> layers.filter(List::isEmpty).map(none -> Duration.ofSeconds(10)));
        if (interval.isPresent()) {
            if (at.isBefore(nextAt)) return false;
            nextAt = at.plus(interval.get());
            return true;
        }
        if (layers.isEmpty()) return false;
        int before = nextLayer;
        while (nextLayer < layers.get().size() && layers.get().get(nextLayer) <= line) nextLayer++;
        return nextLayer > before;
    }

    private void add(Picture picture) throws IOException {
        Files.createDirectories(folder);
        if (folder.toFile().getUsableSpace() < LEAST_FREE) throw new IOException("the disk is nearly full");
        if (count == most) thin();
        Files.write(folder.resolve(String.format(Locale.ROOT, "%06d.jpg", ++count)), picture.jpeg());
    }

    private void thin() throws IOException {
        for (int i = 1; i <= count; i++) {
            var file = folder.resolve(String.format(Locale.ROOT, "%06d.jpg", i));
            if (i % 2 == 0) Files.delete(file);
            else if (i > 1) Files.move(file, folder.resolve(String.format(Locale.ROOT, "%06d.jpg", i / 2 + 1)));
        }
        count = (count + 1) / 2;
        stride *= 2;
        skipped = 1;
    }
}
