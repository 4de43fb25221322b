// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Multipart;
import org.fabcommons.hub.web.Problem;

/** Reads a report that comes as a form, with a picture or without. */
public record ReportForm(Blobs blobs) {
    private static final int MAX_FIELD_BYTES = 50_000;
    private static final int MAX_PARTS = 50;
    private static final String PICTURE = "picture";

    /**
     * A form as it came.
     *
     * @param pictures the times of the camera's pictures that were ticked
     */
    public record Filled(Map<String, String> fields, List<Long> pictures, Optional<Blob> photo) {
        /** What it says of the job; the pictures are those that were made of the ticked ones. */
        public Makes.Report report(List<ShownPicture> shown) {
            return new Makes.Report(fields.get("outcome"), fields.get("reason"), fields.get("notes"), photo, shown);
        }
    }

    public Filled read(HttpHeaders headers, InputStream body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        List<Long> pictures = new ArrayList<>();
        Optional<Blob> photo = Optional.empty();
        var form = Multipart.of(body, headers.getMediaType());
        int parts = 0;
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            if (++parts > MAX_PARTS) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
            var name = part.get().filename();
            if (name.isEmpty() && part.get().name().equals(PICTURE))
                pictures.add(time(part.get().text(MAX_FIELD_BYTES)));
            else if (name.isEmpty()) fields.put(part.get().name(), part.get().text(MAX_FIELD_BYTES));
            else if (!name.get().isEmpty()) photo = Optional.of(keep(part.get().content()));
        }
        return new Filled(fields, pictures, photo);
    }

    private static long time(String given) {
        if (!given.matches("\\d{1,15}")) throw Problem.invalid("pictures", "report-picture");
        return Long.parseLong(given);
    }

    private Blob keep(InputStream content) throws IOException {
        var bytes = content.readNBytes((int) Photo.MAX_BYTES + 1);
        if (bytes.length > Photo.MAX_BYTES) throw Problem.invalid("photo", "report-photo-large");
        var clean = Photo.clean(bytes);
        return blobs.put(new ByteArrayInputStream(clean), clean.length);
    }
}
