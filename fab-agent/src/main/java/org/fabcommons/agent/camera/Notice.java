// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that a camera saw and a person should know.
 *
 * @param paused whether the job was paused for it
 */
public record Notice(Kind kind, String job, Instant at, boolean paused) {
    public enum Kind {
        /** The machine says that it moves, and nothing moves in the picture. */
        STALLED,
        /** The pictures look like trouble, measured against what is usual here. */
        TROUBLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
