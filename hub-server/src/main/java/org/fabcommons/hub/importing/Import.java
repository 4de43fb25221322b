// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.util.Locale;
import java.util.Optional;

/**
 * A design on its way in.
 *
 * @param person the id of whose it is
 * @param kind archive or git
 * @param source the archive's name or the repository's address
 * @param sha256 of the archive
 * @param sent JSON: the files of a folder as they were sent, as {@link Sent}
 * @param found JSON, as {@link Found}
 * @param publication JSON, as {@link Publication}: what it shall be, once its person has said so
 * @param design owner/name, once it is published
 */
public record Import(
        String id,
        String person,
        String kind,
        String source,
        Optional<String> sha256,
        Optional<String> sent,
        String state,
        String found,
        Optional<String> publication,
        Optional<String> design,
        long createdAt,
        long expiresAt) {
    enum State {
        WAITING,
        RUNNING,
        READY,
        PUBLISHING,
        FAILED,
        CANCELLED,
        PUBLISHED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean is(State wanted) {
        return state.equals(wanted.wireName());
    }

    public boolean fromGit() {
        return kind.equals("git");
    }

    /** Whether it came as a folder, file by file. */
    public boolean fromFolder() {
        return sent.isPresent();
    }

    /** Whether something is still being done. */
    public boolean busy() {
        return is(State.WAITING) || is(State.RUNNING) || is(State.PUBLISHING);
    }
}
