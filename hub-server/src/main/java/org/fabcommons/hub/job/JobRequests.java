// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Multipart;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The ways in which a job is asked for. The file is kept by its content, so that the agent gets what was checked. */
final class JobRequests {
    /** A toolpath of several days has some hundred megabytes. */
    private static final long MAX_FILE_BYTES = 1_000_000_000;

    private static final int MAX_FIELD_BYTES = 2_000;
    private static final int MAX_PARTS = 20;

    private final Jobs jobs;
    private final Machines machines;
    private final Designs designs;
    private final Blobs blobs;

    JobRequests(Jobs jobs, Machines machines, Designs designs, Blobs blobs) {
        this.jobs = jobs;
        this.machines = machines;
        this.designs = designs;
        this.blobs = blobs;
    }

    Job fromDesign(Viewer viewer, String machineId, String designName, String revision, String path) {
        var machine = machine(viewer, machineId);
        var design = designs.requireNamed(viewer, text(designName), "design");
        return fromDesign(viewer, machine, design, revision, path);
    }

    Job fromDesign(Viewer viewer, Machine machine, Design design, String revision, String path) {
        var id = revision(design, revision);
        if (text(path).isEmpty()) throw Problem.invalid("path", "job-path");
        if (!FileKind.of(text(path)).toolpath()) throw Problem.invalid("path", "job-not-gcode", text(path));
        var known = designs.files(design, id).stream()
                .filter(file -> file.path().equals(text(path)))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("path", "job-no-such-file", text(path)));
        Blob blob;
        try (var in = designs.open(design, id, known.path())) {
            blob = blobs.put(in, MAX_FILE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of design " + design.id() + " could not be read", e);
        }
        return request(viewer, machine, JobFile.of(design, id, known.path(), blob), blob);
    }

    Job fromForm(Viewer viewer, HttpHeaders headers, InputStream body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        Optional<Blob> blob = Optional.empty();
        var fileName = "";
        var form = Multipart.of(body, headers.getMediaType());
        int parts = 0;
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            if (++parts > MAX_PARTS) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
            var name = part.get().filename();
            if (name.isEmpty()) fields.put(part.get().name(), part.get().text(MAX_FIELD_BYTES));
            else if (!name.get().isEmpty()) {
                if (blob.isPresent()) throw Problem.invalid("file", "job-one-file");
                fileName = shown(name.get());
                if (!FileKind.of(fileName).toolpath()) throw Problem.invalid("file", "job-not-gcode", fileName);
                blob = Optional.of(blobs.put(part.get().content(), MAX_FILE_BYTES));
            }
        }
        var machine = machine(viewer, fields.get("machine"));
        var designName = text(fields.get("design"));
        var design = designName.isEmpty()
                ? Optional.<Design>empty()
                : Optional.of(designs.requireNamed(viewer, designName, "design"));
        if (blob.isEmpty()) {
            if (design.isPresent() && !text(fields.get("path")).isEmpty())
                return fromDesign(viewer, machine, design.get(), fields.get("revision"), fields.get("path"));
            throw Problem.invalid("file", "job-file-missing");
        }
        var revision = design.map(known -> revision(known, fields.get("revision")));
        return request(viewer, machine, JobFile.uploaded(design, revision, fileName, blob.get()), blob.get());
    }

    private Job request(Viewer viewer, Machine machine, JobFile file, Blob blob) {
        var content = blobs.find(blob.sha256()).orElseThrow();
        return jobs.request(viewer, machine, file, () -> Files.newInputStream(content));
    }

    private Machine machine(Viewer viewer, String id) {
        if (text(id).isEmpty()) throw Problem.invalid("machine", "job-machine");
        try {
            return machines.requireVisible(text(id), viewer);
        } catch (Problem unknown) {
            throw Problem.invalid("machine", "job-machine-unknown");
        }
    }

    private String revision(Design design, String given) {
        if (text(given).isEmpty()) return design.headRevision();
        try {
            return designs.requireRevision(design, text(given));
        } catch (Problem unknown) {
            throw Problem.invalid("revision", "job-revision-unknown", text(given));
        }
    }

    /** The name without the folders that some browsers send along. */
    private static String shown(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "");
        return last.length() > 120 ? last.substring(last.length() - 120) : last;
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
