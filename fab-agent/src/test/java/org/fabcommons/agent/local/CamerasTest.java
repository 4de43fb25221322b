// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;
import static org.fabcommons.agent.local.LocalRoom.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.CameraState;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.camera.FilmSet;
import org.fabcommons.agent.camera.FilmSet.View;
import org.fabcommons.agent.camera.Notice;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Source;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notification;
import org.fabcommons.hub.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera on the network, the process that looks through it, and what becomes of its pictures. */
class CamerasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer");
    private final FilmSet set = new FilmSet(0);
    private final List<byte[]> told = new CopyOnWriteArrayList<>();
    private HttpServer phone;
    private LocalRoom room;
    private Cameras cameras;
    private Camera camera;

    @BeforeEach
    void open() throws IOException {
        var settings = new CameraSettings(
                "eye",
                "Eye",
                Optional.of("printer"),
                Source.parse(set.address()),
                640,
                480,
                5,
                0,
                false,
                Optional.of(CameraSettings.TimeLapse.parse("0.5")),
                new CameraSettings.Bed(new Region(0.15, 0.2, 0.7, 0.72), true),
                new CameraSettings.Watch(Optional.of(Duration.ofSeconds(3)), false, true, Optional.empty()));
        phone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phone.createContext("/", exchange -> {
            try (exchange) {
                told.add(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        phone.start();
        room = LocalRoom.of(folder, machine)
                .cameras(settings)
                .telling(new ChannelSettings(
                        "phone",
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + phone.getAddress().getPort() + "/topic")),
                        List.of(),
                        ChannelSettings.Format.TEXT,
                        Map.of(),
                        Set.of(Notification.Kind.CAMERA),
                        Locale.ENGLISH,
                        ChannelSettings.TIMEOUT,
                        1,
                        30,
                        Optional.empty(),
                        true))
                .open();
        cameras = room.cameras;
        camera = cameras.find("eye").orElseThrow();
    }

    @AfterEach
    void close() {
        room.close();
        phone.stop(0);
        set.close();
    }

    @Test
    void severalLookThroughACameraThatIsReadOnceAndIsOffWhenNobodyDoes() throws IOException {
        assertThat(set.came).as("nobody has asked for a picture").hasValue(0);
        try (var first = stream();
                var second = stream()) {
            for (int i = 0; i < 3; i++) {
                assertThat(picture(first)).startsWith((byte) 0xff, (byte) 0xd8);
                assertThat(picture(second)).startsWith((byte) 0xff, (byte) 0xd8);
            }
            assertThat(set.looking).hasValue(1);
            var told = get("api/v1/cameras/eye");
            assertThat(told.path("state").asText()).isEqualTo("live");
            assertThat(told.path("widthPx").asInt()).isEqualTo(640);
        }
        await().atMost(PATIENCE).until(() -> set.looking.get() == 0);
        await().atMost(PATIENCE).until(() -> camera.state() instanceof CameraState.Resting);
        assertThat(camera.pid()).isEmpty();
    }

    @Test
    void thePageShowsItLiveByStillsSoThatNoStreamKeepsStopFromGettingThrough() {
        try (var chromium = Browser.open(room.address());
                var window = chromium.window(1280, ColorScheme.LIGHT, "en")) {
            var page = window.page();
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(URI.create(request.url()).getPath()));
            window.go("/cameras");
            page.waitForFunction("() => document.querySelector('.view img').naturalWidth === 640");
            var first = page.getAttribute(".view img", "src");
            page.waitForFunction("before => document.querySelector('.view img').getAttribute('src') !== before", first);
            await().atMost(PATIENCE)
                    .until(() -> asked.stream()
                                    .filter("/cameras/eye/picture"::equals)
                                    .count()
                            > 5);
            assertThat(asked).doesNotContain("/cameras/eye/stream");
            assertThat(page.isVisible("#lost")).isFalse();
        }
    }

    @Test
    void aCameraThatIsNotThereSaysSoAndIsBackWhenItIs() {
        int port = set.port();
        set.close();
        try (var need = camera.need(1)) {
            await().atMost(PATIENCE)
                    .until(() -> camera.state() instanceof CameraState.Failing failing
                            && failing.reason().equals("camera-unreached"));
            assertThat(page("cameras")).contains("The camera cannot be reached on the network.");
            try (var again = new FilmSet(port)) {
                await().atMost(PATIENCE).until(() -> camera.state() instanceof CameraState.Live);
            }
        }
    }

    @Test
    void aJobGoesOnWhenTheCameraIsKilledAndItsFilmAndPicturesAreWhole() throws IOException {
        set.view = View.EMPTY.moves();
        var job = start("lamp.gcode");
        await().atMost(PATIENCE).until(() -> cameras.album().moments(job).size() == 1);
        machine.acknowledges(2);
        var before = camera.pid().orElseThrow();
        assertThat(ProcessHandle.of(before).orElseThrow().destroyForcibly()).isTrue();
        machine.acknowledges(2);
        assertThat(get("api/v1/jobs/" + job).path("state").asText()).isEqualTo("running");
        await().atMost(PATIENCE)
                .until(() -> camera.pid().filter(pid -> !pid.equals(before)).isPresent()
                        && camera.state() instanceof CameraState.Live);
        machine.pause();
        await().atMost(PATIENCE).until(() -> cameras.album().moments(job).size() == 2);
        machine.resume();
        var frames = folder.resolve("cameras/jobs").resolve(job).resolve("frames");
        await().atMost(PATIENCE).until(() -> count(frames) >= 8);
        machine.acknowledges(1);
        machine.finishes();
        await().atMost(PATIENCE).until(() -> cameras.album().film(job).isPresent());
        await().atMost(PATIENCE).until(() -> !Files.exists(frames));
        assertThat(get("api/v1/pictures/" + job).path("items"))
                .extracting(item -> item.path("moment").asText())
                .containsExactly("start", "pause", "end");
        assertThat(get("api/v1/jobs/" + job).path("state").asText()).isEqualTo("finished");
        plays(cameras.album().film(job).orElseThrow());
        assertThat(page("pictures/" + job)).contains("<video", "Paused");
        assertThat(page("history/" + job)).as("the job's report").contains("<video", "Start", "Paused", "End");
        var piece = send(request("pictures/" + job + "/time-lapse.mp4").header("Range", "bytes=4-7"));
        assertThat(piece.statusCode()).isEqualTo(206);
        assertThat(piece.body()).isEqualTo("ftyp");
        assertThat(send(request("api/v1/pictures/" + job).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(cameras.album().film(job)).isEmpty();
    }

    /** Every picture is there, in what browsers play, and its index comes before the pictures. */
    private static void plays(Path film) throws IOException {
        try (var grabber = new FFmpegFrameGrabber(film.toString())) {
            grabber.start();
            assertThat(grabber.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
            assertThat(grabber.getPixelFormat()).isNotEqualTo(avutil.AV_PIX_FMT_NONE);
            int pictures = 0;
            while (grabber.grabImage() != null) pictures++;
            assertThat(pictures).isGreaterThanOrEqualTo(8);
        }
        var head = new String(Files.readAllBytes(film), StandardCharsets.ISO_8859_1);
        assertThat(head.indexOf("moov")).isLessThan(head.indexOf("mdat"));
    }

    @Test
    void nothingMovesWhileTheMachineSaysThatItDoesAndTheJobIsPaused() {
        var job = start("lamp.gcode");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            if (!machine.told.contains("pause")) machine.acknowledges(1);
            return machine.told.contains("pause");
        });
        var notice = cameras.notice(camera).orElseThrow();
        assertThat(notice.kind()).isEqualTo(Notice.Kind.STALLED);
        assertThat(notice.job()).isEqualTo(job);
        assertThat(page("")).contains("nothing has moved in the picture");
        await().atMost(PATIENCE).until(() -> told.size() == 1);
        assertThat(told.get(0)).as("what the camera sees").startsWith((byte) 0xff, (byte) 0xd8);
        assertThat(page("cameras")).contains("A picture goes with notifications to: phone.");
        assertThat(send(post("cameras/eye/dismiss")).statusCode()).isEqualTo(303);
        assertThat(cameras.notice(camera)).isEmpty();
    }

    @Test
    void theQueueGoesOnByItselfWhereTheCameraSeesTheMachineClearAndOnlyThere() {
        assertThat(send(post("api/v1/cameras/eye/check")).statusCode()).isEqualTo(409);
        assertThat(send(post("cameras/eye/references")).statusCode()).isEqualTo(303);
        wait("second.gcode");
        wait("third.gcode");
        var first = start("first.gcode");
        machine.finishes();
        await().atMost(PATIENCE).until(() -> machine.told.size() == 2);
        var second = room.runner.jobOn("printer").orElseThrow();
        assertThat(second).isNotEqualTo(first);
        await().atMost(PATIENCE)
                .until(() -> cameras.album().clearedByCamera(second).isPresent());
        assertThat(cameras.album().clearedByCamera(second).orElseThrow()).isGreaterThan(0.85);
        assertThat(page("pictures/" + second)).contains("the camera saw it clear");
        // The second part lies there.
        set.view = View.EMPTY.part(40);
        machine.finishes();
        await().atMost(PATIENCE).until(() -> get("api/v1/cameras/eye")
                .at("/lastCheck/answer")
                .asText()
                .equals("not-clear"));
        assertThat(room.shelf.waitingFor("printer")).hasSize(1);
        assertThat(machine.told).hasSize(2);
        assertThat(page("cameras")).contains("Not clear");
        assertThat(page("")).contains("It does not go on by itself: Eye does not see the machine clear.");
    }

    @Test
    void itsDescriptionNamesCallsThatAreThere() {
        var job = start("lamp.gcode");
        get("api/openapi.json").path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!path.getKey()
                            .matches("/cameras(/\\{camera})?(/picture|/check|/references|/dismiss)?|/pictures/\\{id}"))
                        return;
                    var address = path.getKey().replace("{camera}", "eye").replace("{id}", job);
                    var answer = send(request("api/v1" + address)
                            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                    assertThat(answer.statusCode()).as(method + " " + address).isNotIn(404, 405, 500);
                }));
        assertThat(send(request("api/v1/cameras/none")).statusCode()).isEqualTo(404);
        assertThat(send(request("pictures/..%2f..%2fjournal/x")).statusCode()).isEqualTo(404);
        assertThat(send(request("pictures/" + job + "/..%2f..%2fx.jpg")).statusCode())
                .isEqualTo(404);
    }

    private String start(String name) {
        send(request("api/v1/files?name=" + name).POST(BodyPublishers.ofString("G28\nG1 X10 F3000\n;" + name + "\n")));
        int before = machine.told.size();
        var answer = send(request("api/v1/machines/printer/jobs")
                .POST(BodyPublishers.ofString("{\"file\":\"" + name + "\",\"clear\":true}")));
        assertThat(answer.statusCode()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> machine.told.size() > before);
        return json(answer).path("id").asText();
    }

    private void wait(String name) {
        send(request("api/v1/files?name=" + name).POST(BodyPublishers.ofString("G28\n;" + name + "\n")));
        send(request("api/v1/machines/printer/queue").POST(BodyPublishers.ofString("{\"file\":\"" + name + "\"}")));
    }

    private InputStream stream() throws IOException {
        try {
            var answer = LocalRoom.http().send(request("cameras/eye/stream").build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next picture of a stream. */
    private static byte[] picture(InputStream in) throws IOException {
        int length = -1;
        for (var line = line(in); length < 0 || !line.isEmpty(); line = line(in))
            if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
        return in.readNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("the stream ended");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    private static int count(Path frames) throws IOException {
        if (!Files.isDirectory(frames)) return 0;
        try (var files = Files.list(frames)) {
            return (int) files.count();
        }
    }

    private HttpRequest.Builder request(String path) {
        return room.request(path);
    }

    private HttpRequest.Builder post(String path) {
        return request(path).POST(BodyPublishers.noBody());
    }

    private String page(String path) {
        return room.page(path);
    }

    private JsonNode get(String path) {
        return room.read(path);
    }
}
