// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The pictures and films of jobs, on disk: a folder per job with
 * {@code <milliseconds>-<moment>-<camera>.jpg}, perhaps
 * {@code time-lapse.mp4}, and the pictures that a film will be made of. Bounded: the oldest jobs go first.
 */
public final class Album {
    static final int KEPT_JOBS = 50;
    static final long KEPT_BYTES = 2L << 30;
    /** So many pictures of one job by one camera, however often it pauses. */
    static final int MOST_MOMENTS = 20;

    private static final Pattern PICTURE = Pattern.compile("(\\d{13})-(bed|start|pause|end)(?:-([a-z0-9-]+))?\\.jpg");
    private static final String FILM = "time-lapse.mp4";
    private static final String CLEARED = "cleared-by-camera";
    private static final String FRAMES = "frames";
    /** An empty file beside a picture that the hub has not got yet. */
    private static final String TO_SEND = ".send";

    /** When a picture of a job is taken. */
    public enum Kind {
        /** The camera found the machine clear, and the job started for that reason. */
        BED,
        START,
        PAUSE,
        END;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param camera its key; empty for pictures that an older agent kept */
    public record Moment(String job, Kind kind, Instant at, Optional<String> camera, Path file) {
        /** Under which name it is asked for. */
        public String name() {
            return file.getFileName().toString();
        }
    }

    private final Path folder;

    /** @param folder is made with the first picture */
    Album(Path folder) {
        this.folder = folder;
    }

    /** Keeps a picture of a job; false when it has enough. */
    synchronized boolean keep(String job, Kind kind, String camera, Picture picture, boolean send) throws IOException {
        int most = kind == Kind.END ? MOST_MOMENTS : MOST_MOMENTS - 1;
        long kept = moments(job).stream()
                .filter(one -> one.camera().equals(Optional.of(camera)))
                .count();
        if (kept >= most) return false;
        var file = of(job).resolve(picture.at().toEpochMilli() + "-" + kind.word() + "-" + camera + ".jpg");
        Files.createDirectories(file.getParent());
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.write(unfinished, picture.jpeg());
        if (send) Files.write(sign(file), new byte[0]);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Keeps how sure the camera was that the machine was clear. */
    void note(String job, Verdict verdict) throws IOException {
        Files.writeString(of(job).resolve(CLEARED), verdict.confidence() + "\n");
    }

    /** How sure a camera was that the machine was clear, where it was the camera that said so; 0 to 1. */
    public Optional<Double> clearedByCamera(String job) {
        var file = of(job).resolve(CLEARED);
        try {
            return Files.exists(file)
                    ? Optional.of(Double.valueOf(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A job's pictures in the order in which they were taken. */
    public List<Moment> moments(String job) {
        return listed(of(job)).stream()
                .flatMap(file -> moment(job, file).stream())
                .sorted(Comparator.comparing(Moment::at))
                .toList();
    }

    public Optional<Moment> moment(String job, String name) {
        return moments(job).stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static Optional<Moment> moment(String job, Path file) {
        var name = PICTURE.matcher(file.getFileName().toString());
        if (!name.matches()) return Optional.empty();
        return Optional.of(new Moment(
                job,
                Kind.valueOf(name.group(2).toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(Long.parseLong(name.group(1))),
                Optional.ofNullable(name.group(3)),
                file));
    }

    /** What the hub has not got yet, oldest first. */
    public List<Moment> unsent(int limit) {
        return listed(folder).stream()
                .flatMap(job -> moments(job.getFileName().toString()).stream())
                .filter(moment -> Files.exists(sign(moment.file())))
                .sorted(Comparator.comparing(Moment::at))
                .limit(limit)
                .toList();
    }

    /** The hub has it, or will never take it. */
    public void sent(Moment moment) {
        sent(moment.file());
    }

    private static void sent(Path file) {
        try {
            Files.deleteIfExists(sign(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path sign(Path file) {
        return file.resolveSibling(file.getFileName() + TO_SEND);
    }

    public Optional<Path> film(String job) {
        return Optional.of(of(job).resolve(FILM)).filter(Files::exists);
    }

    /** A film of a job that the hub has not got yet. */
    public record Film(String job, Path file) {}

    /** Notes that the hub is to have the film of this job, once it is made. */
    void sendFilm(String job) throws IOException {
        if (Files.isDirectory(frames(job))) Files.write(sign(filmPath(job)), new byte[0]);
    }

    /** Films that are made and that the hub has not got yet. */
    public List<Film> unsentFilms() {
        return listed(folder).stream()
                .map(job -> new Film(job.getFileName().toString(), job.resolve(FILM)))
                .filter(film -> Files.exists(sign(film.file()))
                        && Files.exists(film.file())
                        && !Files.isDirectory(frames(film.job())))
                .toList();
    }

    /** The hub has it, or will never take it. */
    public void sent(Film film) {
        sent(film.file());
    }

    /** Where a job's film will be. */
    Path filmPath(String job) {
        return of(job).resolve(FILM);
    }

    /** Where the pictures lie that it will be made of. */
    Path frames(String job) {
        return of(job).resolve(FRAMES);
    }

    /** Jobs whose film was not finished, such as after a crash. */
    List<String> unfinished() {
        return listed(folder).stream()
                .filter(job -> Files.isDirectory(job.resolve(FRAMES)))
                .map(job -> job.getFileName().toString())
                .toList();
    }

    /** Removes the oldest jobs until the rest is within bounds. */
    synchronized void bound(Predicate<String> running) {
        var jobs = new ArrayList<>(listed(folder));
        jobs.sort(Comparator.comparing(Album::changed).reversed());
        long bytes = 0;
        for (int i = 0; i < jobs.size(); i++) {
            bytes += size(jobs.get(i));
            if ((i >= KEPT_JOBS || bytes > KEPT_BYTES)
                    && !running.test(jobs.get(i).getFileName().toString())) remove(jobs.get(i));
        }
    }

    /** Removes all pictures and the film of a job. */
    public synchronized void remove(String job) {
        if (Files.isDirectory(of(job))) remove(of(job));
    }

    static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("pictures could not be removed: " + folder, e);
        }
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    private static long size(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private Path of(String job) {
        if (!job.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) throw new IllegalArgumentException("not the id of a job");
        return folder.resolve(job);
    }

    private static List<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("pictures could not be listed: " + folder, e);
        }
    }
}
