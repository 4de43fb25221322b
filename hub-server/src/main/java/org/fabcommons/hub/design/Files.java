// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.vault.StoredFile;

/**
 * The files of a revision that is there, or of one that is being decided on.
 *
 * @param paths without those that the hub keeps for itself
 */
public record Files(List<String> paths, Push.Contents contents) {
    /** Larger ones are not read. */
    static final int MOST_BYTES = 1_000_000;

    static final Files NONE = new Files(List.of(), path -> Optional.empty());

    public Files {
        paths = List.copyOf(paths);
    }

    /** Those of what somebody pushed or brought. */
    static Files of(Push push) {
        return new Files(
                push.files().stream()
                        .map(StoredFile::path)
                        .filter(Designs::published)
                        .toList(),
                push.contents());
    }

    /** A small file; empty where there is none of that path, or it is larger than those that people write. */
    public Optional<byte[]> read(String path) {
        if (!paths.contains(path)) return Optional.empty();
        return Disk.io(() -> contents.read(path)).filter(bytes -> bytes.length <= MOST_BYTES);
    }

    /** A file, the line where it says something, and how it calls that: as compilers write it. */
    public static String place(String path, String text, String dotted) {
        int line = 0;
        var lines = text.split("\\R", -1);
        for (var step : dotted.split("\\."))
            for (int i = line; i < lines.length; i++)
                if (lines[i].matches("\\s*(\\[.*\\b|\\w.*\\.)?[\"']?" + Pattern.quote(step) + "[\"']?\\s*[]:=.].*")) {
                    line = i;
                    break;
                }
        return path + ":" + (line + 1) + ": " + dotted;
    }
}
