// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import org.fabcommons.hub.web.Download;

/** A file of a design, ready to be sent. */
final class FileAnswer {
    private FileAnswer() {}

    /** @param save whether it must be saved rather than shown */
    static Download of(Designs designs, Design design, String revision, String path, boolean save) {
        var id = designs.requireRevision(design, revision);
        var file = designs.requireFile(design, id, path);
        return new Download(
                path.substring(path.lastIndexOf('/') + 1),
                file.sizeBytes(),
                file.sha256(),
                file.mediaType(),
                !save && file.kind().inline(),
                () -> designs.open(design, id, path));
    }
}
