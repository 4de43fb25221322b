// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * What somebody pushed, looked through and found well-formed, while nobody else can see it yet.
 *
 * @param before the revision the branch is at; empty for a repository without one
 * @param after the revision it shall be at
 * @param commits the new revisions, newest first
 * @param files all files of the newest one, in the order of their paths
 * @param put files that are other than they were, by path; they are in the blob store
 * @param removed paths that are there no more
 * @param contents gives a file of the newest revision while the push is being decided on
 */
public record Push(
        Optional<String> before,
        String after,
        List<Commit> commits,
        List<StoredFile> files,
        Map<String, Blob> put,
        Set<String> removed,
        Contents contents) {
    public Push {
        commits = List.copyOf(commits);
        files = List.copyOf(files);
        put = Map.copyOf(put);
        removed = Set.copyOf(removed);
    }

    /** Reads small files of a push. */
    @FunctionalInterface
    public interface Contents {
        /** The whole file; empty where there is none of that path. */
        Optional<byte[]> read(String path) throws IOException;
    }

    /** Decides on a push. */
    @FunctionalInterface
    public interface Judge {
        /**
         * Lets the branch move, once, or refuses.
         *
         * @return what is told beside
         * @throws org.fabcommons.hub.web.Problem where it must not be
         */
        List<FieldFault> decide(Push push, Move move) throws IOException;
    }

    /** Makes the push visible. */
    @FunctionalInterface
    public interface Move {
        /**
         * @param top a revision on top of what was pushed; the branch moves to both at once
         * @throws org.fabcommons.hub.web.Problem CONFLICT where somebody else has moved the branch meanwhile
         */
        void run(Optional<Draft> top) throws IOException;
    }
}
