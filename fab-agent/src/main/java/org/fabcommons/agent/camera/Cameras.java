// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PausedBy;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cameras of this agent, and what they do for its jobs. Every call may come from any thread. */
public final class Cameras implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cameras.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PICTURE_WITHIN = Duration.ofSeconds(30);

    /** @param folder for pictures, films, and references */
    public record Works(
            Path folder,
            List<? extends Machine> machines,
            JobRunner runner,
            Journal journal,
            FileCache files,
            InstantSource clock) {}

    private final Works works;
    private final Map<String, Camera> cameras = new LinkedHashMap<>();
    private final Map<String, Bed> beds = new HashMap<>();
    private final Map<String, Notice> notices = new ConcurrentHashMap<>();
    /** By camera; of the thread {@code cameras}. */
    private final Map<String, JobEye> eyes = new HashMap<>();

    private final Album album;
    private final Optional<Films> films;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "cameras");
        made.setDaemon(true);
        return made;
    });

    private Cameras(List<CameraSettings> settings, Works works) {
        this.works = works;
        var installation = settings.isEmpty() ? Optional.<Installation>empty() : Installation.find();
        album = new Album(works.folder().resolve("jobs"));
        films = installation.map(found -> new Films(found, album, works.folder().resolve("films.log")));
        for (var one : settings) {
            var folder = folder(one.key());
            var log = folder.resolve("camera.log");
            cameras.put(one.key(), new Camera(one, installation, log, works.clock(), Camera.Limits.USUAL));
            beds.put(one.key(), new Bed(folder.resolve("references"), one.bed().region(), installation));
        }
        if (!settings.isEmpty() && installation.isEmpty())
            LOG.warn("the camera libraries are not installed on this computer; there will be no pictures");
    }

    private Path folder(String key) {
        try {
            return Files.createDirectories(works.folder().resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of camera " + key + " could not be made", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tick() leaves nothing to ask for.
    public static Cameras start(List<CameraSettings> settings, Works works) {
        var cameras = new Cameras(settings, works);
        if (!settings.isEmpty()) {
            cameras.films.ifPresent(films -> cameras.album.unfinished().forEach(films::make));
            cameras.thread.scheduleWithFixedDelay(cameras::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
        return cameras;
    }

    public List<Camera> all() {
        return List.copyOf(cameras.values());
    }

    public Optional<Camera> find(String key) {
        return Optional.ofNullable(cameras.get(key));
    }

    public List<Camera> of(String machine) {
        return cameras.values().stream()
                .filter(camera -> camera.settings().machine().equals(Optional.of(machine)))
                .toList();
    }

    public Bed bed(Camera camera) {
        return beds.get(camera.settings().key());
    }

    public Album album() {
        return album;
    }

    /** What this camera saw last that a person should know. */
    public Optional<Notice> notice(Camera camera) {
        return Optional.ofNullable(notices.get(camera.settings().key()));
    }

    /** A person has read it. */
    public void dismiss(Camera camera) {
        notices.remove(camera.settings().key());
    }

    /** There was no picture in time, or it could not be compared. */
    public static final class NoPicture extends Exception {
        private static final long serialVersionUID = 1;

        NoPicture(String message) {
            super(message);
        }

        NoPicture(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    private Picture fresh(Camera camera) throws NoPicture {
        return camera.fresh(PICTURE_WITHIN).orElseThrow(() -> new NoPicture("the camera gives no picture"));
    }

    /**
     * A person says that the machine is empty now.
     *
     * @return whether there was room for one more
     */
    public boolean learnBed(Camera camera) throws NoPicture {
        try {
            return bed(camera).learn(fresh(camera));
        } catch (IOException e) {
            throw new NoPicture(e);
        }
    }

    /** Looks whether the machine is clear; takes some seconds. */
    public Verdict lookAtBed(Camera camera) throws NoPicture {
        try {
            return bed(camera).look(fresh(camera));
        } catch (IOException e) {
            LOG.warn(
                    "the bed of camera {} could not be looked at",
                    camera.settings().key(),
                    e);
            throw new NoPicture(e);
        }
    }

    /** The job starts because of what the camera saw: picture and confidence are kept with the job. */
    public void keepBed(Camera camera, String job, Verdict verdict) {
        camera.latest().ifPresent(picture -> {
            try {
                album.keep(job, Album.Kind.BED, camera.settings().key(), picture, false);
                album.note(job, verdict);
            } catch (IOException e) {
                LOG.error("the picture of the clear bed of job {} could not be kept", job, e);
            }
        });
    }

    /** Cameras whose pictures go to the hub now, each with the hub's job that they see. */
    public Map<Camera, String> shownToHub() {
        Map<Camera, String> shown = new LinkedHashMap<>();
        for (var camera : cameras.values())
            if (camera.settings().toHub())
                camera.settings()
                        .machine()
                        .flatMap(works.runner()::jobOn)
                        .flatMap(works.journal()::find)
                        .filter(job -> job.order().origin() == JobOrder.Origin.HUB && begun(job.state()))
                        .ifPresent(job -> shown.put(camera, job.order().job()));
        return shown;
    }

    private static boolean begun(JobState state) {
        return state == JobState.ACCEPTED || state == JobState.RUNNING || state == JobState.PAUSED;
    }

    // ---- the thread "cameras"

    private void tick() {
        try {
            cameras.values().forEach(Camera::tick);
            var machines = works.runner().snapshot().stream()
                    .collect(Collectors.toMap(Telemetry.Machine::key, Function.identity()));
            for (var camera : cameras.values())
                camera.settings().machine().map(machines::get).ifPresent(machine -> follow(camera, machine));
        } catch (RuntimeException e) {
            LOG.error("the cameras could not follow the jobs", e);
        }
    }

    private void follow(Camera camera, Telemetry.Machine machine) {
        if (camera.state() instanceof CameraState.NotInstalled) return;
        var now = works.clock().instant();
        var key = camera.settings().key();
        var eye = eyes.get(key);
        if (eye == null) {
            machine.job()
                    .flatMap(works.journal()::find)
                    .filter(job -> begun(job.state()))
                    .ifPresent(job -> eyes.put(key, begin(camera, job.order())));
            return;
        }
        var job = works.journal().find(eye.order().job());
        if (!machine.job().equals(Optional.of(eye.order().job()))) eye.ends(now);
        eye.look(job, machine, now).ifPresent(kind -> tell(camera, eye, kind));
        if (eye.done(now)) end(key, eye);
    }

    private JobEye begin(Camera camera, JobOrder order) {
        notices.remove(camera.settings().key());
        album.bound(order.job()::equals);
        var eye = new JobEye(camera, album, order, baseline(camera));
        eye.lapse()
                .filter(lapse ->
                        camera.settings().timeLapse().orElseThrow().every().isEmpty())
                .ifPresent(lapse -> findLayers(order, lapse));
        return eye;
    }

    // On a thread of its own, since a large file takes a while.
    private void findLayers(JobOrder order, TimeLapse lapse) {
        var profile = works.machines().stream()
                .filter(machine -> machine.key().equals(order.machine()))
                .findFirst()
                .orElseThrow()
                .profile();
        var reading = new Thread(
                () -> {
                    List<Long> lines = List.of();
                    try {
                        var file = works.files().find(order.sha256());
                        if (file.isPresent()) lines = Layers.of(file.get(), profile);
                    } catch (IOException | RuntimeException e) {
                        LOG.warn("the layers of job {} are not known", order.job(), e);
                    }
                    var found = lines;
                    thread.execute(() -> lapse.layers(found));
                },
                "layers");
        reading.setDaemon(true);
        reading.start();
    }

    private void tell(Camera camera, JobEye eye, Notice.Kind kind) {
        boolean pause = camera.settings().watch().pause();
        var notice = new Notice(kind, eye.order().job(), works.clock().instant(), pause);
        notices.put(camera.settings().key(), notice);
        LOG.warn(
                "camera {}: job {} looks {}{}",
                camera.settings().key(),
                eye.order().job(),
                kind.word(),
                pause ? "; it is paused" : "");
        if (pause) works.runner().pause(eye.order().machine(), eye.order().job(), PausedBy.CAMERA);
    }

    private void end(String key, JobEye eye) {
        eyes.remove(key);
        eye.close();
        if (!eye.started()) return;
        if (eye.lapse().isPresent()) {
            if (eye.forHub()) sendFilm(eye.order().job());
            films.ifPresent(all -> all.make(eye.order().job()));
        }
        keepBaseline(key, eye.trouble().baseline());
    }

    private void sendFilm(String job) {
        try {
            album.sendFilm(job);
        } catch (IOException e) {
            LOG.warn("the time-lapse of job {} stays here", job, e);
        }
    }

    private Trouble.Baseline baseline(Camera camera) {
        var file = works.folder().resolve(camera.settings().key()).resolve("baseline");
        try {
            if (!Files.exists(file)) return Trouble.Baseline.NONE;
            var parts = Files.readString(file).strip().split(" ");
            return new Trouble.Baseline(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "what is usual for camera {} is learnt anew",
                    camera.settings().key(),
                    e);
            return Trouble.Baseline.NONE;
        }
    }

    private void keepBaseline(String key, Trouble.Baseline baseline) {
        try {
            Files.writeString(
                    works.folder().resolve(key).resolve("baseline"), baseline.count() + " " + baseline.mean() + "\n");
        } catch (IOException e) {
            LOG.warn("what is usual for camera {} could not be kept", key, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        films.ifPresent(Films::close);
        cameras.values().forEach(Camera::close);
    }
}
