// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.fabcommons.hub.web.Problem;

/**
 * Releases as refs: {@code refs/releases/NAME} leads to a commit that holds what belongs to the release, its parent
 * being the revision; {@code refs/tags/NAME} is what git clients see. The first counts; the second is made anew where a
 * crash came between.
 */
final class ReleaseRefs {
    static final String HOLDERS = "refs/releases/";

    private ReleaseRefs() {}

    static Commit make(Repository repository, Tree tree, String name, String revision, Draft draft) throws IOException {
        try (var inserter = repository.newObjectInserter();
                var walk = new RevWalk(repository)) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree.write(inserter, Optional.empty(), draft));
            commit.setParentId(ObjectId.fromString(revision));
            commit.setAuthor(who(draft));
            commit.setCommitter(who(draft));
            commit.setMessage(draft.message());
            var id = inserter.insert(commit);
            inserter.flush();
            if (!set(repository, HOLDERS + name, id)) throw Problem.conflict("release-name-taken", name);
            tag(repository, name, revision, who(draft), draft.message());
            return Branch.read(walk.parseCommit(id));
        }
    }

    /** All of a repository, in the order of their names. */
    static List<ReleaseRef> all(Repository repository) throws IOException {
        List<ReleaseRef> all = new ArrayList<>();
        try (var walk = new RevWalk(repository)) {
            for (var ref : repository.getRefDatabase().getRefsByPrefix(HOLDERS)) {
                var name = ref.getName().substring(HOLDERS.length());
                var commit = walk.parseCommit(ref.getObjectId());
                var revision = commit.getParent(0).name();
                if (repository.exactRef(Constants.R_TAGS + name) == null)
                    tag(repository, name, revision, commit.getAuthorIdent(), commit.getFullMessage());
                all.add(new ReleaseRef(name, Branch.read(commit), revision));
            }
        }
        return all;
    }

    private static void tag(Repository repository, String name, String revision, PersonIdent who, String message)
            throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(revision), Constants.OBJ_COMMIT);
            tag.setTagger(who);
            tag.setMessage(message);
            var id = inserter.insert(tag);
            inserter.flush();
            set(repository, Constants.R_TAGS + name, id);
        }
    }

    /** Whether it was free; a name that is given stays as it is. */
    private static boolean set(Repository repository, String ref, ObjectId id) throws IOException {
        var update = repository.updateRef(ref);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.setNewObjectId(id);
        update.disableRefLog();
        return update.update() == RefUpdate.Result.NEW;
    }

    private static PersonIdent who(Draft draft) {
        return new PersonIdent(
                draft.authorName(), draft.authorEmail(), Instant.ofEpochMilli(draft.at()), ZoneOffset.UTC);
    }
}
