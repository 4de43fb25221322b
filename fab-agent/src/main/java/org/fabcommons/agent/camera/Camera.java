// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera: on while somebody needs it, decoded once however many look, tried again when it fails. Every call may come
 * from any thread.
 */
public final class Camera implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Camera.class);

    /** So that turning a page does not turn the camera off and on. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /**
     * How long a process may be silent until it counts as hanging.
     *
     * @param loading its libraries: unpacked at the first time, from an SD card, beside jobs that go before
     * @param opening the camera, of which some take their time
     * @param looking from one picture to the next
     */
    record Limits(Duration loading, Duration opening, Duration looking) {
        static final Limits USUAL = new Limits(Duration.ofMinutes(5), Duration.ofSeconds(40), Duration.ofSeconds(15));
    }

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Somebody's need of pictures, until it is closed. */
    public final class Need implements AutoCloseable {
        private final double fps;

        private Need(double fps) {
            this.fps = fps;
        }

        @Override
        public void close() {
            synchronized (lock) {
                needs.remove(this);
                lastNeededNanos = System.nanoTime();
            }
        }
    }

    private final CameraSettings settings;
    private final Optional<Installation> installation;
    private final Path log;
    private final InstantSource clock;
    private final Limits limits;
    private final Thread thread;
    private final Object lock = new Object();

    // Held by the lock.
    private final List<Need> needs = new ArrayList<>();
    private long lastNeededNanos = System.nanoTime() - LINGER.toNanos();
    private Optional<Worker> worker = Optional.empty();
    private Optional<Picture> latest = Optional.empty();
    private long latestNanos;
    private CameraState state;
    private Optional<String> ending = Optional.empty();
    private long heardNanos;
    private boolean loaded;
    private double toldFps;
    private long pictures;
    private boolean closed;

    Camera(CameraSettings settings, Optional<Installation> installation, Path log, InstantSource clock, Limits limits) {
        this.settings = settings;
        this.installation = installation;
        this.log = log;
        this.clock = clock;
        this.limits = limits;
        state = installation.isPresent() ? new CameraState.Resting() : new CameraState.NotInstalled();
        thread = new Thread(this::look, "camera-" + settings.key());
        thread.setDaemon(true);
        if (installation.isPresent()) thread.start();
    }

    public CameraSettings settings() {
        return settings;
    }

    public CameraState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Process id of what looks now, for those who watch processes. */
    public Optional<Long> pid() {
        synchronized (lock) {
            return worker.map(Worker::pid);
        }
    }

    /** Needs so many pictures a second from now on; at most as many as are set. */
    public Need need(double fps) {
        synchronized (lock) {
            var need = new Need(Math.min(fps, settings.fps()));
            needs.add(need);
            tellPace();
            lock.notifyAll();
            return need;
        }
    }

    /** Needs pictures for the next seconds. */
    public void wanted() {
        synchronized (lock) {
            lastNeededNanos = System.nanoTime();
            lock.notifyAll();
        }
    }

    /** The newest picture; empty when there is none of the last seconds. */
    public Optional<Picture> latest() {
        synchronized (lock) {
            // By a clock that nobody sets: an old picture must not be taken for what is there now.
            return latest.filter(picture -> System.nanoTime() - latestNanos < FRESH.toNanos());
        }
    }

    /** The first picture after this one that comes within so long. */
    public Optional<Picture> after(long number, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (!closed
                    && latest.filter(picture -> picture.number() > number).isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0 || !await(left)) return Optional.empty();
            }
            return closed ? Optional.empty() : latest;
        }
    }

    /** A picture taken from now on. */
    public Optional<Picture> fresh(Duration patience) {
        long number;
        synchronized (lock) {
            number = pictures;
        }
        try (var need = need(settings.fps())) {
            return after(number, patience);
        }
    }

    private boolean await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(lock, nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Some times a second: turns off what nobody needs, and ends a process that hangs. */
    void tick() {
        synchronized (lock) {
            if (worker.isEmpty()) return;
            tellPace();
            long silent = System.nanoTime() - heardNanos;
            if (!needed()) end("camera-resting");
            else if (silent > patience().toNanos()) end(loaded ? "camera-silent" : "camera-slow");
        }
    }

    private Duration patience() {
        if (!loaded) return limits.loading();
        return state instanceof CameraState.Live ? limits.looking() : limits.opening();
    }

    private void end(String reason) {
        if (ending.isEmpty()) ending = Optional.of(reason);
        worker.ifPresent(Worker::close);
    }

    private boolean needed() {
        return !needs.isEmpty() || System.nanoTime() - lastNeededNanos < LINGER.toNanos();
    }

    private double pace() {
        return needs.stream().mapToDouble(need -> need.fps).max().orElse(1);
    }

    private void tellPace() {
        if (worker.isEmpty() || pace() == toldFps) return;
        toldFps = pace();
        worker.get().wants(toldFps);
    }

    // ---- the camera's own thread

    private void look() {
        var retry = FIRST_RETRY;
        while (awaitNeed()) {
            boolean saw = once();
            retry = saw ? FIRST_RETRY : retry.multipliedBy(2);
            if (retry.compareTo(LAST_RETRY) > 0) retry = LAST_RETRY;
            pause(retry);
        }
    }

    private boolean awaitNeed() {
        synchronized (lock) {
            while (!closed && !needed()) {
                state = new CameraState.Resting();
                if (!await(TimeUnit.HOURS.toNanos(1))) return false;
            }
            return !closed;
        }
    }

    /** Looks until it fails or nobody needs it; returns whether it saw anything. */
    private boolean once() {
        Worker looking;
        synchronized (lock) {
            if (!(state instanceof CameraState.Failing)) state = new CameraState.Starting();
            ending = Optional.empty();
            toldFps = pace();
            try {
                looking = Worker.start(installation.orElseThrow(), order(toldFps), log);
            } catch (IOException e) {
                LOG.error("camera {} has no process of its own", settings.key(), e);
                state = new CameraState.Failing("camera-died", String.valueOf(e.getMessage()), 0);
                return false;
            }
            worker = Optional.of(looking);
            heardNanos = System.nanoTime();
            loaded = false;
        }
        boolean saw = false;
        Optional<Report.Failed> failed = Optional.empty();
        try {
            for (var report = looking.next(); report.isPresent(); report = looking.next()) {
                saw |= report.get() instanceof Report.Taken;
                if (report.get() instanceof Report.Failed why) failed = Optional.of(why);
                else heard(report.get());
            }
        } finally {
            looking.close();
            over(failed);
        }
        return saw;
    }

    private void heard(Report report) {
        synchronized (lock) {
            heardNanos = System.nanoTime();
            loaded = true;
            if (report instanceof Report.Taken taken) {
                latestNanos = heardNanos;
                latest = Optional.of(new Picture(
                        ++pictures,
                        clock.instant(),
                        taken.widthPx(),
                        taken.heightPx(),
                        taken.motion(),
                        taken.score(),
                        taken.jpeg()));
                state = new CameraState.Live(taken.widthPx(), taken.heightPx());
                lock.notifyAll();
            }
        }
    }

    private void over(Optional<Report.Failed> failed) {
        synchronized (lock) {
            worker = Optional.empty();
            var reason = ending.or(() -> failed.map(Report.Failed::reason)).orElse("camera-died");
            if (reason.equals("camera-resting") || closed) {
                state = new CameraState.Resting();
                return;
            }
            var detail = failed.map(Report.Failed::detail).orElse("");
            if (!(state instanceof CameraState.Failing before && before.reason().equals(reason)))
                LOG.warn("camera {} gives no pictures: {} {}", settings.key(), reason, detail);
            state = new CameraState.Failing(reason, detail, 0);
        }
    }

    private void pause(Duration retry) {
        synchronized (lock) {
            if (!(state instanceof CameraState.Failing failing)) return;
            state = new CameraState.Failing(failing.reason(), failing.detail(), retry.toSeconds());
            long end = System.nanoTime() + retry.toNanos();
            while (!closed && System.nanoTime() < end) if (!await(end - System.nanoTime())) return;
        }
    }

    private Order order(double fps) {
        return new Order.Look(
                settings.source(),
                settings.widthPx(),
                settings.heightPx(),
                fps,
                Math.max(5, settings.fps()),
                settings.rotateDegrees(),
                settings.bed().region(),
                settings.watch().trouble(),
                settings.watch()
                        .model()
                        .map(model -> new Order.Model(model.file().toString(), model.inputPx(), model.failureClass())));
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            end("camera-resting");
            lock.notifyAll();
        }
    }
}
