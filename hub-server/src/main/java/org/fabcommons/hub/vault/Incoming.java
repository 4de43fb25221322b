// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * A repository that comes from elsewhere, kept apart until a person has said that it shall be a design.
 *
 * @param place a folder of its own, on the hub's disk
 */
public record Incoming(Path place) {
    private static final int MAX_LARGE_FILES = 10_000;

    /** How far fetching is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param total 0 where nobody knows
         * @throws RuntimeException to end it
         */
        void tell(String step, int done, int total);
    }

    /** Without anything in it yet; what was at this place is taken away. */
    public static Incoming fresh(Path place) throws IOException {
        Beginning.delete(place);
        Beginning.init(place);
        return new Incoming(place);
    }

    /**
     * Fetches the branch that a remote repository's HEAD is at, with its whole history.
     *
     * @param proxy by which alone the network is reached
     */
    public void fetch(URI remote, Proxy proxy, Progress progress) throws IOException {
        try (var repository = Vault.open(place)) {
            set(repository, Map.of(Branch.NAME, Remotes.fetch(repository, remote, proxy, progress)));
        }
    }

    /**
     * The tags on its branch, the newest first, as long as nobody has asked; they are no tags of the design, where
     * releases make them.
     *
     * @param most how many at most
     */
    public List<Tag> takeTags(int most) throws IOException {
        List<Tag> tags = new ArrayList<>();
        try (var repository = Vault.open(place);
                var walk = new RevWalk(repository)) {
            var head = walk.parseCommit(repository.resolve(Branch.NAME));
            for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
                var named = walk.parseAny(ref.getObjectId());
                if (walk.peel(named) instanceof RevCommit commit && walk.isMergedInto(commit, head))
                    tags.add(tag(ref.getName().substring(Constants.R_TAGS.length()), named, commit));
                var update = repository.updateRef(ref.getName());
                update.setForceUpdate(true);
                update.delete();
            }
        }
        tags.sort(Comparator.comparingLong(Tag::at).reversed());
        return tags.stream().limit(most).toList();
    }

    /** A light one says nothing itself; its revision does. */
    private static Tag tag(String name, RevObject named, RevCommit commit) {
        var tagger = named instanceof RevTag tag && tag.getTaggerIdent() != null
                ? tag.getTaggerIdent()
                : commit.getAuthorIdent();
        return new Tag(
                name,
                commit.name(),
                named instanceof RevTag tag ? tag.getFullMessage() : "",
                tagger.getName(),
                tagger.getEmailAddress(),
                tagger.getWhenAsInstant().getEpochSecond() * 1000);
    }

    /** Reads a bundle, as {@link Vault#bundle} writes it. */
    public void read(InputStream bundle) throws IOException {
        try (var repository = Vault.open(place)) {
            var refs = new LinkedHashMap<>(Bundles.read(repository, bundle));
            sound(repository, refs);
            set(repository, refs);
        }
    }

    /** What stands beside the branch must belong to it, and be called what it is. */
    private static void sound(Repository repository, Map<String, ObjectId> refs) throws IOException {
        try (var walk = new ObjectWalk(repository)) {
            for (var ref : refs.entrySet()) {
                var name = ref.getKey();
                var commit = walk.parseCommit(ref.getValue());
                boolean misnamed = name.startsWith(Pushes.KEPT) && !name.equals(Pushes.KEPT + commit.name());
                boolean noHolder = name.startsWith(ReleaseRefs.HOLDERS) && commit.getParentCount() != 1;
                if (misnamed || noHolder) throw Problem.badRequest("import-bundle", name);
                walk.markStart(commit);
            }
            // Walks over everything, so that nothing is missing that something names.
            while (walk.next() != null) {
                // Every commit is opened.
            }
            for (var object = walk.nextObject(); object != null; object = walk.nextObject())
                if (!repository.getObjectDatabase().has(object))
                    throw Problem.badRequest("import-bundle", object.name());
        } catch (org.eclipse.jgit.errors.MissingObjectException
                | org.eclipse.jgit.errors.IncorrectObjectTypeException broken) {
            throw Problem.badRequest("import-bundle", String.valueOf(broken.getMessage()));
        }
    }

    private static void set(Repository repository, Map<String, ObjectId> refs) throws IOException {
        for (var ref : refs.entrySet()) {
            var update = repository.updateRef(ref.getKey());
            update.setNewObjectId(ref.getValue());
            update.disableRefLog();
            var result = update.update();
            if (result != RefUpdate.Result.NEW) throw new IOException("the ref " + ref.getKey() + ": " + result);
        }
    }

    /** The files of git-lfs that any of its revisions names. */
    public List<Blob> largeFiles() throws IOException {
        try (var repository = Vault.open(place)) {
            return largeFiles(repository);
        }
    }

    static List<Blob> largeFiles(Repository repository) throws IOException {
        Set<Blob> found = new LinkedHashSet<>();
        try (var walk = new ObjectWalk(repository)) {
            for (var ref : repository.getRefDatabase().getRefs())
                if (ref.getObjectId() != null && !ref.getName().startsWith(Constants.R_TAGS))
                    walk.markStart(walk.parseCommit(ref.getObjectId()));
            while (walk.next() != null) {
                // The commits come first; files follow.
            }
            var reader = walk.getObjectReader();
            for (var object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (object.getType() != Constants.OBJ_BLOB) continue;
                if (reader.getObjectSize(object, Constants.OBJ_BLOB) > Pointer.MAX_BYTES) continue;
                Pointer.read(reader.open(object, Constants.OBJ_BLOB).getBytes()).ifPresent(found::add);
                if (found.size() > MAX_LARGE_FILES) throw Problem.badRequest("import-lfs-many", MAX_LARGE_FILES);
            }
        }
        return List.copyOf(found);
    }

    /** Whether the branch leads to all of these revisions. */
    public boolean holds(Set<String> revisions) throws IOException {
        try (var repository = Vault.open(place);
                var walk = new RevWalk(repository)) {
            var head = walk.parseCommit(repository.resolve(Branch.NAME));
            for (var revision : revisions) {
                var id = ObjectId.fromString(revision);
                if (!repository.getObjectDatabase().has(id) || !walk.isMergedInto(walk.parseCommit(id), head))
                    return false;
            }
            return true;
        }
    }

    /**
     * Looks through every revision as if somebody had pushed it.
     *
     * @param brought whether a file of git-lfs came with it
     * @param empty a place for a repository without anything, which it is compared to
     * @param progress hears how many revisions were looked through
     * @throws Problem with everything that is wrong, up to a limit
     */
    public Push look(Blobs blobs, Predicate<String> brought, long now, Path empty, Progress progress)
            throws IOException {
        var nothing = fresh(empty);
        try (var here = Vault.open(place);
                var settled = Vault.open(nothing.place())) {
            var head = Optional.ofNullable(here.resolve(Branch.NAME))
                    .orElseThrow(() -> Problem.badRequest("import-git-empty"));
            return later(new PushCheck(here, settled, blobs, new Visit(brought, now, progress))
                    .look(Optional.empty(), head, false));
        } finally {
            Beginning.delete(empty);
        }
    }

    /**
     * The same without its history, of what was looked through before and has been here since.
     *
     * @param revision the newest one then; what came on top, when publishing was cut off, does not count
     * @param progress hears how many files were read
     */
    public Push again(Blobs blobs, String revision, Progress progress) throws IOException {
        try (var here = Vault.open(place)) {
            return later(new PushCheck(here, here, blobs, new Visit(sha256 -> true, 0, progress))
                    .again(ObjectId.fromString(revision)));
        }
    }

    /** Its files are asked for later, when these repositories are closed. */
    private Push later(Push push) {
        return new Push(
                push.before(),
                push.after(),
                push.commits(),
                push.files(),
                push.put(),
                push.removed(),
                path -> content(push.after(), path));
    }

    private Optional<byte[]> content(String revision, String path) throws IOException {
        try (var repository = Vault.open(place);
                var walk = new RevWalk(repository)) {
            var head = walk.parseCommit(ObjectId.fromString(revision));
            try (var found = TreeWalk.forPath(walk.getObjectReader(), path, head.getTree())) {
                if (found == null || found.isSubtree()) return Optional.empty();
                return Optional.of(repository
                        .open(found.getObjectId(0), Constants.OBJ_BLOB)
                        .getBytes());
            }
        }
    }

    private record Visit(Predicate<String> brought, long now, Progress progress) implements Pushes.Visit {
        @Override
        public boolean uploaded(String sha256) {
            return brought.test(sha256);
        }

        /**
         * Its former revisions were published elsewhere, mostly by others, and cannot be mended here; the newest files
         * are under the rules of uploads.
         */
        @Override
        public boolean toolpath(String path) {
            return false;
        }

        @Override
        public List<String> words(Problem problem) {
            return List.of(problem.code());
        }

        @Override
        public List<String> words(List<FieldFault> notes) {
            return List.of();
        }

        @Override
        public void looked(int done, int total) {
            progress.tell("looking", done, total);
        }

        @Override
        public void kept(int done, int total) {
            progress.tell("keeping", done, total);
        }

        @Override
        public List<FieldFault> decide(Push push, Push.Move move) {
            throw new IllegalStateException("nothing was pushed");
        }
    }

    public boolean exists() {
        return Files.isDirectory(place);
    }

    public void delete() throws IOException {
        Beginning.delete(place);
    }
}
