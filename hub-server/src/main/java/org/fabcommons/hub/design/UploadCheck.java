// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.FilePath;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** Looks at uploaded files before they become a revision: names, number, size, and whether they are what they say. */
final class UploadCheck {
    static final int MAX_FILES = 1_000;
    static final long MAX_TOTAL_BYTES = 8_000_000_000L;

    private final ContentCheck contents;

    UploadCheck(ContentCheck contents) {
        this.contents = contents;
    }

    /**
     * @param put new content by path
     * @param present what the design has now
     * @throws Problem INVALID with every fault found
     */
    void files(Map<String, Blob> put, List<DesignFile> present, Set<String> remove) {
        List<FieldFault> faults = new ArrayList<>();
        put.keySet().stream().sorted().forEach(path -> FilePath.fault(path).ifPresent(faults::add));
        if (faults.isEmpty()) {
            Map<String, Long> all = new HashMap<>();
            present.stream()
                    .filter(file -> !remove.contains(file.path()))
                    .forEach(file -> all.put(file.path(), file.sizeBytes()));
            put.forEach((path, blob) -> all.put(path, blob.sizeBytes()));
            clashes(all.keySet(), faults);
            if (all.size() > MAX_FILES) faults.add(FieldFault.of("file", "files-many", MAX_FILES));
            if (all.values().stream().mapToLong(Long::longValue).sum() > MAX_TOTAL_BYTES)
                faults.add(FieldFault.of("file", "files-large", MAX_TOTAL_BYTES / 1_000_000_000));
        }
        if (faults.isEmpty())
            put.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(file -> contents.fault(
                            file.getKey(), file.getValue())
                    .ifPresent(faults::add));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
    }

    /** Two names that Windows or macOS would take for one, or a file where another one needs a folder. */
    private static void clashes(Set<String> paths, List<FieldFault> faults) {
        Map<String, String> taken = new HashMap<>();
        for (var path : paths.stream().sorted().toList()) {
            var parts = path.split("/");
            var walked = "";
            for (int i = 0; i < parts.length; i++) {
                walked = i == 0 ? parts[0] : walked + "/" + parts[i];
                // A folder is written with its slash, so that a file of its name is another thing.
                var spelt = i < parts.length - 1 ? walked + "/" : walked;
                var other = taken.putIfAbsent(folded(walked), spelt);
                if (other != null && !other.equals(spelt)) {
                    faults.add(FieldFault.of(path, "path-clash", other));
                    break;
                }
            }
        }
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
