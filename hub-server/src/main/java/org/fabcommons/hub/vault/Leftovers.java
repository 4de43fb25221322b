// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** What a crash left in a folder where each file and folder is called by the id of what it belongs to. */
public final class Leftovers {
    private Leftovers() {}

    /** @param needed whether something of this id is still on its way */
    public static void clear(Path folder, Predicate<String> needed) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (var all = Files.newDirectoryStream(folder)) {
            for (var place : all)
                if (!needed.test(String.valueOf(place.getFileName()).replaceAll("\\..*", ""))) Beginning.delete(place);
        }
    }
}
