// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.fabcommons.hub.web.Problem;

/**
 * The repositories, by the id of what they hold. Every one has a single branch; its commits are the revisions. Safe for
 * use by many threads and processes: the branch moves only from where its author saw it.
 */
public final class Vault {
    /** How this hub calls a repository's newest revision. */
    public static final String HEAD = "head";

    private static final int TRIES = 5;
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

    /** The newest revision; empty while there is none. */
    public Optional<String> head(String id) throws IOException {
        try (var repository = repository(id)) {
            return new Branch(repository).head().map(ObjectId::name);
        }
    }

    /** The revision that is meant by {@link #HEAD}, a full id, or the first 7 or more characters of one. */
    public Optional<String> resolve(String id, String revision) throws IOException {
        try (var repository = repository(id)) {
            return new Branch(repository).resolve(revision).map(ObjectId::name);
        }
    }

    /** The files of a revision, by path, those that the hub keeps for itself included. */
    public List<StoredFile> files(String id, String revision) throws IOException {
        try (var repository = repository(id)) {
            return new ArrayList<>(
                    tree(repository).files(ObjectId.fromString(revision)).values());
        }
    }

    /** A file of a revision, to be read; the caller closes it. */
    public Optional<InputStream> open(String id, String revision, String path) throws IOException {
        try (var repository = repository(id)) {
            var entry = tree(repository).entry(ObjectId.fromString(revision), path);
            if (entry.isEmpty()) return Optional.empty();
            var kept = entry.get().kept();
            if (kept.isEmpty())
                return Optional.of(new ByteArrayInputStream(entry.get().bytes()));
            var file = blobs.find(kept.get().sha256())
                    .orElseThrow(() -> new IOException("the blob store has lost " + kept.get()));
            return Optional.of(Files.newInputStream(file));
        }
    }

    /** The revision that this one was made on; nothing before the first. Of a merge, the branch's own. */
    public Optional<String> before(String id, String revision) throws IOException {
        try (var repository = repository(id);
                var walk = new RevWalk(repository)) {
            var commit = walk.parseCommit(ObjectId.fromString(revision));
            return commit.getParentCount() == 0
                    ? Optional.empty()
                    : Optional.of(commit.getParent(0).name());
        }
    }

    /** The revisions that led to this one, newest first, itself included. */
    public List<Commit> log(String id, String revision, int limit) throws IOException {
        return log(id, revision, Set.of(), limit);
    }

    /**
     * The same without those that led to others, and without these.
     *
     * @param without full ids; those that the repository does not hold take nothing away
     */
    public List<Commit> log(String id, String revision, Set<String> without, int limit) throws IOException {
        try (var repository = repository(id);
                var walk = new RevWalk(repository)) {
            for (var other : without) {
                if (!ObjectId.isId(other)) continue;
                var commit = Branch.commit(walk, ObjectId.fromString(other));
                if (commit.isPresent()) walk.markUninteresting(commit.get());
            }
            walk.markStart(walk.parseCommit(ObjectId.fromString(revision)));
            List<Commit> commits = new ArrayList<>();
            for (var commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next())
                commits.add(Branch.read(commit));
            return commits;
        }
    }

    /**
     * Whether a file of git-lfs is in the repository's history: a pointer is always written in the same way, so its own
     * id in git is known.
     */
    public boolean points(String id, Blob blob) throws IOException {
        try (var repository = repository(id);
                var formatter = new ObjectInserter.Formatter()) {
            return repository.getObjectDatabase().has(formatter.idFor(Constants.OBJ_BLOB, Pointer.of(blob)));
        }
    }

    /**
     * The same with what each did, none before those that it led to.
     *
     * @param hidden a folder, with its slash, whose files do not count
     * @param marker a file in it that tells where a revision was made
     */
    public List<Step> history(String id, String revision, String hidden, String marker, int limit) throws IOException {
        try (var repository = repository(id)) {
            return new History(repository, hidden, marker).of(ObjectId.fromString(revision), limit);
        }
    }

