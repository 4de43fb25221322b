// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.upload.ResumableUpload;
import org.fabcommons.hub.upload.ResumableUploads;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.FilePath;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Multipart;
import org.fabcommons.hub.web.Problem;

/**
 * A form with files as it arrived: the files are in the blob store, and nothing points at them yet.
 *
 * @param files by the path they shall have
 * @param named those of them that had arrived before, by uploads of their own
 */
public record Upload(Map<String, List<String>> fields, Map<String, Blob> files, List<ResumableUpload> named) {
    /** A form without files. */
    static Upload ofFields(Map<String, List<String>> fields) {
        return new Upload(fields, Map.of(), List.of());
    }

    private static final int MAX_FIELDS = 2_000;
    private static final int MAX_FIELD_BYTES = 64 * 1024;
    private static final int MAX_FILES = 500;

    /** Receives forms, each within this hub's limits. */
    public record Reception(VaultFeature.Rooms rooms, ResumableUploads uploads, long maxFileBytes) {
        /**
         * Reads a whole form. A field {@code upload} names a file that the person has sent before: the upload's id, and
         * after a space the path that it shall have, where that is not the upload's own name.
         *
         * @throws Problem TOO_LARGE, FULL (before anything is written where the request tells its size), INVALID,
         *     UNSUPPORTED or BAD_REQUEST
         */
        public Upload receive(Caller.Person person, InputStream in, HttpHeaders headers) throws IOException {
            rooms.space().require(Math.max(0, headers.getLength()));
            var form = Multipart.of(in, headers.getMediaType());
            Map<String, List<String>> fields = new HashMap<>();
            Map<String, Blob> files = new LinkedHashMap<>();
            int parts = 0;
            for (var part = form.next(); part.isPresent(); part = form.next()) {
                if (++parts > MAX_FIELDS) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
                var filename = part.get().filename();
                if (filename.isEmpty())
                    fields.computeIfAbsent(part.get().name(), name -> new ArrayList<>())
                            .add(part.get().text(MAX_FIELD_BYTES));
                // A browser sends a file field that was left empty as a file without a name.
                else if (!filename.get().isEmpty())
                    keep(files, FilePath.normal(filename.get()), part.get().content());
            }
            List<ResumableUpload> named = new ArrayList<>();
            for (var words : fields.getOrDefault("upload", List.of())) {
                var id = words.strip().split(" ", 2);
                named.add(name(files, person, id[0], id.length > 1 ? id[1] : ""));
            }
            return new Upload(fields, files, named);
        }

        /**
         * Puts a file that has arrived before among the others.
         *
         * @param path empty for the upload's own name
         */
        public ResumableUpload name(Map<String, Blob> files, Caller.Person person, String id, String path) {
            var upload = uploads.whole(person.id(), id);
            var wanted = FilePath.normal(path.isBlank() ? upload.name() : path.strip());
            FilePath.fault(wanted).ifPresent(fault -> {
                throw Problem.invalid(List.of(fault));
            });
            if (files.size() >= MAX_FILES) throw Problem.invalid("file", "upload-many", MAX_FILES);
            if (files.putIfAbsent(wanted, upload.blob().orElseThrow()) != null)
                throw Problem.invalid(wanted, "path-twice");
            return upload;
        }

        /**
         * Keeps the files of a form that comes back to whoever sent it, so that nobody has to choose them again.
         *
         * @return what its field {@code upload} has to say of each, by path
         */
        public Map<String, String> keep(Caller.Person person, Upload upload) {
            Map<String, String> kept = new LinkedHashMap<>();
            upload.all("upload").forEach(words -> {
                var id = words.strip().split(" ", 2);
                kept.put(id.length > 1 ? id[1] : "", words.strip());
            });
            kept.remove("");
            for (var file : upload.files().entrySet())
                kept.computeIfAbsent(
                        file.getKey(),
                        path -> uploads.keep(person.id(), path, file.getValue()).id() + " " + path);
            return kept;
        }

        /** Says that a revision names these files now. */
        public void done(List<ResumableUpload> named) {
            uploads.named(named);
        }

        private void keep(Map<String, Blob> files, String path, InputStream content) throws IOException {
            // Told before the bytes have travelled.
            FilePath.fault(path).ifPresent(fault -> {
                throw Problem.invalid(List.of(fault));
            });
            if (files.size() >= MAX_FILES) throw Problem.invalid("file", "upload-many", MAX_FILES);
            if (files.containsKey(path)) throw Problem.invalid(path, "path-twice");
            try {
                files.put(path, rooms.blobs().put(content, maxFileBytes));
            } catch (Problem problem) {
                // The store does not know names; people do.
                throw problem.kind() == Problem.Kind.TOO_LARGE
                        ? Problem.of(problem.kind(), "upload-too-large", path, maxFileBytes / 1_000_000)
                        : problem;
            }
        }
    }

    /** The field's value; empty where it is missing. */
    public String text(String field) {
        return fields.getOrDefault(field, List.of("")).get(0);
    }

    /** The licences that parts have of their own. */
    PartLicences parts() {
        return new PartLicences(text("documentationLicence"), text("softwareLicence"));
    }

    /** All values of a field. */
    List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }

    Optional<String> given(String field) {
        return Optional.of(text(field)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
