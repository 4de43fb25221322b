// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.agent.camera.Album;
import org.fabcommons.agent.camera.Bed;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.CameraState;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.camera.Verdict;

/**
 * What is asked of cameras, by people below {@code /cameras} and {@code /pictures}, by programs below {@code /api/v1} and
 * the same names.
 */
final class CameraCalls {
    /** Of a film, so much at a time. */
    private static final int PIECE = 2 << 20;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-(\\d{0,12})");

    private final Shop shop;
    private final Optional<NewCameras> adding;

    /** @param adding how people add cameras on the page; empty where they cannot */
    CameraCalls(Shop shop, Optional<NewCameras> adding) {
        this.shop = shop;
        this.adding = adding;
    }

    static boolean meant(String[] path) {
        return subject(path) < path.length && List.of("cameras", "pictures").contains(path[subject(path)]);
    }

    /** Where the subject stands: after {@code api/v1} for programs. */
    private static int subject(String[] path) {
        return path.length > 2 && path[0].equals("api") && path[1].equals("v1") ? 2 : 0;
    }

    record CameraNow(
            String key,
            String name,
            Optional<String> machine,
            String source,
            String state,
            Optional<String> reason,
            Optional<Integer> widthPx,
            Optional<Integer> heightPx,
            boolean toHub,
            Optional<String> timeLapse,
            List<String> references,
            Optional<Check> lastCheck,
            Optional<Seen> notice) {}

    /** @param confidence 0 to 1 */
    record Check(String answer, double confidence, String reason, double changedPercent, String at) {
        static Check of(Verdict verdict) {
            return new Check(
                    verdict.answer().word(),
                    verdict.confidence(),
                    verdict.reason(),
                    verdict.changedPercent(),
                    verdict.at().toString());
        }
    }

    record Seen(String kind, String job, String at, boolean paused) {}

    record Shot(String name, String moment, String at, Optional<String> camera) {
        static Shot of(Album.Moment moment) {
            return new Shot(moment.name(), moment.kind().word(), moment.at().toString(), moment.camera());
        }
    }

    record Pictures(List<Shot> items, boolean timeLapse, Optional<Double> clearedByCamera) {}

    Answer answer(LocalHandler.Request request) throws IOException {
        boolean program = subject(request.path()) > 0;
        var path = Arrays.copyOfRange(request.path(), subject(request.path()), request.path().length);
        if (path[0].equals("pictures")) return pictures(request, path, program);
        if (path.length == 1 && request.method().equals("GET"))
            return program
                    ? Answer.items(shop.cameras().all().stream().map(this::now).toList())
                    : Answer.html(200, new CamerasPage(shop, adding, request.texts()).whole());
        if (!program && request.is("GET", "cameras", "live"))
            return Answer.html(200, new CamerasPage(shop, adding, request.texts()).live());
        var camera = shop.cameras().find(path.length > 1 ? path[1] : "");
        return camera.isPresent() ? camera(request, path, program, camera.get()) : notFound(request, program);
    }

    private CameraNow now(Camera camera) {
        var settings = camera.settings();
        var state = camera.state();
        var live = Optional.of(state).filter(CameraState.Live.class::isInstance).map(CameraState.Live.class::cast);
        var bed = shop.cameras().bed(camera);
        return new CameraNow(
                settings.key(),
                settings.name(),
                settings.machine(),
                settings.source().shown(),
                word(state),
                state instanceof CameraState.Failing failing ? Optional.of(failing.reason()) : Optional.empty(),
                live.map(CameraState.Live::widthPx),
                live.map(CameraState.Live::heightPx),
                settings.toHub(),
                settings.timeLapse().map(how -> how.every()
                        .map(every -> every.toMillis() / 1000.0 + " s")
                        .orElse("layer")),
                bed.references(),
                bed.last().map(Check::of),
                shop.cameras()
                        .notice(camera)
                        .map(notice -> new Seen(
                                notice.kind().word(), notice.job(), notice.at().toString(), notice.paused())));
    }

    static String word(CameraState state) {
        if (state instanceof CameraState.Live) return "live";
        if (state instanceof CameraState.Starting) return "starting";
        if (state instanceof CameraState.Failing) return "failing";
        return state instanceof CameraState.NotInstalled ? "not-installed" : "resting";
    }

    private Answer camera(LocalHandler.Request request, String[] path, boolean program, Camera camera)
            throws IOException {
        var bed = shop.cameras().bed(camera);
        if (request.method().equals("GET")) {
            if (path.length == 2 && program) return Answer.json(200, now(camera));
            if (path.length == 3 && path[2].equals("stream")) return Answer.live(camera);
            if (path.length == 3 && path[2].equals("picture")) return picture(camera);
            if (path.length == 4 && path[2].equals("references")) {
                var file = bed.reference(path[3]);
                return file.isPresent() ? Answer.jpeg(Files.readAllBytes(file.get())) : notFound(request, program);
            }
            return notFound(request, program);
        }
        if (!request.method().equals("POST") && !request.method().equals("DELETE")) return notFound(request, program);
        boolean post = request.method().equals("POST");
        if (post && path.length == 3 && path[2].equals("references")) return learn(request, program, camera);
        if (post && path.length == 3 && path[2].equals("check")) return check(request, program, camera);
        if (post && path.length == 3 && path[2].equals("dismiss")) {
            shop.cameras().dismiss(camera);
            return done(program);
        }
        boolean forgets = path.length >= 4
                && path[2].equals("references")
                && (program ? path.length == 4 && !post : path.length == 5 && path[4].equals("remove"));
        return forgets && bed.forget(path[3]) ? done(program) : notFound(request, program);
    }

