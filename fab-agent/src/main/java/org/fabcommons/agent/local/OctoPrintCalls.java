// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Telemetry;

/**
 * The calls of OctoPrint's API that slicers make, in the shape of its versions before 2.0. Source: the requests of
 * PrusaSlicer 2.9, OrcaSlicer and Cura's OctoPrint connection.
 */
final class OctoPrintCalls {
    /** The version whose answers these are. */
    static final String SERVER = "1.9.3";

    private static final String WAITS = "Waits: ";
    private static final int MAX_JSON = 64 << 10;

    private final Shop shop;
    private final Incoming incoming;
    private final CameraPass pass;

    OctoPrintCalls(Shop shop, CameraPass pass) {
        this.shop = shop;
        this.pass = pass;
        this.incoming = new Incoming(shop);
    }

    /** Empty where this is no call of OctoPrint's. */
    Optional<Answer> answer(SlicerCalls.Call call) {
        if (call.is("GET", "api", "version")) return json(version());
        if (call.is("GET", "api", "server")) return json(Map.of("version", SERVER, "safemode", false));
        if (call.is("POST", "api", "login") || call.is("GET", "api", "currentuser"))
            return json(Map.of("name", "slicer", "active", true, "admin", false, "user", true, "session", ""));
        if (call.is("GET", "api", "settings")) return json(settings(call));
        if (call.is("GET", "api", "printerprofiles"))
            return json(Map.of("profiles", Map.of("_default", profile(call))));
        if (call.is("GET", "api", "connection")) return json(connection(call));
        if (call.is("POST", "api", "connection")) return Optional.of(Answer.noContent());
        if (call.is("GET", "api", "printer")) return printer(call);
        if (call.starts("POST", "api", "printer"))
            throw new SlicerCalls.Refused(403, "Commands are not taken from slicers. Use the agent's own page.");
        if (call.is("GET", "api", "job")) return json(job(call));
        if (call.is("POST", "api", "job")) return command(call);
        if (call.is("POST", "api", "files", "sdcard"))
            throw new SlicerCalls.Refused(409, "This agent does not write to the machine's card; choose \"local\".");
        if (call.is("POST", "api", "files", "local")) return upload(call);
        if (call.is("GET", "api", "files") || call.is("GET", "api", "files", "local")) return json(files(call));
        if (call.starts("GET", "api", "files", "local")) return json(entry(call, wanted(call)));
        if (call.starts("POST", "api", "files", "local")) return select(call);
        if (call.starts("DELETE", "api", "files", "local")) {
            shop.shelf().removeFile(wanted(call).name());
            return Optional.of(Answer.noContent());
        }
        return Optional.empty();
    }

