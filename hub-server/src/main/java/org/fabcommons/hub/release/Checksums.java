// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.util.List;
import org.fabcommons.hub.design.DesignFile;

/** The checksums of all that a release consists of, in the form that {@code sha256sum --check} reads. */
final class Checksums {
    private Checksums() {}

    static String of(List<DesignFile> files, List<Releases.Artefact> artefacts) {
        var lines = new StringBuilder();
        for (var file : files) line(lines, file.sha256(), file.path());
        for (var artefact : artefacts) line(lines, artefact.sha256(), ReleaseSheet.ARTEFACTS + artefact.name());
        return lines.toString();
    }

    private static void line(StringBuilder lines, String sha256, String path) {
        lines.append(sha256).append("  ").append(path).append('\n');
    }
}
