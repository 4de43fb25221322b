// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.WindowCacheConfig;

/**
 * The repositories, by the id of what they hold: made as a whole or not at all, labelled, and taken away. What is in them
 * are their {@link Revisions}. Safe for use by many threads and processes.
 */
public final class Vault {
    private static final int MOST_LABELS = 10_000;
    private static final int WINDOW_BYTES = 1 << 16;
    private static final int OPEN_PACKS = 512;

    private final Path folder;
    private final Path arriving;
    private final Blobs blobs;
    private final DiskSpace space;
    private final Contents contents = new Contents();
    /** Of repositories asked about lately; forgotten whenever one is written. */
    private final Cache<String, Map<String, List<String>>> labels =
            Caffeine.newBuilder().maximumSize(MOST_LABELS).build();

    Vault(Path folder, Blobs blobs, DiskSpace space) {
        QuietSystem.install();
        window().install();
        this.folder = folder;
        this.blobs = blobs;
        this.space = space;
        this.arriving = folder.resolve("arriving");
        try {
            Files.createDirectories(arriving);
            Beginning.clear(arriving);
            Beginning.settle(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no repositories can be kept at " + folder, e);
        }
    }

    /** How much of packs is kept in memory: a clone reads all of one, and JGit's own 8 KiB at a time take twice as long. */
    private static WindowCacheConfig window() {
        var window = new WindowCacheConfig();
        window.setPackedGitWindowSize(WINDOW_BYTES);
        window.setPackedGitLimit(
                Math.max(16 * WINDOW_BYTES, Runtime.getRuntime().maxMemory() / 16));
        window.setPackedGitOpenFiles(OPEN_PACKS);
        return window;
    }

    /**
     * Makes a repository with its first revision; it is there as a whole or not at all.
     *
     * @param draft its base is left out of account: what it begins with is what it goes on top of
     * @param label what is kept with it beside its history, as in {@link #label(String)}
     */
    public Commit create(String id, Draft draft, Map<String, List<String>> label) throws IOException {
        return make(id, draft, beginning -> beginning.label(label));
    }

    /** Makes a repository whose branch begins with the history of another one up to this revision. */
    public Commit fork(String source, String revision, String id, Draft draft, Map<String, List<String>> label)
            throws IOException {
        return make(id, draft, beginning -> {
            beginning.label(label);
            try (var from = new FileRepository(place(source).toFile())) {
                beginning.copy(from, ObjectId.fromString(revision));
            }
        });
    }

    /**
     * Takes a repository in that came from elsewhere, with all its history.
     *
     * @param draft a revision on top of it; empty where it stays as it is. An earlier one, from a time when this was cut
     *     off, is not kept
     */
    public Commit adopt(Incoming incoming, String id, Optional<Draft> draft, Map<String, List<String>> label)
            throws IOException {
        space.require(0);
        var place = place(id);
        if (Files.exists(place)) throw new IOException("there is a repository " + id + " already");
        try (var repository = open(incoming.place())) {
            Label.write(repository, label);
            var branch = new Branch(repository);
            if (draft.isPresent())
                branch.rewind(ObjectId.fromString(draft.get().base().orElseThrow()));
            var head = branch.head().orElseThrow(() -> new IOException("nothing came with " + incoming));
            Commit commit;
            if (draft.isPresent())
                commit = branch.advance(tree(repository), Optional.of(head), draft.get())
                        .orElseThrow(() -> new IOException("somebody else knew of the new repository " + id));
            else
                try (var walk = new RevWalk(repository)) {
                    commit = Branch.read(walk.parseCommit(head));
                }
            new Beginning(incoming.place()).moveTo(place);
            return commit;
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    /** Undoes {@link #adopt}: it waits again where it came from. */
    public void giveBack(String id, Incoming incoming) throws IOException {
        Files.move(place(id), incoming.place(), StandardCopyOption.ATOMIC_MOVE);
        labels.invalidate(id);
    }

    /** Writes all that a repository holds as a bundle that git can clone. */
    public void bundle(String id, OutputStream out) throws IOException {
        try (var repository = repository(id)) {
            Bundles.write(repository, out);
        }
    }

    /** The files of git-lfs that any of its revisions names. */
    public List<Blob> largeFiles(String id) throws IOException {
        try (var repository = repository(id)) {
            return Incoming.largeFiles(repository);
        }
    }

    private Commit make(String id, Draft draft, Beginning.Filling filling) throws IOException {
        space.require(0);
        var place = place(id);
        try (var beginning = Beginning.in(arriving)) {
            filling.fill(beginning);
            Commit commit;
            try (var repository = new FileRepository(beginning.place().toFile());
                    // One small pack, where each object would have a file and a folder of its own.
                    var inserter = repository.getObjectDatabase().newPackInserter()) {
                var branch = new Branch(repository);
                commit = branch.advance(tree(repository), inserter, branch.head(), draft)
                        .orElseThrow(() -> new IOException("somebody else knew of the new repository " + id));
            }
            beginning.moveTo(place);
            return commit;
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    /** What the hub keeps with a repository beside its history: values by name, which is in lower case. */
    public Map<String, List<String>> label(String id) throws IOException {
        try {
            return labels.get(id, unknown -> {
                try (var repository = repository(id)) {
                    return Label.read(repository);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Replaces all that is kept with a repository beside its history. */
    public void setLabel(String id, Map<String, List<String>> label) throws IOException {
        space.require(0);
        try (var repository = repository(id)) {
            Label.write(repository, label);
        } finally {
            labels.invalidate(id);
        }
    }

    /** Whether pushes may leave revisions out of the history that were in it. */
    public boolean rewritable(String id) throws IOException {
        try (var repository = repository(id)) {
            return !repository.getConfig().getBoolean("receive", "denyNonFastForwards", true);
        }
    }

    /** Allows pushes to rewrite the history, or forbids it again; the repository itself remembers it. */
    public void setRewritable(String id, boolean allowed) throws IOException {
        try (var repository = repository(id)) {
            var config = repository.getConfig();
            config.setBoolean("receive", null, "denyNonFastForwards", !allowed);
            config.save();
        }
    }

    /**
     * Puts a new repository in the place of another one, of which nothing is left; a crash in between leaves the one
     * or the other.
     */
    public Commit replace(String id, Draft draft, Map<String, List<String>> label) throws IOException {
        var place = place(id);
        Beginning.putAside(place);
        try {
            var commit = make(id, draft, beginning -> beginning.label(label));
            Beginning.delete(Beginning.aside(place));
            return commit;
        } catch (IOException | RuntimeException e) {
            Beginning.takeBack(place);
            throw e;
        } finally {
            labels.invalidate(id);
        }
    }

    /** Takes a repository away for good. */
    public void delete(String id) throws IOException {
        Beginning.delete(place(id));
        labels.invalidate(id);
    }

    /** The ids of all repositories, in order. */
    public List<String> all() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".git"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The SHA-256 of every file that any revision holds or that is on its way to one: of all objects of the repository,
     * whether or not the branch leads to them.
     */
    Set<String> contents(String id) throws IOException {
        try (var repository = repository(id)) {
            return new AllFiles(repository, contents).sha256();
        }
    }

    /** Packs a repository where it is worth it. */
    boolean pack(String id) throws IOException {
        return Packing.pack(place(id));
    }

    /** What a repository that is open holds, its large files among it. */
    Tree tree(Repository repository) {
        return new Tree(repository, blobs, contents);
    }

    Repository repository(String id) throws IOException {
        return open(place(id));
    }

    static Repository open(Path place) throws IOException {
        return new RepositoryBuilder()
                .setGitDir(place.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    /** Where what is not whole yet lies. */
    Path arriving() {
        return arriving;
    }

    Path place(String id) {
        if (!id.matches("[a-z2-7]{4,32}")) throw new IllegalArgumentException("not a repository's id: " + id);
        return folder.resolve(id + ".git");
    }
}
