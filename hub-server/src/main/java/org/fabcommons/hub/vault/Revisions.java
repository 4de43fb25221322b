// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.fabcommons.hub.web.Problem;

/**
 * What the repositories hold. Every one has a single branch, and its commits are the revisions. Safe for use by many
 * threads and processes: the branch moves only from where its author saw it.
 */
public final class Revisions {
    /** How this hub calls a repository's newest revision. */
    public static final String HEAD = "head";

    private static final int TRIES = 5;

    private final Vault vault;
    private final Blobs blobs;
    private final DiskSpace space;

    Revisions(Vault vault, Blobs blobs, DiskSpace space) {
        this.vault = vault;
        this.blobs = blobs;
        this.space = space;
    }

    /** The newest revision; empty while there is none. */
    public Optional<String> head(String id) throws IOException {
        try (var repository = vault.repository(id)) {
            return new Branch(repository).head().map(ObjectId::name);
        }
    }

    /** The revision that is meant by {@link #HEAD}, a full id, or the first 7 or more characters of one. */
    public Optional<String> resolve(String id, String revision) throws IOException {
        try (var repository = vault.repository(id)) {
            return new Branch(repository).resolve(revision).map(ObjectId::name);
        }
    }

    /** The files of a revision, by path, those that the hub keeps for itself included. */
    public List<StoredFile> files(String id, String revision) throws IOException {
        try (var repository = vault.repository(id)) {
            return new ArrayList<>(
                    vault.tree(repository).files(ObjectId.fromString(revision)).values());
        }
    }

    /** A file of a revision, to be read; the caller closes it. */
    public Optional<InputStream> open(String id, String revision, String path) throws IOException {
        try (var repository = vault.repository(id)) {
            var entry = vault.tree(repository).entry(ObjectId.fromString(revision), path);
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
        try (var repository = vault.repository(id);
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
        try (var repository = vault.repository(id);
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
        try (var repository = vault.repository(id);
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
        try (var repository = vault.repository(id)) {
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
        try (var repository = vault.repository(id)) {
            return ReleaseRefs.make(repository, vault.tree(repository), name, revision, draft);
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    /** The names that revisions were given for good; what is kept with one are the files of its holder. */
    public List<ReleaseRef> releases(String id) throws IOException {
        try (var repository = vault.repository(id)) {
            return ReleaseRefs.all(repository);
        }
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
        try (var repository = vault.repository(id)) {
            if (draft.merged().isPresent()) bring(repository, draft.merged().get());
            var branch = new Branch(repository);
            for (int i = 0; i < TRIES; i++) {
                var head = branch.head();
                var base = draft.base().map(ObjectId::fromString);
                if (!head.equals(base)) {
                    if (base.isEmpty() || head.isEmpty()) throw Problem.conflict("revision-overtaken", "?");
                    refuseOverlap(id, draft, base.get().name(), head.get().name());
                }
                var commit = branch.advance(vault.tree(repository), head, draft);
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
        try (var from = vault.repository(merged.repository())) {
            Copying.copy(from, commit, repository, vault.arriving());
        }
    }
}
