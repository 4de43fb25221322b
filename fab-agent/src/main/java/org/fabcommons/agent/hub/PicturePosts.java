// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fabcommons.agent.camera.Album;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.Cameras;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures for the hub. Those of a job's start, pauses and end are kept until the hub has them. Live ones may be lost;
 * the next goes out ten upload times after the last, so that they take a tenth of the link at most, not before two
 * seconds and not after a minute; while nobody looks at them on the hub, every half minute. On a slow line they are
 * smaller.
 */
final class PicturePosts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PicturePosts.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration UNWATCHED = Duration.ofSeconds(30);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(15);
    private static final int UPLOADS_APART = 10;
    private static final int BATCH = 5;

    private final Cameras cameras;
    private final Supplier<Optional<HubClient>> hub;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::post, "hub-pictures");

    // Of the thread.
    private final Map<String, Long> dueNanos = new HashMap<>();
    private final Map<String, Long> sentNumber = new HashMap<>();
    private final Shrinking shrinking = new Shrinking();

    /** @param hub the hub, while there is a line to it */
    PicturePosts(Cameras cameras, Supplier<Optional<HubClient>> hub) {
        this.cameras = cameras;
        this.hub = hub;
        thread.setDaemon(true);
    }

    void start() {
        if (cameras.all().stream().anyMatch(camera -> camera.settings().toHub())) thread.start();
    }

    private void post() {
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    var client = hub.get();
                    if (client.isPresent()) post(client.get());
                } catch (IOException e) {
                    LOG.debug("pictures are sent later", e);
                    if (closed.await(AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS)) return;
                } catch (RuntimeException e) {
                    LOG.error("pictures could not be sent", e);
                    if (closed.await(AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS)) return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("no more pictures", e);
        }
    }

    private void post(HubClient client) throws IOException {
        for (var moment : cameras.album().unsent(BATCH)) keep(client, moment);
        for (var film : cameras.album().unsentFilms()) film(client, film);
        var shown = cameras.shownToHub();
        for (var camera : shown.keySet()) live(client, camera, shown.get(camera));
        dueNanos.keySet()
                .retainAll(shown.keySet().stream()
                        .map(camera -> camera.settings().key())
                        .toList());
    }

    private void keep(HubClient client, Album.Moment moment) throws IOException {
        try {
            client.picture(
                    moment.job(),
                    moment.kind().word(),
                    moment.at().toEpochMilli(),
                    Optional.empty(),
                    Files.readAllBytes(moment.file()));
        } catch (HubRefusal e) {
            if (!e.lasting()) throw e;
            LOG.warn("the hub will not take the picture {} of job {}", moment.name(), moment.job(), e);
        }
        cameras.album().sent(moment);
    }

    private void film(HubClient client, Album.Film film) throws IOException {
        try {
            client.film(film.job(), film.file());
        } catch (HubRefusal e) {
            // The end of the job itself may not have been told yet.
            if (e.conflict()) return;
            if (!e.lasting()) throw e;
            LOG.warn("the hub will not take the time-lapse of job {}", film.job(), e);
        }
        cameras.album().sent(film);
    }

    private void live(HubClient client, Camera camera, String job) throws IOException {
        var key = camera.settings().key();
        var due = dueNanos.get(key);
        if (due != null && System.nanoTime() - due < 0) return;
        var picture = camera.latest().filter(one -> one.number() != sentNumber.getOrDefault(key, 0L));
        if (picture.isEmpty()) return;
        var jpeg = shrinking.of(picture.get().jpeg());
        long before = System.nanoTime();
        boolean watched = true;
        try {
            watched = client.picture(
                    job,
                    "live",
                    picture.get().at().toEpochMilli(),
                    cameras.notice(camera).map(notice -> notice.kind().word()),
                    jpeg);
        } catch (HubRefusal e) {
            if (!e.lasting()) throw e;
            LOG.debug("the hub will not take live pictures of job {}", job, e);
            watched = false;
        }
        var upload = Duration.ofNanos(System.nanoTime() - before);
        shrinking.took(upload);
        sentNumber.put(key, picture.get().number());
        dueNanos.put(key, System.nanoTime() + pause(upload, watched).toNanos());
    }

    /** How long after an upload the next one is due. */
    static Duration pause(Duration upload, boolean watched) {
        var pause = upload.multipliedBy(UPLOADS_APART);
        if (pause.compareTo(LEAST) < 0) pause = LEAST;
        if (pause.compareTo(MOST) > 0) pause = MOST;
        return !watched && pause.compareTo(UNWATCHED) < 0 ? UNWATCHED : pause;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
