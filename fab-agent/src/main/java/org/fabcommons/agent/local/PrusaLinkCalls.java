// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.link.Telemetry;

/**
 * PrusaLink's own calls, below {@code /api/v1}: upload by PUT with its list of storages, as PrusaSlicer's host type of
 * that name makes them, and what other programs ask of a printer: how it is, its job, its files. Source: Prusa-Link
 * 0.8, whose answers leave out what is not known.
 */
final class PrusaLinkCalls {
    private static final Set<String> SUBJECTS = Set.of("storage", "status", "info", "job", "transfer");

    private final Shop shop;
    private final Incoming incoming;

    PrusaLinkCalls(Shop shop) {
        this.shop = shop;
        this.incoming = new Incoming(shop);
    }

    /** Whether this address, below {@code /api/v1} where the agent has its own calls too, is one of PrusaLink's. */
    static boolean meant(String[] path) {
        if (path.length < 3) return false;
        return SUBJECTS.contains(path[2]) || (path.length > 4 && path[2].equals("files") && path[3].equals("local"));
    }

    /** Empty where this is no call of PrusaLink's. */
    Optional<Answer> answer(SlicerCalls.Call call) {
        if (call.is("GET", "api", "v1", "storage")) return json(Map.of("storage_list", List.of(storage())));
        if (call.is("GET", "api", "v1", "status")) return json(status(call));
        if (call.is("GET", "api", "v1", "info"))
            return json(Map.of(
                    "name", call.bench().name(),
                    "hostname", shop.agent().name(),
                    "min_extrusion_temp", 170));
        if (call.is("GET", "api", "v1", "transfer")) return Optional.of(Answer.noContent());
        if (call.is("GET", "api", "v1", "job"))
            return call.bench().job().isEmpty() ? Optional.of(Answer.noContent()) : json(job(call));
        if (call.is("DELETE", "api", "v1", "job", "*")) return ask(call, Shop.Wish.CANCEL);
        if (call.is("PUT", "api", "v1", "job", "*", "pause")) return ask(call, Shop.Wish.PAUSE);
        if (call.is("PUT", "api", "v1", "job", "*", "resume")) return ask(call, Shop.Wish.RESUME);
        if (call.starts("PUT", "api", "v1", "files", "local")) return upload(call);
        if (call.starts("GET", "api", "v1", "files", "local")) return json(file(call, wanted(call)));
        if (call.starts("POST", "api", "v1", "files", "local")) return print(call);
        if (call.starts("DELETE", "api", "v1", "files", "local")) {
            shop.shelf().removeFile(wanted(call).name());
            return Optional.of(Answer.noContent());
        }
        return Optional.empty();
    }

    private static Optional<Answer> json(Object value) {
        return Optional.of(Answer.json(200, value));
    }

    private Map<String, Object> storage() {
        return Map.of(
                "path",
                "/local",
                "name",
                "FabCommons agent",
                "type",
                "LOCAL",
                "read_only",
                false,
                "available",
                true,
                "free_space",
                shop.freeBytes());
    }

    private Map<String, Object> status(SlicerCalls.Call call) {
        var now = call.bench().now();
        Map<String, Object> printer = new LinkedHashMap<>();
        printer.put("state", state(call));
        temperature(now, "T0").or(() -> temperature(now, "T")).ifPresent(nozzle -> {
            printer.put("temp_nozzle", nozzle.actual());
            printer.put("target_nozzle", nozzle.target());
        });
        temperature(now, "B").ifPresent(bed -> {
            printer.put("temp_bed", bed.actual());
            printer.put("target_bed", bed.target());
        });
        now.position().forEach((axis, mm) -> {
            if (Set.of("X", "Y", "Z").contains(axis)) printer.put("axis_" + axis.toLowerCase(Locale.ROOT), mm);
        });
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("storage", storage());
        status.put("printer", printer);
        call.bench().job().ifPresent(job -> status.put("job", progress(call, job)));
        return status;
    }

    private static Optional<Telemetry.Temperature> temperature(Telemetry.Machine now, String sensor) {
        return Optional.ofNullable(now.temperatures().get(sensor));
    }