    /** A still picture turns the camera on; the first comes a moment later. */
    private Answer picture(Camera camera) {
        camera.wanted();
        return camera.latest()
                .map(picture -> Answer.jpeg(picture.jpeg()))
                .orElse(Answer.problem(
                        503, "camera-starting", "The camera is being turned on; ask again in a second."));
    }

    private Answer learn(LocalHandler.Request request, boolean program, Camera camera) {
        try {
            if (shop.cameras().learnBed(camera)) return done(program);
            return program
                    ? Answer.problem(
                            409,
                            "references-full",
                            "There are " + Bed.MOST_REFERENCES + " pictures of the empty machine; remove one first.")
                    : sorry(409, request, "camera.references.full");
        } catch (Cameras.NoPicture e) {
            return program ? noPicture() : sorry(503, request, "camera.noPicture");
        }
    }

    private Answer check(LocalHandler.Request request, boolean program, Camera camera) {
        if (shop.cameras().bed(camera).references().isEmpty())
            return program
                    ? Answer.problem(409, "no-reference", "Take a picture of the empty machine first.")
                    : sorry(409, request, "camera.references.none");
        try {
            var verdict = shop.cameras().lookAtBed(camera);
            return program ? Answer.json(200, Check.of(verdict)) : done(false);
        } catch (Cameras.NoPicture e) {
            return program ? noPicture() : sorry(503, request, "camera.noPicture");
        }
    }

    private static Answer noPicture() {
        return Answer.problem(503, "no-picture", "The camera gives no picture now; its state says why.");
    }

    private static Answer done(boolean program) {
        return program ? Answer.noContent() : Answer.seeOther("/cameras");
    }

    // ---- pictures of jobs

    private Answer pictures(LocalHandler.Request request, String[] path, boolean program) throws IOException {
        var job = shop.job(path.length > 1 ? path[1] : "");
        if (job.isEmpty()) return notFound(request, program);
        var album = shop.cameras().album();
        var id = job.get().order().job();
        if (path.length == 2 && request.method().equals("GET"))
            return program
                    ? Answer.json(
                            200,
                            new Pictures(
                                    album.moments(id).stream().map(Shot::of).toList(),
                                    album.film(id).isPresent(),
                                    album.clearedByCamera(id)))
                    : Answer.html(200, new PicturesPage(shop, request.texts(), job.get()).whole());
        if (path.length == 3 && request.method().equals("GET")) {
            if (path[2].equals("time-lapse.mp4")) {
                var film = album.film(id);
                return film.isPresent() ? piece(request, film.get()) : notFound(request, program);
            }
            var moment = album.moment(id, path[2]);
            return moment.isPresent()
                    ? Answer.jpeg(Files.readAllBytes(moment.get().file()))
                    : notFound(request, program);
        }
        boolean removes = program
                ? path.length == 2 && request.method().equals("DELETE")
                : path.length == 3
                        && path[2].equals("remove")
                        && request.method().equals("POST");
        if (!removes) return notFound(request, program);
        if (!job.get().settled())
            return program
                    ? Answer.problem(409, "job-runs", "The job is still running.")
                    : sorry(409, request, "pictures.runs");
        album.remove(id);
        return program ? Answer.noContent() : Answer.seeOther("/");
    }

    /** A film, or the piece of it that a player asks for. */
    private static Answer piece(LocalHandler.Request request, Path film) throws IOException {
        var headers = request.exchange().getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        long size = Files.size(film);
        var range = RANGE.matcher(request.header("Range"));
        if (!range.matches()) return new Answer(200, "video/mp4", Files.readAllBytes(film), Optional.empty());
        long from = Long.parseLong(range.group(1));
        if (from >= size) {
            headers.set("Content-Range", "bytes */" + size);
            return new Answer(416, "text/plain", new byte[0], Optional.empty());
        }
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        var piece = new byte[(int) Math.max(0, Math.min(PIECE, last - from + 1))];
        try (var file = new RandomAccessFile(film.toFile(), "r")) {
            file.seek(from);
            file.readFully(piece);
        }
        headers.set("Content-Range", "bytes " + from + "-" + (from + piece.length - 1) + "/" + size);
        return new Answer(206, "video/mp4", piece, Optional.empty());
    }

    private Answer notFound(LocalHandler.Request request, boolean program) {
        return program
                ? Answer.problem(404, "not-found", "There is nothing here.")
                : sorry(404, request, "page.nothing");
    }

    private Answer sorry(int status, LocalHandler.Request request, String key) {
        return LocalPages.sorry(shop, status, request.texts(), key);
    }
}
