// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes films of collected pictures, one after the other, each in a process of its own. */
final class Films implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Films.class);
    private static final int FPS = 25;

    private final Installation installation;
    private final Album album;
    private final Path log;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var made = new Thread(task, "films");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean closing;

    Films(Installation installation, Album album, Path log) {
        this.installation = installation;
        this.album = album;
        this.log = log;
    }

    /** Makes the film of a job that is over; without pictures there is none. */
    void make(String job) {
        if (!Files.isDirectory(album.frames(job))) return;
        try {
            thread.execute(() -> film(job));
        } catch (RejectedExecutionException e) {
            LOG.debug("the film of job {} is made after the next start", job, e);
        }
    }

    private void film(String job) {
        var order =
                new Order.Film(album.frames(job).toString(), album.filmPath(job).toString(), FPS);
        try (var worker = Worker.start(installation, order, log)) {
            var report = worker.next();
            if (closing) return;
            if (report.isPresent() && report.get() instanceof Report.Filmed film)
                LOG.info("the time-lapse of job {} has {} pictures", job, film.pictures());
            else LOG.error("there is no time-lapse of job {}: {}", job, report);
            // Tried once: pictures that no film can be made of would only fill the disk.
            Album.remove(album.frames(job));
        } catch (IOException | RuntimeException e) {
            LOG.error("there is no time-lapse of job {}", job, e);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.shutdownNow();
    }
}
