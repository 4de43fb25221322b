// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was read of revisions lately; a revision never changes, so this is never wrong. Reading a repository takes longer
 * than all else that a design's page needs.
 */
final class Known {
    private static final int MOST_FILES = 100_000;
    private static final int MOST_OTHERS = 5_000;

    private final Cache<Key, List<DesignFile>> files = Caffeine.newBuilder()
            .maximumWeight(MOST_FILES)
            .weigher((Key key, List<DesignFile> listed) -> 1 + listed.size())
            .build();
    private final Cache<Key, Manifest> manifests =
            Caffeine.newBuilder().maximumSize(MOST_OTHERS).build();
    private final Cache<Key, Revision> revisions =
            Caffeine.newBuilder().maximumSize(MOST_OTHERS).build();

    /** Of one design only: that another one has the same revision says nothing about who may see it. */
    private record Key(String design, String revision) {}

    List<DesignFile> files(Design design, String revision, Supplier<List<DesignFile>> reading) {
        return files.get(new Key(design.id(), revision), key -> reading.get());
    }

    Manifest manifest(Design design, String revision, Supplier<Manifest> reading) {
        return manifests.get(new Key(design.id(), revision), key -> reading.get());
    }

    Revision revision(Design design, String revision, Supplier<Revision> reading) {
        return revisions.get(new Key(design.id(), revision), key -> reading.get());
    }
}
