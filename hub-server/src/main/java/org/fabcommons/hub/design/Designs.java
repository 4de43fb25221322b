// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.StoredFile;
import org.fabcommons.hub.vault.Vault;
import org.fabcommons.hub.web.Problem;

/** What may be asked of designs. To change them there is {@link Publishing}. */
public final class Designs {
    /** What stands for the newest revision wherever one is asked for. */
    public static final String HEAD = Vault.HEAD;

    private static final int MOST_REVISIONS = 500;

    private final Database database;
    private final Vault vault;

    Designs(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** How lists are ordered. */
    public enum Sort {
        UPDATED("d.updated_at DESC"),
        NEW("d.created_at DESC"),
        TITLE("d.title");

        private final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        /** The order of this name; the newest changes first where there is none. */
        public static Sort of(String name) {
            return Arrays.stream(values())
                    .filter(sort -> sort.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(UPDATED);
        }
    }

    /** @param owner the owner's handle */
    public Optional<Design> find(String owner, String name) {
        return read(store -> store.byName(owner.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)))
                .map(DesignRow::design);
    }

    public Optional<Design> byId(String id) {
        return read(store -> store.byId(id)).map(DesignRow::design);
    }

    /** @throws Problem NOT_FOUND */
    public Design require(String owner, String name) {
        return find(owner, name).orElseThrow(Problem::notFound);
    }

    /**
     * The design that an API names {@code owner/name}.
     *
     * @throws Problem INVALID for this field
     */
    public Design requireNamed(String fullName, String field) {
        var parts = String.valueOf(fullName).split("/", -1);
        return (parts.length == 2 ? find(parts[0], parts[1]) : Optional.<Design>empty())
                .orElseThrow(() -> Problem.invalid(field, "design-unknown", String.valueOf(fullName)));
    }

    /**
     * The full id of the revision meant.
     *
     * @param revision {@code head}, a full id or the first 7 or more characters of one
     * @throws Problem NOT_FOUND where the design has no such revision
     */
    public String requireRevision(Design design, String revision) {
        if (revision.equals(HEAD) || revision.equals(design.headRevision())) return design.headRevision();
        return io(() -> vault.resolve(design.id(), revision)).orElseThrow(Problem::notFound);
    }

    /** The files of a revision, in the order of their paths, without those that the hub keeps for itself. */
    public List<DesignFile> files(Design design, String revision) {
        var id = requireRevision(design, revision);
        return io(() -> vault.files(design.id(), id)).stream()
                .filter(Designs::published)
                .map(Designs::file)
                .toList();
    }

    private static boolean published(StoredFile file) {
        return !file.path().startsWith(".fabcommons/") && !file.path().equals(".gitattributes");
    }

    private static DesignFile file(StoredFile file) {
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
        return io(() -> vault.open(design.id(), id, path)).orElseThrow(Problem::notFound);
    }

    /** The revisions up to this one, newest first; of very long histories the newest. */
    public List<Revision> revisions(Design design, String revision, int limit) {
        var id = requireRevision(design, revision);
        return io(() -> vault.log(design.id(), id, Math.min(limit, MOST_REVISIONS))).stream()
                .map(Publishing::revision)
                .toList();
    }

    /** The licence that a revision was published under: its SPDX id. */
    public String licence(Design design, String revision) {
        return manifest(design, requireRevision(design, revision)).licence();
    }

    /** What the design says about itself in a revision. */
    Manifest manifest(Design design, String revision) {
        return io(() -> {
            try (var in = vault.open(design.id(), revision, Manifest.PATH)
                    .orElseThrow(() -> new IOException("the design " + design.id() + " has no manifest"))) {
                return Manifest.read(in);
            }
        });
    }

    /**
     * A page of all designs that have these words and this tag.
     *
     * @param query words, of which the first three count; empty for all
     * @param tag empty for all
     * @param page from 1
     */
    public Listing list(String query, String tag, Sort sort, int page) {
        return list(query, tag, "", sort, page);
    }

    /** A page of the designs of a person. */
    public Listing by(String ownerId, int page) {
        return list("", "", ownerId, Sort.UPDATED, page);
    }

    private Listing list(String query, String tag, String owner, Sort sort, int page) {
        var words = Arrays.stream(plain(query).split("\\s+")).limit(3).toList();
        var patterns = new String[] {"%", "%", "%"};
        for (int i = 0; i < words.size(); i++) patterns[i] = "%" + words.get(i).replaceAll("([!%_])", "!$1") + "%";
        int number = Math.max(1, Math.min(page, 1_000));
        var wanted = tag.toLowerCase(Locale.ROOT);
        return read(store -> new Listing(
                store
                        .list(
                                sort.sql,
                                wanted,
                                owner,
                                patterns[0],
                                patterns[1],
                                patterns[2],
                                Listing.PAGE,
                                (number - 1) * Listing.PAGE)
                        .stream()
                        .map(DesignRow::design)
                        .toList(),
                number,
                store.count(wanted, owner, patterns[0], patterns[1], patterns[2])));
    }

    /** The tags used most. */
    public List<String> tags(int limit) {
        return read(store -> store.tags(limit));
    }

    /** Lower case without accents, so that "etagere" finds "Étagère". */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private <T> T read(Function<DesignStore, T> query) {
        return database.read(handle -> query.apply(handle.attach(DesignStore.class)));
    }

    /** A repository that cannot be read is a fault of ours. */
    static <T> T io(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }
}