    /** With what is not known as {@code null}: Cura reads these fields without asking whether they are there. */
    private static final ObjectMapper WHOLE =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private static Optional<Answer> json(Object value) {
        try {
            return Optional.of(new Answer(200, "application/json", WHOLE.writeValueAsBytes(value), Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> version() {
        // The slicers ask that the text begins so, and PrusaSlicer's PrusaLink that uploads by PUT are announced.
        return Map.of(
                "api",
                "0.1",
                "server",
                SERVER,
                "text",
                "OctoPrint " + SERVER + " (FabCommons agent)",
                "capabilities",
                Map.of("upload-by-put", true));
    }

    private Map<String, Object> settings(SlicerCalls.Call call) {
        // Cura shows the pictures, and asks for them without its key.
        var address = shop.cameras().of(call.bench().key()).stream()
                .map(one -> one.settings().key())
                .findFirst()
                .map(camera -> call.program()
                        .map(program -> pass.address(program, camera))
                        .orElse("/api/v1/cameras/" + camera + "/stream"));
        return Map.of(
                "feature", Map.of("sdSupport", false, "temperatureGraph", false),
                "webcam",
                        Map.of(
                                "webcamEnabled",
                                address.isPresent(),
                                "streamUrl",
                                address.orElse(""),
                                "flipH",
                                false,
                                "flipV",
                                false,
                                "rotate90",
                                false),
                "plugins", Map.of(),
                "api", Map.of("allowCrossOrigin", false));
    }

    private static Map<String, Object> profile(SlicerCalls.Call call) {
        var envelope = call.bench().profile().envelope();
        var axis = Map.of("speed", 6000, "inverted", false);
        return Map.of(
                "id",
                "_default",
                "name",
                call.bench().name(),
                "model",
                call.bench().profile().nameIn(Locale.ENGLISH),
                "axes",
                Map.of("x", axis, "y", axis, "z", axis, "e", axis),
                "current",
                true,
                "default",
                true,
                "heatedBed",
                true,
                "volume",
                Map.of(
                        "width", envelope.maxX() - envelope.minX(),
                        "depth", envelope.maxY() - envelope.minY(),
                        "height", envelope.maxZ() - envelope.minZ()));
    }

    private static Map<String, Object> connection(SlicerCalls.Call call) {
        return Map.of(
                "current", Map.of("state", text(call.bench())),
                "options", Map.of("ports", List.of(), "baudrates", List.of()));
    }

    private static String text(Shop.Bench bench) {
        if (bench.pausing()) return "Pausing";
        return switch (bench.now().state()) {
            case OFFLINE -> "Offline";
            case CONNECTING -> "Connecting";
            case IDLE -> "Operational";
            case RUNNING, BUSY -> "Printing";
            case PAUSED -> "Paused";
            case ALARM, ERROR -> "Error";
        };
    }

    private static Optional<Answer> printer(SlicerCalls.Call call) {
        var now = call.bench().now();
        if (now.state() == Telemetry.State.OFFLINE || now.state() == Telemetry.State.CONNECTING)
            throw new SlicerCalls.Refused(409, "Printer is not operational");
        Map<String, Object> temperatures = new LinkedHashMap<>();
        now.temperatures()
                .forEach((sensor, reading) -> temperatures.put(
                        sensor.equals("B") ? "bed" : "tool" + (sensor.equals("T") ? "0" : sensor.substring(1)),
                        Map.of("actual", reading.actual(), "target", reading.target(), "offset", 0)));
        boolean error = now.state() == Telemetry.State.ALARM || now.state() == Telemetry.State.ERROR;
        boolean printing = now.state() == Telemetry.State.RUNNING || now.state() == Telemetry.State.BUSY;
        return json(Map.of(
                "temperature",
                temperatures,
                "sd",
                Map.of("ready", false),
                "state",
                Map.of(
                        "text",
                        text(call.bench()),
                        "flags",
                        Map.of(
                                "operational",
                                !error,
                                "paused",
                                now.state() == Telemetry.State.PAUSED,
                                "printing",
                                printing,
                                "cancelling",
                                false,
                                "pausing",
                                call.bench().pausing(),
                                "error",
                                error,
                                "ready",
                                now.state() == Telemetry.State.IDLE,
                                "closedOrError",
                                error,
                                "sdReady",
                                false))));
    }

    private Map<String, Object> job(SlicerCalls.Call call) {
        var job = call.bench().job();
        var progress = call.bench().now().progress();
        Map<String, Object> file = new LinkedHashMap<>();
        // As OctoPrint shows the file that was chosen last: else who sent one to be printed sees nothing of it.
        var waits =
                shop.shelf().waitingFor(call.bench().key()).stream().findFirst().map(Waiting::fileName);
        var name = job.map(found -> found.order().fileName());
        file.put("path", name.or(() -> waits).orElse(null));
        file.put("name", name.or(() -> waits.map(WAITS::concat)).orElse(null));
        file.put("display", file.get("name"));
        file.put("origin", "local");
        file.put("size", job.map(found -> found.order().sizeBytes()).orElse(null));
        file.put("date", job.map(found -> found.createdAt().getEpochSecond()).orElse(null));
        var elapsed =
                job.map(found -> Duration.between(found.createdAt(), shop.now()).toSeconds());
        var left = progress.flatMap(found -> found.remainingSeconds());
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("file", file);
        what.put(
                "estimatedPrintTime",
                left.flatMap(more -> elapsed.map(past -> past + more)).orElse(null));
        what.put("filament", null);
        what.put("user", null);
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("completion", progress.map(found -> found.fraction() * 100).orElse(null));
        how.put("filepos", null);
        how.put("printTime", elapsed.orElse(null));
        how.put("printTimeLeft", left.orElse(null));
        return Map.of("job", what, "progress", how, "state", text(call.bench()));
    }

    private Optional<Answer> command(SlicerCalls.Call call) {
        var body = body(call);
        boolean paused = call.bench().now().state() == Telemetry.State.PAUSED;
        var action = body.path("action").asText("toggle");
        var wish =
                switch (body.path("command").asText()) {
                    case "pause" ->
                        action.equals("resume") || (action.equals("toggle") && paused)
                                ? Shop.Wish.RESUME
                                : Shop.Wish.PAUSE;
                    case "cancel" -> Shop.Wish.CANCEL;
                    case "start", "restart" ->
                        throw new SlicerCalls.Refused(
                                409, "Nothing starts from here: say on the agent's page that the machine is clear.");
                    default -> throw new SlicerCalls.Refused(400, "The commands are pause and cancel.");
                };
        if (call.bench().job().isEmpty()) throw new SlicerCalls.Refused(409, "The machine has no job.");
        shop.ask(call.bench().key(), wish);
        return Optional.of(Answer.noContent());
    }

    private Optional<Answer> upload(SlicerCalls.Call call) {
        var sent = incoming.form(call, "print");
        var location = address(call, sent.file().name());
        var body = Map.of(
                "files",
                Map.of("local", entry(call, sent.file())),
                "done",
                true,
                "effectiveSelect",
                false,
                "effectivePrint",
                sent.job().isPresent());
        return Optional.of(Answer.json(201, body).at(location));
    }

    private Map<String, Object> files(SlicerCalls.Call call) {
        return Map.of(
                "files",
                shop.shelf().files().stream().map(file -> entry(call, file)).toList());
    }

    private static Map<String, Object> entry(SlicerCalls.Call call, Shelf.ShelvedFile file) {
        return Map.of(
                "name", file.name().substring(file.name().lastIndexOf('/') + 1),
                "path", file.name(),
                "display", file.name(),
                "origin", "local",
                "type", "machinecode",
                "typePath", List.of("machinecode", "gcode"),
                "size", file.sizeBytes(),
                "hash", file.sha256(),
                "refs", Map.of("resource", address(call, file.name())));
    }

    static String address(SlicerCalls.Call call, String name) {
        var request = call.request();
        var before =
                request.path()[0].equals("slicer") ? "/slicer/" + call.bench().key() : "";
        return "http://" + request.header("Host") + before + "/api/files/local/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    private Shelf.ShelvedFile wanted(SlicerCalls.Call call) {
        return shop.shelf()
                .file(call.rest(3))
                .orElseThrow(() -> new SlicerCalls.Refused(404, "There is no such file here."));
    }

    private Optional<Answer> select(SlicerCalls.Call call) {
        var file = wanted(call);
        var body = body(call);
        if (!body.path("command").asText().equals("select"))
            throw new SlicerCalls.Refused(400, "The one command for a file is select.");
        if (!body.path("print").asBoolean()) return Optional.of(Answer.noContent());
        var kept = shop.kept(file)
                .orElseThrow(() -> new SlicerCalls.Refused(404, "The file is no longer here; send it again."));
        incoming.take(call.bench(), file.name(), kept, true);
        return Optional.of(Answer.noContent());
    }

    private static JsonNode body(SlicerCalls.Call call) {
        try {
            return LinkJson.mapper()
                    .readTree(call.request().exchange().getRequestBody().readNBytes(MAX_JSON));
        } catch (JsonProcessingException e) {
            throw new SlicerCalls.Refused(400, "The body is no JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
