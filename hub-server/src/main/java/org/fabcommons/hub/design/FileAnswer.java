// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Download;

/** A file of a design, sent. */
final class FileAnswer {
    private FileAnswer() {}

    /** @param save whether it must be saved rather than shown */
    static Response of(
            Designs designs,
            Design design,
            String revision,
            String path,
            boolean save,
            Request request,
            HttpHeaders headers) {
        var id = designs.requireRevision(design, revision);
        var file = designs.requireFile(design, id, path);
        var answer = new Download(
                        path.substring(path.lastIndexOf('/') + 1),
                        file.sizeBytes(),
                        file.sha256(),
                        file.mediaType(),
                        !save && file.kind().inline(),
                        () -> designs.open(design, id, path))
                .answer(request, headers);
        return kept(answer, design, id.equals(revision));
    }

    /** What a revision holds never changes; what "head" means does. */
    static Response kept(Response answer, Design design, boolean named) {
        if (design.visibility() == Visibility.PRIVATE)
            answer.getHeaders().putSingle("Cache-Control", "private, no-cache");
        else if (named) answer.getHeaders().putSingle("Cache-Control", "public, max-age=31536000, immutable");
        return answer;
    }
}
