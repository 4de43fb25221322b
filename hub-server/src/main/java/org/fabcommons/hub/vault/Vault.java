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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
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

    static final String BRANCH = Constants.R_HEADS + "main";
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
            if (draft.isPresent())
                rewind(repository, ObjectId.fromString(draft.get().base().orElseThrow()));
            var head = Optional.ofNullable(repository.resolve(BRANCH))
                    .orElseThrow(() -> new IOException("nothing came with " + incoming));
            Commit commit;
            if (draft.isPresent())
                commit = tryCommit(repository, Optional.of(head), draft.get())
                        .orElseThrow(() -> new IOException("somebody else knew of the new repository " + id));
            else
                try (var walk = new RevWalk(repository)) {
                    commit = read(walk.parseCommit(head));
                }
            new Beginning(incoming.place()).moveTo(place);
            return commit;
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    private static void rewind(Repository repository, ObjectId to) throws IOException {
        var update = repository.updateRef(BRANCH);
        update.setNewObjectId(to);
        update.setForceUpdate(true);
        update.disableRefLog();
        var result = update.update();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NO_CHANGE)
            throw new IOException("the branch of " + repository + " did not go back: " + result);
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
                var head = Optional.ofNullable(repository.resolve(BRANCH));
                commit = tryCommit(repository, inserter, head, draft)
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
            return Optional.ofNullable(repository.resolve(BRANCH)).map(ObjectId::name);
        }
    }

    /** The revision that is meant by {@code head}, a full id, or the first 7 or more characters of one. */
    public Optional<String> resolve(String id, String revision) throws IOException {
        try (var repository = repository(id);
                var walk = new RevWalk(repository)) {
            var head = repository.resolve(BRANCH);
            if (head == null) return Optional.empty();
            if (revision.equals(HEAD)) return Optional.of(head.name());
            var meant = revision.toLowerCase(Locale.ROOT);
            if (!meant.matches("[0-9a-f]{7,40}")) return Optional.empty();
            if (head.name().startsWith(meant)) return Optional.of(head.name());
            var found = walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(meant));
            for (var candidate : found) {
                var commit = commit(walk, candidate);
                if (commit.isPresent() && published(repository, walk, commit.get(), head))
                    return Optional.of(candidate.name());
            }
            return Optional.empty();
        }
    }

    /** Whether the branch leads to it, or led to it before its history was rewritten. */
    private static boolean published(Repository repository, RevWalk walk, RevCommit commit, ObjectId head)
            throws IOException {
        if (walk.isMergedInto(commit, walk.parseCommit(head))) return true;
        for (var kept : repository.getRefDatabase().getRefsByPrefix(Pushes.KEPT))
            if (walk.isMergedInto(commit, walk.parseCommit(kept.getObjectId()))) return true;
        return false;
    }

    private static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
        try {
            return walk.parseAny(id) instanceof RevCommit commit ? Optional.of(commit) : Optional.empty();
        } catch (MissingObjectException gone) {
            return Optional.empty();
        }
    }

    /** The files of a revision, by path, those that the hub keeps for itself included. */
    public List<StoredFile> files(String id, String revision) throws IOException {
        try (var repository = repository(id)) {
            return new ArrayList<>(new Tree(repository, blobs, contents)
                    .files(ObjectId.fromString(revision))
                    .values());
        }
    }

    /** A file of a revision, to be read; the caller closes it. */
    public Optional<InputStream> open(String id, String revision, String path) throws IOException {
        try (var repository = repository(id)) {
            var entry = new Tree(repository, blobs, contents).entry(ObjectId.fromString(revision), path);
            if (entry.isEmpty()) return Optional.empty();
            var kept = entry.get().kept();
            if (kept.isEmpty())
                return Optional.of(new ByteArrayInputStream(entry.get().bytes()));
            var file = blobs.find(kept.get().sha256())
                    .orElseThrow(() -> new IOException("the blob store has lost " + kept.get()));
            return Optional.of(Files.newInputStream(file));
        }
    }

    /** The revisions that led to this one, newest first, itself included. */
    public List<Commit> log(String id, String revision, int limit) throws IOException {
        try (var repository = repository(id);
                var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(revision)));
            List<Commit> commits = new ArrayList<>();
            for (var commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next())
                commits.add(read(commit));
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
            return ReleaseRefs.make(repository, new Tree(repository, blobs, contents), name, revision, draft);
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
            for (int i = 0; i < TRIES; i++) {
                var head = Optional.ofNullable(repository.resolve(BRANCH));
                var base = draft.base().map(ObjectId::fromString);
                if (!head.equals(base)) {
                    if (base.isEmpty() || head.isEmpty()) throw Problem.conflict("revision-overtaken", "?");
                    refuseOverlap(id, draft, base.get().name(), head.get().name());
                }
                var commit = tryCommit(repository, head, draft);
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

    /** Empty when somebody else moved the branch at the same moment. */
    private Optional<Commit> tryCommit(Repository repository, Optional<ObjectId> head, Draft draft) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            return tryCommit(repository, inserter, head, draft);
        }
    }

    private Optional<Commit> tryCommit(
            Repository repository, ObjectInserter inserter, Optional<ObjectId> head, Draft draft) throws IOException {
        try (var walk = new RevWalk(repository)) {
            var id = write(repository, inserter, head, draft);
            if (head.isPresent() && head.get().equals(id)) return Optional.of(read(walk.parseCommit(id)));
            var update = repository.updateRef(BRANCH);
            update.setExpectedOldObjectId(head.orElse(ObjectId.zeroId()));
            update.setNewObjectId(id);
            update.disableRefLog();
            return switch (update.update(walk)) {
                case NEW, FAST_FORWARD -> Optional.of(read(walk.parseCommit(id)));
                case LOCK_FAILURE, REJECTED -> Optional.empty();
                default ->
                    throw new IOException("the branch of " + repository + " did not move: " + update.getResult());
            };
        }
    }

    /** The draft as a revision that no branch leads to yet; the parent where it changes nothing. */
    ObjectId write(Repository repository, Optional<ObjectId> parent, Draft draft) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            return write(repository, inserter, parent, draft);
        }
    }

    private ObjectId write(Repository repository, ObjectInserter inserter, Optional<ObjectId> parent, Draft draft)
            throws IOException {
        var tree = new Tree(repository, blobs, contents);
        try (var walk = new RevWalk(repository)) {
            var root = tree.write(inserter, parent, draft);
            if (parent.isPresent() && walk.parseCommit(parent.get()).getTree().equals(root)) return parent.get();
            var who = new PersonIdent(
                    draft.authorName(), draft.authorEmail(), Instant.ofEpochMilli(draft.at()), ZoneOffset.UTC);
            var commit = new CommitBuilder();
            commit.setTreeId(root);
            parent.ifPresent(commit::addParentId);
            draft.merged().ifPresent(merged -> commit.addParentId(ObjectId.fromString(merged.commit())));
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage(draft.message());
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    static Commit read(RevCommit commit) {
        var author = commit.getAuthorIdent();
        return new Commit(
                commit.name(),
                author.getName(),
                author.getEmailAddress(),
                commit.getFullMessage(),
                commit.getCommitTime() * 1000L);
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
