// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Revisions;
import org.fabcommons.hub.vault.Step;
import org.fabcommons.hub.vault.StoredFile;
import org.fabcommons.hub.vault.Vault;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What may be asked of designs. To change them there is {@link Publishing}. */
public final class Designs {
    /** What stands for the newest revision wherever one is asked for. */
    public static final String HEAD = Revisions.HEAD;

    private static final int MOST_REVISIONS = 500;
    private static final int MOST_OF_ONE = 100_000;
    private static final int MOST_READ = Files.MOST_BYTES + 1;

    private final Rows<DesignStore> rows;
    private final Vault vault;
    private final Revisions revisions;
    private final Rights rights;
    private final Known known = new Known();

    Designs(Database database, VaultFeature.Rooms rooms, Rights rights) {
        rows = database.rows(DesignStore.class);
        vault = rooms.vault();
        revisions = rooms.revisions();
        this.rights = rights;
    }

    /** What somebody may do with a design. */
    public Rights rights() {
        return rights;
    }

    /**
     * The design at an address, or the one that was there before it was renamed or handed over: its own address tells.
     * Also one that must not be shown: ask {@link #rights()}, or use {@link #require}.
     *
     * @param owner the owner's handle
     */
    public Optional<Design> find(String owner, String name) {
        var handle = owner.toLowerCase(Locale.ROOT);
        var wanted = name.toLowerCase(Locale.ROOT);
        return rows.read(store -> store.byName(handle, wanted).or(() -> store.byFormerName(handle, wanted)))
                .map(DesignRow::design);
    }

    /** @throws Problem CONFLICT where the owner has a design of this name */
    void requireFree(Owner owner, String name) {
        var taken = rows.read(store -> store.byName(owner.handle(), name)).map(DesignRow::design);
        if (taken.isEmpty()) return;
        throw Problem.conflict(
                taken.get().deletedAt().isPresent() ? "design-name-deleted" : "design-name-taken",
                owner.handle() + "/" + name);
    }

    /** The design that was at this address before, where no other one is there now. */
    Optional<Design> moved(String owner, String name) {
        var handle = owner.toLowerCase(Locale.ROOT);
        var wanted = name.toLowerCase(Locale.ROOT);
        return rows.read(store -> store.byFormerName(handle, wanted)
                        .filter(former -> store.byName(handle, wanted).isEmpty()))
                .map(DesignRow::design);
    }

    /** Also one that must not be shown, or of which only the credit is left. */
    public Optional<Design> byId(String id) {
        return rows.read(store -> store.byId(id)).map(DesignRow::design);
    }

    /** Those that there are of these, by id. */
    public Map<String, Design> byIds(Collection<String> ids) {
        if (ids.isEmpty()) return Map.of();
        return rows.read(store -> store.byIds(List.copyOf(ids))).stream()
                .map(DesignRow::design)
                .collect(Collectors.toMap(Design::id, design -> design));
    }

    /** The same where the viewer may see it. */
    public Optional<Design> byId(Viewer viewer, String id) {
        return byId(id).filter(design -> rights.mayRead(design, viewer));
    }

    /**
     * The design at an address, for somebody who may see it; also at an address it had before.
     *
     * @throws Problem NOT_FOUND also where they may not; GONE where they may bring it back
     */
    public Design require(Viewer viewer, String owner, String name) {
        var design = find(owner, name).orElseThrow(Problem::notFound);
        if (rights.mayRead(design, viewer)) return design;
        if (design.deletedAt().isPresent() && rights.mayOwn(design, viewer))
            throw Problem.of(Problem.Kind.GONE, "design-deleted", design.fullName());
        throw Problem.notFound();
    }

    /**
     * The design that an API names {@code owner/name}.
     *
     * @throws Problem INVALID for this field
     */
    public Design requireNamed(Viewer viewer, String fullName, String field) {
        var parts = String.valueOf(fullName).split("/", -1);
        return (parts.length == 2 ? find(parts[0], parts[1]) : Optional.<Design>empty())
                .filter(design -> rights.mayRead(design, viewer))
                .orElseThrow(() -> Problem.invalid(field, "design-unknown", String.valueOf(fullName)));
    }

    /**
     * The full id of the revision meant.
     *
     * @param revision {@code head}, a full id or the first 7 or more characters of one
     * @throws Problem NOT_FOUND where the design has no such revision
     */
    public String requireRevision(Design design, String revision) {
        return findRevision(design, revision).orElseThrow(Problem::notFound);
    }

    /** The same; nothing where the design has no such revision. */
    public Optional<String> findRevision(Design design, String revision) {
        if (revision.equals(HEAD) || revision.equals(design.headRevision())) return Optional.of(design.headRevision());
        return Disk.io(() -> revisions.resolve(design.id(), revision));
    }

    /** The files of a revision, in the order of their paths, without those that the hub keeps for itself. */
    public List<DesignFile> files(Design design, String revision) {
        var id = requireRevision(design, revision);
        return known.files(design, id, () -> Disk.io(() -> revisions.files(design.id(), id)).stream()
                .filter(file -> published(file.path()))
                .map(Designs::file)
                .toList());
    }

    /** The files of a revision, to be read together. */
    public Files together(Design design, String revision) {
        var id = requireRevision(design, revision);
        return new Files(files(design, id).stream().map(DesignFile::path).toList(), path -> {
            try (var in = revisions.open(design.id(), id, path).orElseThrow(Problem::notFound)) {
                return Optional.of(in.readNBytes(MOST_READ));
            }
        });
    }

    /** Whether a file is of the design, and not kept by the hub for itself. */
    static boolean published(String path) {
        return !path.startsWith(".fabcommons/") && !path.equals(".gitattributes");
    }

