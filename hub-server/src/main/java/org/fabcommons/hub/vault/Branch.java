// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The one branch of an open repository: which revisions it leads to, and how it moves. */
final class Branch {
    static final String NAME = Constants.R_HEADS + "main";

    private final Repository repository;

    Branch(Repository repository) {
        this.repository = repository;
    }

    /** The newest revision; empty while there is none. */
    Optional<ObjectId> head() throws IOException {
        return Optional.ofNullable(repository.resolve(NAME));
    }

    /** The revision that is meant by {@link Revisions#HEAD}, a full id, or the first 7 or more characters of one. */
    Optional<ObjectId> resolve(String revision) throws IOException {
        var head = head();
        if (head.isEmpty() || revision.equals(Revisions.HEAD)) return head;
        var meant = revision.toLowerCase(Locale.ROOT);
        if (!meant.matches("[0-9a-f]{7,40}")) return Optional.empty();
        if (head.get().name().startsWith(meant)) return head;
        try (var walk = new RevWalk(repository)) {
            for (var candidate : walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(meant))) {
                var commit = commit(walk, candidate);
                if (commit.isPresent() && published(walk, commit.get(), head.get())) return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Whether the branch leads to it, or led to it before its history was rewritten. */
    private boolean published(RevWalk walk, RevCommit commit, ObjectId head) throws IOException {
        if (walk.isMergedInto(commit, walk.parseCommit(head))) return true;
        for (var kept : repository.getRefDatabase().getRefsByPrefix(Pushes.KEPT))
            if (walk.isMergedInto(commit, walk.parseCommit(kept.getObjectId()))) return true;
        return false;
    }

    /** A commit by its id; nothing where the repository does not hold it. */
    static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
        try {
            return walk.parseAny(id) instanceof RevCommit commit ? Optional.of(commit) : Optional.empty();
        } catch (MissingObjectException gone) {
            return Optional.empty();
        }
    }

    /** Puts a revision on top; empty when somebody else moved the branch at the same moment. */
    Optional<Commit> advance(Tree tree, Optional<ObjectId> head, Draft draft) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            return advance(tree, inserter, head, draft);
        }
    }

    Optional<Commit> advance(Tree tree, ObjectInserter inserter, Optional<ObjectId> head, Draft draft)
            throws IOException {
        try (var walk = new RevWalk(repository)) {
            var id = write(tree, inserter, head, draft);
            if (head.isPresent() && head.get().equals(id)) return Optional.of(read(walk.parseCommit(id)));
            var update = repository.updateRef(NAME);
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

    /** The draft as a revision that the branch does not lead to yet; the parent where it changes nothing. */
    ObjectId write(Tree tree, Optional<ObjectId> parent, Draft draft) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            return write(tree, inserter, parent, draft);
        }
    }

    private ObjectId write(Tree tree, ObjectInserter inserter, Optional<ObjectId> parent, Draft draft)
            throws IOException {
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

    /** Takes it back to a revision that it led to. */
    void rewind(ObjectId to) throws IOException {
        var update = repository.updateRef(NAME);
        update.setNewObjectId(to);
        update.setForceUpdate(true);
        update.disableRefLog();
        var result = update.update();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NO_CHANGE)
            throw new IOException("the branch of " + repository + " did not go back: " + result);
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
}
