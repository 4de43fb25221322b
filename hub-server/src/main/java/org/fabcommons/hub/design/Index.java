// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.Revisions;
import org.fabcommons.hub.vault.StoredFile;
import org.fabcommons.hub.vault.Vault;
import org.fabcommons.hub.vault.VaultFeature;
import org.jdbi.v3.core.Handle;

/** Makes the tables' lines of a design from its repository; doing it again changes nothing. */
final class Index {
    /** How manifests call an ancestor of which this is the same thing with other parameters. */
    private static final String VARIANT = "variant";

    private final Database database;
    private final Vault vault;
    private final Revisions revisions;
    private final Owners owners;
    private final List<DesignListener> listeners;

    Index(Database database, VaultFeature.Rooms rooms, Owners owners, List<DesignListener> listeners) {
        this.database = database;
        vault = rooms.vault();
        revisions = rooms.revisions();
        this.owners = owners;
        this.listeners = listeners;
    }

    /** Whether the repository is ahead of the tables. */
    boolean stale(String id, boolean everything) throws IOException {
        var head = revisions.head(id);
        if (head.isEmpty()) return false;
        if (everything) return true;
        var known = database.read(handle -> handle.attach(DesignStore.class).byId(id));
        if (known.isEmpty() || !known.get().head().equals(head.get())) return true;
        // What is kept beside the history moves without it.
        var now = known.get().design();
        return !Standing.of(vault.label(id), now.ownerHandle(), now.name()).isOf(now);
    }

    /** Within a transaction: reads the newest revision into the tables. */
    Design take(Handle handle, String id) throws IOException {
        var head = revisions.head(id).orElseThrow(() -> new IOException("the design " + id + " has no revision"));
        Manifest manifest;
        try (var in = revisions
                .open(id, head, Manifest.PATH)
                .orElseThrow(() -> new IOException("the design " + id + " has no manifest"))) {
            manifest = Manifest.read(in);
        }
        if (!manifest.id().equals(id)) throw new IOException("the repository " + id + " says it is " + manifest.id());
        var standing = Standing.of(vault.label(id), manifest.owner(), manifest.name());
        var owner = owners.find(standing.owner())
                .orElseThrow(() -> new IOException("nobody here is " + standing.owner() + ", owner of " + id));
        var newest = revisions.log(id, head, 1).get(0);
        var store = handle.attach(DesignStore.class);
        store.put(
                id,
                owner.id(),
                standing.name(),
                manifest.title(),
                manifest.summary(),
                manifest.licence(),
                manifest.parts().documentation(),
                manifest.parts().software(),
                String.join(" ", manifest.tags()),
                head,
                cover(id, head, manifest),
                standing.visibility().wireName(),
                standing.deletedAt(),
                standing.tombstone(),
                manifest.createdAt(),
                Math.max(newest.committedAt(), manifest.createdAt()));
        store.dropFormerNames(id);
        for (var address : standing.formerly()) {
            var parts = address.split("/", 2);
            store.addFormerName(parts[0], parts[1], id);
        }
        store.dropTags(id);
        manifest.tags().forEach(tag -> store.addTag(id, tag));
        var design = store.byId(id).orElseThrow().design();
        listeners.forEach(listener -> listener.indexed(design, manifest));
        return design;
    }

    private Optional<String> cover(String id, String head, Manifest manifest) throws IOException {
        var originals = originals(id, manifest);
        var stored = revisions.files(id, head);
        var paths = stored.stream().map(StoredFile::path).toList();
        var files = new Files(paths, path -> {
            try (var in = revisions.open(id, head, path).orElse(null)) {
                return in == null ? Optional.empty() : Optional.of(in.readNBytes(Files.MOST_BYTES + 1));
            }
        });
        return Cover.of(
                stored.stream()
                        .filter(file -> !originals.contains(file))
                        .map(StoredFile::path)
                        .toList(),
                listeners.stream()
                        .flatMap(listener -> listener.pictures(files).stream())
                        .toList());
    }

    /** The files that a variant began with: they show its original, as long as they are the same. */
    private Set<StoredFile> originals(String id, Manifest manifest) throws IOException {
        var original = manifest.derivedFrom().stream()
                .filter(each -> each.kind().equals(VARIANT))
                .findFirst();
        if (original.isEmpty()) return Set.of();
        // Its repository begins with the history of the original.
        var revision = revisions.resolve(id, original.get().revision());
        return revision.isEmpty() ? Set.of() : Set.copyOf(revisions.files(id, revision.get()));
    }
}
