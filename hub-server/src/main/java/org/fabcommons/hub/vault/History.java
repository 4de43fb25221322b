// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads who did what: every revision that led to one, with what it changed. */
final class History {
    private static final int MAX_MARKER_BYTES = 64 * 1024;

    private final Repository repository;
    private final String hidden;
    private final String marker;
    /** The marker rarely changes, so that its content is read once for each. */
    private final Map<ObjectId, String> markers = new HashMap<>();

    /**
     * @param hidden a folder whose files do not count
     * @param marker a file in it that tells where a revision was made
     */
    History(Repository repository, String hidden, String marker) {
        this.repository = repository;
        this.hidden = hidden;
        this.marker = marker;
    }

    /** Newest first, none before those that it led to. */
    List<Step> of(ObjectId revision, int limit) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (var walk = new RevWalk(repository)) {
            var newest = walk.parseCommit(revision);
            var pending = files(walk, newest);
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            walk.markStart(newest);
            for (var commit = walk.next(); commit != null && steps.size() < limit; commit = walk.next())
                steps.add(step(walk, commit, pending));
        }
        return steps;
    }

    private boolean counts(String path) {
        return !path.startsWith(hidden) && !path.equals(Tree.ATTRIBUTES);
    }

    private Map<String, ObjectId> files(RevWalk walk, RevCommit commit) throws IOException {
        Map<String, ObjectId> files = new HashMap<>();
        try (var tree = new TreeWalk(walk.getObjectReader())) {
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            while (tree.next()) if (counts(tree.getPathString())) files.put(tree.getPathString(), tree.getObjectId(0));
        }
        return files;
    }

    private Step step(RevWalk walk, RevCommit commit, Map<String, ObjectId> pending) throws IOException {
        int added = 0;
        int changed = 0;
        int removed = 0;
        List<String> present = new ArrayList<>();
        try (var tree = new TreeWalk(walk.getObjectReader())) {
            tree.addTree(commit.getTree());
            for (var parent : commit.getParents()) {
                walk.parseHeaders(parent);
                tree.addTree(parent.getTree());
            }
            if (commit.getParentCount() == 0) tree.addTree(new org.eclipse.jgit.treewalk.EmptyTreeIterator());
            tree.setRecursive(true);
            tree.setFilter(TreeFilter.ANY_DIFF);
            while (tree.next()) {
                var path = tree.getPathString();
                if (!counts(path) || !isNew(tree)) continue;
                var content = tree.getObjectId(0);
                if (tree.getRawMode(0) == 0) removed++;
                else if (tree.getRawMode(1) == 0) added++;
                else changed++;
                if (tree.getRawMode(0) != 0 && content.equals(pending.get(path))) {
                    pending.remove(path);
                    present.add(path);
                }
            }
        }
        return new Step(Branch.read(commit), added, changed, removed, present, marker(walk, commit));
    }

    /** Whether it is otherwise than in all parents. */
    private static boolean isNew(TreeWalk tree) {
        for (int parent = 1; parent < tree.getTreeCount(); parent++)
            if (tree.getRawMode(0) == tree.getRawMode(parent) && tree.idEqual(0, parent)) return false;
        return true;
    }

    private String marker(RevWalk walk, RevCommit commit) throws IOException {
        try (var tree = TreeWalk.forPath(walk.getObjectReader(), marker, commit.getTree())) {
            if (tree == null || tree.isSubtree()) return "";
            var id = tree.getObjectId(0);
            var known = markers.get(id);
            if (known != null) return known;
            var loader = walk.getObjectReader().open(id, Constants.OBJ_BLOB);
            var text = loader.getSize() > MAX_MARKER_BYTES
                    ? ""
                    : new String(loader.getBytes(MAX_MARKER_BYTES), StandardCharsets.UTF_8);
            markers.put(id, text);
            return text;
        }
    }
}
