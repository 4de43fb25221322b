// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.preflight.Secrets;

/**
 * Looks at what was pushed, every new revision of it, before anybody else can see it: history, names, sizes, kinds of
 * entries, that the files of git-lfs are there, and that no toolpath gives away a secret.
 */
final class PushCheck {
    private static final int MAX_FAULTS = 20;
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;
    private static final long A_DAY_MS = 86_400_000;

    private final Repository pushed;
    private final Repository settled;
    private final Blobs blobs;
    private final Pushes.Visit visit;
    private final PushLimits limits = PushLimits.STANDARD;
    private final List<FieldFault> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<ObjectId> looked = new HashSet<>();
    /** Folders by their path and content: a revision changes few of them, and the others were walked through before. */
    private final Set<String> walked = new HashSet<>();

    /** @param settled the same repository without what was pushed */
    PushCheck(Repository pushed, Repository settled, Blobs blobs, Pushes.Visit visit) {
        this.pushed = pushed;
        this.settled = settled;
        this.blobs = blobs;
        this.visit = visit;
    }

    /** @throws Problem with everything that is wrong, up to a limit */
    Push look(Optional<ObjectId> before, ObjectId after, boolean rewritable) throws IOException {
        try (var walk = new RevWalk(pushed)) {
            var newest = commit(walk, after);
            if (before.isPresent() && !rewritable && !walk.isMergedInto(walk.parseCommit(before.get()), newest))
                throw Problem.conflict("push-rewrites");
            var commits = newCommits(walk, newest);
            var shapes = new TreeShapes(walk.getObjectReader(), limits.files(), this::fault);
            // The oldest first: a fault is told of the revision that brought it.
            for (int i = commits.size() - 1; i >= 0 && faults.size() < MAX_FAULTS; i--) {
                look(walk, commits.get(i), shapes);
                visit.looked(commits.size() - i, commits.size());
            }
            if (!faults.isEmpty()) throw Problem.withFaults(Problem.Kind.INVALID, "push-refused", faults);
            return push(walk, before, newest, commits);
        }
    }

    private static RevCommit commit(RevWalk walk, ObjectId id) throws IOException {
        if (walk.parseAny(id) instanceof RevCommit commit) return commit;
        throw Problem.badRequest("push-no-commit", id.name());
    }

    private List<RevCommit> newCommits(RevWalk walk, RevCommit newest) throws IOException {
        walk.reset();
        walk.markStart(newest);
        for (Ref ref : settled.getRefDatabase().getRefs())
            if (ref.getObjectId() != null && walk.parseAny(ref.getObjectId()) instanceof RevCommit known)
                walk.markUninteresting(known);
        List<RevCommit> commits = new ArrayList<>();
        for (var commit = walk.next(); commit != null; commit = walk.next()) {
            if (commits.size() == limits.commits()) throw Problem.badRequest("push-commits-many", limits.commits());
            walk.parseBody(commit);
            commits.add(commit);
        }
        return commits;
    }

    private void look(RevWalk walk, RevCommit commit, TreeShapes shapes) throws IOException {
        var name = commit.abbreviate(10).name();
        // Not getCommitTime, which ends in 2038.
        if (commit.getCommitterIdent().getWhenAsInstant().toEpochMilli() > visit.now() + A_DAY_MS)
            fault(FieldFault.of(name, "push-future"));
        if (commit.getRawBuffer().length > MAX_MESSAGE_BYTES)
            fault(FieldFault.of(name, "push-message", MAX_MESSAGE_BYTES / 1024));
        if (!shapes.sound(commit.getTree())) return;
        try (var tree = new TreeWalk(walk.getObjectReader())) {
            tree.addTree(commit.getTree());
            while (tree.next() && faults.size() < MAX_FAULTS) {
                var path = tree.getPathString();
                var object = tree.getObjectId(0);
                if (!tree.isSubtree()) file(walk.getObjectReader(), path, object);
                else if (walked.add(object.name() + path)) tree.enterSubtree();
            }
        }
    }

    /** What the newest revision of a repository is that was looked through before. */
    Push again(ObjectId after) throws IOException {
        try (var walk = new RevWalk(pushed)) {
            var newest = commit(walk, after);
            return push(walk, Optional.empty(), newest, List.of(newest));
        }
    }

