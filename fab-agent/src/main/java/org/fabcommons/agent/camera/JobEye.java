// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one job with one camera, from before it starts until its last picture. Of the thread {@code cameras}. */
final class JobEye implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEye.class);

    /** So long after the end of a job its last picture is waited for. */
    private static final Duration LAST_PICTURE = Duration.ofSeconds(15);

    private static final double FPS = 2;

    /** A picture that is to be taken as soon as there is one of that time. */
    private record Wish(Album.Kind kind, Instant since) {}

    private final Camera camera;
    private final Camera.Need need;
    private final Album album;
    private final JobOrder order;
    private final Trouble trouble;
    private final Optional<TimeLapse> lapse;
    private final List<Wish> wishes = new ArrayList<>();
    private Optional<Stall> stall = Optional.empty();
    private JobState state = JobState.ACCEPTED;
    private boolean started;
    private Optional<Instant> over = Optional.empty();
    private long seen;

    JobEye(Camera camera, Album album, JobOrder order, Trouble.Baseline baseline) {
        this.camera = camera;
        this.album = album;
        this.order = order;
        need = camera.need(FPS);
        trouble = new Trouble(baseline);
        lapse = camera.settings()
                .timeLapse()
                .map(how -> new TimeLapse(album.frames(order.job()), how.every(), TimeLapse.MOST));
    }

    JobOrder order() {
        return order;
    }

    /** Whether what is seen of it goes to the hub. */
    boolean forHub() {
        return camera.settings().toHub() && order.origin() == JobOrder.Origin.HUB;
    }

    Optional<TimeLapse> lapse() {
        return lapse;
    }

    Trouble trouble() {
        return trouble;
    }

    boolean started() {
        return started;
    }

    /**
     * Looks at the job and at the newest picture.
     *
     * @return what a person should know now
     */
    Optional<Notice.Kind> look(Optional<JobRecord> job, Telemetry.Machine machine, Instant now) {
        job.map(JobRecord::state).ifPresent(fresh -> moved(fresh, now));
        var picture = camera.latest().filter(one -> one.number() > seen);
        if (picture.isEmpty()) return Optional.empty();
        seen = picture.get().number();
        keep(picture.get());
        if (state != JobState.RUNNING || over.isPresent()) return Optional.empty();
        lapse.ifPresent(film -> film.look(
                picture.get(),
                machine.progress().map(progress -> progress.line()).orElse(0L)));
        boolean stalled =
                stall.isPresent() && stall.get().look(machine, picture.get().motion(), now);
        boolean troubled = picture.get().score().isPresent()
                && trouble.add(picture.get().score().getAsDouble());
        if (troubled) return Optional.of(Notice.Kind.TROUBLE);
        return stalled ? Optional.of(Notice.Kind.STALLED) : Optional.empty();
    }

    private void moved(JobState fresh, Instant now) {
        if (fresh == state) return;
        if (fresh == JobState.RUNNING) {
            if (!started) wishes.add(new Wish(Album.Kind.START, now));
            started = true;
            // After a pause the machine gets its time again.
            stall = camera.settings().watch().stall().map(patience -> new Stall(patience, now));
        } else if (fresh == JobState.PAUSED) {
            wishes.add(new Wish(Album.Kind.PAUSE, now));
        } else if (fresh.over() || fresh == JobState.QUEUED) {
            ends(now);
        }
        state = fresh;
    }

    /** The machine no longer has it. */
    void ends(Instant now) {
        if (over.isPresent()) return;
        over = Optional.of(now);
        if (started) wishes.add(new Wish(Album.Kind.END, now));
    }

    /** Whether there is nothing more to be seen of it. */
    boolean done(Instant now) {
        return over.isPresent() && (wishes.isEmpty() || now.isAfter(over.get().plus(LAST_PICTURE)));
    }

    private void keep(Picture picture) {
        for (var wish : List.copyOf(wishes)) {
            if (picture.at().isBefore(wish.since())) continue;
            wishes.remove(wish);
            try {
                album.keep(order.job(), wish.kind(), camera.settings().key(), picture, forHub());
            } catch (IOException e) {
                LOG.error(
                        "the picture of job {} at its {} could not be kept",
                        order.job(),
                        wish.kind().word(),
                        e);
            }
        }
    }

    @Override
    public void close() {
        need.close();
    }
}