    static DesignFile file(StoredFile file) {
        return new DesignFile(
                file.path(),
                file.sizeBytes(),
                file.sha256(),
                FileKind.of(file.path()).mediaType());
    }

    /** @throws Problem NOT_FOUND */
    public DesignFile requireFile(Design design, String revision, String path) {
        return files(design, revision).stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    /**
     * A file's content; the caller closes it.
     *
     * @throws Problem NOT_FOUND
     */
    public InputStream open(Design design, String revision, String path) {
        var id = requireRevision(design, revision);
        return Disk.io(() -> revisions.open(design.id(), id, path)).orElseThrow(Problem::notFound);
    }

    /** The revisions up to this one, newest first; of very long histories the newest. */
    public List<Revision> revisions(Design design, String revision, int limit) {
        return revisions(design, revision, Set.of(), limit);
    }

    /**
     * The same without those that led to others, and without these.
     *
     * @param without full ids, of this design or of others
     */
    public List<Revision> revisions(Design design, String revision, Set<String> without, int limit) {
        var id = requireRevision(design, revision);
        return Disk.io(() -> revisions.log(design.id(), id, without, Math.min(limit, MOST_REVISIONS))).stream()
                .map(Drafts::revision)
                .toList();
    }

    /** The full id of the revision that this one was made on; nothing before the first. */
    public Optional<String> before(Design design, String revision) {
        var id = requireRevision(design, revision);
        return Disk.io(() -> revisions.before(design.id(), id));
    }

    /** One of them: who made it, when and why. */
    public Revision revision(Design design, String revision) {
        var id = requireRevision(design, revision);
        return known.revision(design, id, () -> revisions(design, id, 1).get(0));
    }

    /** What each revision up to this one did, the newest first; history of the designs it was made of included. */
    public List<Contribution> contributions(Design design, String revision, int limit) {
        var id = requireRevision(design, revision);
        return Disk.io(() -> revisions.history(design.id(), id, ".fabcommons/", Manifest.PATH, limit)).stream()
                .map(step -> contribution(design, step))
                .toList();
    }

    /** The handle of a person of this hub by the address that revisions record; empty for everybody else. */
    public static String handle(String email) {
        return Drafts.handle(email);
    }

    private static Contribution contribution(Design design, Step step) {
        var origin = origin(step.marker());
        return new Contribution(
                Drafts.revision(step.commit()),
                step.commit().authorEmail(),
                step.added(),
                step.changed(),
                step.removed(),
                step.present(),
                origin.map(Manifest::id).orElse(design.id()),
                origin.map(manifest -> manifest.owner() + "/" + manifest.name()).orElse(design.fullName()));
    }

    /** What came by a push from elsewhere may have no manifest, or none that can be read. */
    private static Optional<Manifest> origin(String yaml) {
        try {
            return yaml.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Manifest.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The address elsewhere that it was imported from. */
    public Optional<String> origin(Design design) {
        return Disk.io(() -> Standing.of(vault.label(design.id()), design.ownerHandle(), design.name())
                .origin());
    }

    /** The licence that a revision was published under: its SPDX id. */
    public String licence(Design design, String revision) {
        // Its revisions are gone; what it said last is what is known.
        if (design.tombstone()) return design.licence();
        return manifest(design, requireRevision(design, revision)).licence();
    }

    /** The licences that documentation and software had of their own in a revision. */
    public PartLicences parts(Design design, String revision) {
        if (design.tombstone()) return design.parts();
        return manifest(design, requireRevision(design, revision)).parts();
    }

    /** What the design says about itself in a revision. */
    public Manifest manifest(Design design, String revision) {
        return known.manifest(
                design,
                revision,
                () -> Disk.io(() -> {
                    try (var in = revisions
                            .open(design.id(), revision, Manifest.PATH)
                            .orElseThrow(() -> new IOException("the design " + design.id() + " has no manifest"))) {
                        return Manifest.read(in);
                    }
                }));
    }

    /** The same, where the revision is one of before it came here and may say nothing of itself. */
    public Optional<Manifest> manifestIfAny(Design design, String revision) {
        return Disk.io(() -> {
            try (var in = revisions.open(design.id(), revision, Manifest.PATH).orElse(null)) {
                return in == null ? Optional.empty() : origin(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
    }

    /** The public design that changed last. */
    public Optional<Design> newest() {
        return rows.read(DesignStore::newest).map(DesignRow::design);
    }

    /** How many are public. */
    public long listed() {
        return rows.read(DesignStore::listed);
    }

    /** All designs of a person or group, the newest first, whoever may see them. */
    public List<Design> allOf(String ownerId) {
        return rows.read(store -> store.of(ownerId, After.NOTHING.at(), After.NOTHING.design(), MOST_OF_ONE)).stream()
                .map(DesignRow::design)
                .toList();
    }

    /** Designs of a person or group, the newest first; for those who belong to it also what others do not find. */
    public Listing by(String ownerId, Viewer viewer, After after) {
        var all = rights.belongs(ownerId, viewer);
        int limit = Listing.MOST + 1;
        return rows.read(store -> {
            var rows = all
                    ? store.of(ownerId, after.at(), after.design(), limit)
                    : store.listedOf(ownerId, after.at(), after.design(), limit);
            return Listing.of(rows.stream().map(DesignRow::design).toList(), store.count(ownerId, all));
        });
    }

    /** The deleted designs of an owner that can still be brought back, the newest first. */
    List<Design> deletedOf(String ownerId) {
        return rows.read(store -> store.deletedOf(ownerId)).stream()
                .map(DesignRow::design)
                .toList();
    }

    /** The designs that were deleted before this moment and are still there. */
    List<Design> deletedBefore(long at, int limit) {
        return rows.read(store -> store.deletedBefore(at, limit)).stream()
                .map(DesignRow::design)
                .toList();
    }
}