    private void file(ObjectReader reader, String path, ObjectId object) throws IOException {
        if (names.add(path)) nameFault(path).ifPresent(this::fault);
        if (!looked.add(object.copy())) return;
        long size = reader.getObjectSize(object, Constants.OBJ_BLOB);
        if (size > limits.plainFileBytes()) {
            fault(FieldFault.of(path, "push-file-large", size / 1_000_000, limits.plainFileBytes() / 1_000_000));
            return;
        }
        Optional<Blob> pointer = size > Pointer.MAX_BYTES
                ? Optional.empty()
                : Pointer.read(reader.open(object, Constants.OBJ_BLOB).getBytes());
        if (pointer.isPresent() && !there(pointer.get(), object)) fault(FieldFault.of(path, "push-lfs-missing"));
        else if (visit.toolpath(path) && !settled.getObjectDatabase().has(object))
            secrets(reader, path, object, pointer);
    }

    /** In every revision: what a later one takes out can still be read in the history. */
    private void secrets(ObjectReader reader, String path, ObjectId object, Optional<Blob> large) throws IOException {
        try (var in = large.isPresent()
                ? Files.newInputStream(blobs.find(large.get().sha256()).orElseThrow())
                : reader.open(object, Constants.OBJ_BLOB).openStream()) {
            var found = Secrets.in(in);
            if (!found.isEmpty())
                fault(FieldFault.of(path, "push-secret", found.get(0).line(), Secrets.names(found)));
        }
    }

    /** As for uploads, but what git itself reads may be there, and what the hub keeps is looked at by the hub. */
    private static Optional<FieldFault> nameFault(String path) {
        var first = path.split("/", 2)[0];
        if (path.equals(Tree.ATTRIBUTES) || path.equals(".gitignore") || first.equals(".fabcommons"))
            return Optional.empty();
        if (!FilePath.normal(path).equals(path)) return Optional.of(FieldFault.of(path, "path-spelling"));
        return FilePath.fault(path);
    }

    /**
     * A pointer counts where its file was uploaded for this repository, or was in its history already: to know a
     * file's SHA-256 is not to have it.
     */
    private boolean there(Blob file, ObjectId pointer) throws IOException {
        if (!visit.uploaded(file.sha256()) && !settled.getObjectDatabase().has(pointer)) return false;
        var kept = blobs.find(file.sha256());
        return kept.isPresent() && Files.size(kept.get()) == file.sizeBytes();
    }

    private void fault(FieldFault fault) {
        if (faults.size() < MAX_FAULTS) faults.add(fault);
    }

    private Push push(RevWalk walk, Optional<ObjectId> before, RevCommit newest, List<RevCommit> commits)
            throws IOException {
        var now = objects(walk.getObjectReader(), newest);
        Map<String, ObjectId> then =
                before.isPresent() ? objects(walk.getObjectReader(), walk.parseCommit(before.get())) : Map.of();
        Map<String, Blob> put = new HashMap<>();
        List<StoredFile> files = new ArrayList<>();
        for (var file : now.entrySet()) {
            visit.kept(files.size(), now.size());
            var isNew = !file.getValue().equals(then.get(file.getKey()));
            var blob = blob(walk.getObjectReader(), file.getValue(), isNew);
            if (isNew) put.put(file.getKey(), blob);
            files.add(new StoredFile(file.getKey(), blob.sizeBytes(), blob.sha256()));
        }
        Set<String> removed = new HashSet<>(then.keySet());
        removed.removeAll(now.keySet());
        var tree = newest.getTree();
        return new Push(
                before.map(ObjectId::name),
                newest.name(),
                commits.stream().map(Branch::read).toList(),
                files,
                put,
                removed,
                path -> {
                    try (var found = TreeWalk.forPath(pushed, path, tree)) {
                        return found == null || found.isSubtree()
                                ? Optional.empty()
                                : Optional.of(pushed.open(found.getObjectId(0), Constants.OBJ_BLOB)
                                        .getBytes());
                    }
                });
    }

    /** What a file holds. New ones are put into the blob store too, where everything that measures files looks. */
    private Blob blob(ObjectReader reader, ObjectId object, boolean keep) throws IOException {
        var loader = reader.open(object, Constants.OBJ_BLOB);
        if (loader.getSize() <= Pointer.MAX_BYTES) {
            var pointer = Pointer.read(loader.getBytes());
            if (pointer.isPresent()) return pointer.get();
        }
        try (var in = loader.openStream()) {
            return keep ? blobs.put(in, limits.plainFileBytes()) : Blobs.measure(in);
        }
    }

    private static Map<String, ObjectId> objects(ObjectReader reader, RevCommit commit) throws IOException {
        Map<String, ObjectId> objects = new TreeMap<>();
        try (var tree = new TreeWalk(reader)) {
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            while (tree.next()) objects.put(tree.getPathString(), tree.getObjectId(0));
        } catch (MissingObjectException gone) {
            throw new IOException("a revision of " + reader + " is not whole", gone);
        }
        return objects;
    }
}