    private String state(SlicerCalls.Call call) {
        if (call.bench().question().isPresent()) return "ATTENTION";
        return switch (call.bench().now().state()) {
            case OFFLINE, CONNECTING, ALARM, ERROR -> "ERROR";
            case IDLE -> shop.orders().clearUntil(call.bench().key()).isPresent() ? "READY" : "IDLE";
            case RUNNING -> "PRINTING";
            case PAUSED -> "PAUSED";
            case BUSY -> call.bench().job().isPresent() ? "PRINTING" : "BUSY";
        };
    }

    private Map<String, Object> job(SlicerCalls.Call call) {
        var job = call.bench().job().orElseThrow();
        var all = progress(call, job);
        all.put("state", state(call));
        var name = job.order().fileName();
        all.put(
                "file",
                Map.of(
                        "name",
                        name,
                        "display_name",
                        name,
                        "path",
                        "/local",
                        "size",
                        job.order().sizeBytes(),
                        "m_timestamp",
                        job.createdAt().getEpochSecond()));
        return all;
    }

    private Map<String, Object> progress(SlicerCalls.Call call, JobRecord job) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", number(job));
        var now = call.bench().now().progress();
        all.put("progress", now.map(found -> found.fraction() * 100).orElse(0.0));
        now.flatMap(found -> found.remainingSeconds()).ifPresent(left -> all.put("time_remaining", left));
        all.put(
                "time_printing",
                Math.max(0, Duration.between(job.createdAt(), shop.now()).toSeconds()));
        return all;
    }

    /** A job's name there is a number; of one machine no two jobs are of the same second. */
    private static long number(JobRecord job) {
        return job.createdAt().getEpochSecond() & Integer.MAX_VALUE;
    }

    private Optional<Answer> ask(SlicerCalls.Call call, Shop.Wish wish) {
        var job = call.bench()
                .job()
                .filter(found -> call.path()[3].equals(String.valueOf(number(found))))
                .orElseThrow(() -> new SlicerCalls.Refused(404, "The machine does not have this job."));
        boolean fits =
                switch (wish) {
                    case PAUSE -> call.bench().now().state() != Telemetry.State.PAUSED;
                    case RESUME -> call.bench().now().state() == Telemetry.State.PAUSED;
                    default -> true;
                };
        if (!fits) throw new SlicerCalls.Refused(409, job.order().fileName() + " is not in a state for that.");
        shop.ask(call.bench().key(), wish);
        return Optional.of(Answer.noContent());
    }

    private Optional<Answer> upload(SlicerCalls.Call call) {
        var rest = call.rest(4);
        int last = rest.lastIndexOf('/');
        var name = Incoming.name(rest.substring(0, Math.max(0, last)), rest.substring(last + 1));
        var overwrite = call.request().header("Overwrite").strip();
        if (!overwrite.equals("?1") && shop.shelf().file(name).isPresent())
            throw new SlicerCalls.Refused(409, "A file of this name is here already.");
        try {
            var kept = shop.keep(call.request().upload(shop));
            var print = call.request().header("Print-After-Upload").strip();
            incoming.take(call.bench(), name, kept, !print.isEmpty() && !print.equals("?0"));
        } catch (IOException e) {
            throw Incoming.cut(e);
        }
        return Optional.of(Answer.json(201, Map.of("name", name, "origin", "local")));
    }

    private Shelf.ShelvedFile wanted(SlicerCalls.Call call) {
        return shop.shelf()
                .file(call.rest(4))
                .orElseThrow(() -> new SlicerCalls.Refused(404, "There is no such file here."));
    }

    private static Map<String, Object> file(SlicerCalls.Call call, Shelf.ShelvedFile file) {
        var name = file.name().substring(file.name().lastIndexOf('/') + 1);
        return Map.of(
                "name",
                name,
                "display_name",
                name,
                "type",
                "PRINT_FILE",
                "size",
                file.sizeBytes(),
                "m_timestamp",
                file.addedAt().getEpochSecond(),
                "read_only",
                false,
                "refs",
                Map.of("resource", OctoPrintCalls.address(call, file.name())));
    }

    private Optional<Answer> print(SlicerCalls.Call call) {
        var file = wanted(call);
        var kept = shop.kept(file)
                .orElseThrow(() -> new SlicerCalls.Refused(404, "The file is no longer here; send it again."));
        incoming.take(call.bench(), file.name(), kept, true);
        return Optional.of(Answer.noContent());
    }
}
