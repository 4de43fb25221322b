// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;

/**
 * Puts a repository's many small files together, so that clones are quick. What nothing refers to stays for two weeks,
 * which is longer than any push takes.
 */
final class Packing {
    private static final int MANY_LOOSE = 200;
    private static final int MANY_PACKS = 12;
    /** So much outside a pack that has a bitmap makes a clone count what it sends, object by object. */
    private static final long MANY_BYTES = 20_000_000;

    private Packing() {}

    /** @return whether there was a reason to */
    static boolean pack(Path place) throws IOException {
        if (loose(place) < MANY_LOOSE && packs(place) < MANY_PACKS && uncounted(place) < MANY_BYTES) return false;
        try (var repository = new FileRepository(place.toFile())) {
            new GC(repository).gc().join();
            return true;
        } catch (ParseException | GitAPIException unexpected) {
            throw new IOException("the repository " + place + " could not be packed", unexpected);
        }
    }

    /** As git counts them: a sample of one folder in 256. */
    private static int loose(Path place) throws IOException {
        var sample = place.resolve("objects/17");
        return Files.isDirectory(sample) ? count(sample, "") * 256 : 0;
    }

    private static int packs(Path place) throws IOException {
        var packs = place.resolve("objects/pack");
        return Files.isDirectory(packs) ? count(packs, ".pack") : 0;
    }

    /** How many bytes stand in packs without a bitmap; where most stand in one that has, the rest does not matter. */
    private static long uncounted(Path place) throws IOException {
        var packs = place.resolve("objects/pack");
        if (!Files.isDirectory(packs)) return 0;
        long counted = 0;
        long uncounted = 0;
        try (var all = Files.newDirectoryStream(packs, "*.pack")) {
            for (var pack : all) {
                var bitmap = String.valueOf(pack.getFileName()).replace(".pack", ".bitmap");
                if (Files.exists(packs.resolve(bitmap))) counted += Files.size(pack);
                else uncounted += Files.size(pack);
            }
        }
        return uncounted * 10 < counted ? 0 : uncounted;
    }

    private static int count(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return (int) files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