    /**
     * Names a revision for good: git clients see a tag.
     *
     * @param draft what is kept with it, beside the branch
     * @throws Problem CONFLICT where the name is taken
     */
    public Commit release(String id, String name, String revision, Draft draft) throws IOException {
        space.require(0);
        try (var repository = repository(id)) {
            return ReleaseRefs.make(repository, tree(repository), name, revision, draft);
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    /** The names that revisions were given for good; what is kept with one are the files of its holder. */
    public List<ReleaseRef> releases(String id) throws IOException {
        try (var repository = repository(id)) {
            return ReleaseRefs.all(repository);
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

    /** What changed between two revisions: paths that were put or removed. */
    public Set<String> changed(String id, String from, String to) throws IOException {
        var before = byPath(id, from);
        var after = byPath(id, to);
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> before.containsKey(path) && before.get(path).equals(after.get(path)));
        return paths;
    }

    private Map<String, String> byPath(String id, String revision) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (var file : files(id, revision)) files.put(file.path(), file.sha256());
        return files;
    }

    /**
     * Makes a revision. When the branch has moved since the draft's base, the draft goes on top where it touches other
     * files, and is refused where it touches the same ones.
     *
     * @throws Problem CONFLICT naming the files that somebody else changed meanwhile
     */
    public Commit commit(String id, Draft draft) throws IOException {
        space.require(0);
        try (var repository = repository(id)) {
            if (draft.merged().isPresent()) bring(repository, draft.merged().get());
            var branch = new Branch(repository);
            for (int i = 0; i < TRIES; i++) {
                var head = branch.head();
                var base = draft.base().map(ObjectId::fromString);
                if (!head.equals(base)) {
                    if (base.isEmpty() || head.isEmpty()) throw Problem.conflict("revision-overtaken", "?");
                    refuseOverlap(id, draft, base.get().name(), head.get().name());
                }
                var commit = branch.advance(tree(repository), head, draft);
                if (commit.isPresent()) return commit.get();
            }
        } catch (IOException e) {
            throw space.explain(e);
        }
        throw Problem.conflict(
                "revision-overtaken", String.join(", ", draft.put().keySet()));
    }

    /**
     * The same draft on top of a newer revision.
     *
     * @throws Problem CONFLICT naming the files that both change
     */
    public Draft onto(String id, Draft draft, String head) throws IOException {
        var base = draft.base().orElseThrow(() -> Problem.conflict("revision-overtaken", "?"));
        if (base.equals(head)) return draft;
        refuseOverlap(id, draft, base, head);
        return draft.on(head);
    }

    private void refuseOverlap(String id, Draft draft, String base, String head) throws IOException {
        var overlap = changed(id, base, head);
        overlap.remove(Tree.ATTRIBUTES);
        overlap.removeIf(
                path -> !draft.put().containsKey(path) && !draft.remove().contains(path));
        // Both may have arrived at the same content, and then nothing is lost.
        var now = byPath(id, head);
        overlap.removeIf(path ->
                draft.put().containsKey(path) && draft.put().get(path).sha256().equals(now.get(path)));
        if (!overlap.isEmpty()) throw Problem.conflict("revision-overtaken", String.join(", ", overlap));
    }

    /** Copies what another repository's commit goes back to, unless it is here already. */
    private void bring(Repository repository, Draft.Merged merged) throws IOException {
        var commit = ObjectId.fromString(merged.commit());
        if (repository.getObjectDatabase().has(commit)) return;
        try (var from = repository(merged.repository())) {
            Copying.copy(from, commit, repository, arriving);
        }
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

    Path place(String id) {
        if (!id.matches("[a-z2-7]{4,32}")) throw new IllegalArgumentException("not a repository's id: " + id);
        return folder.resolve(id + ".git");
    }
}
