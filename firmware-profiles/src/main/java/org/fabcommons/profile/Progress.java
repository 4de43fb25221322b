// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The watch over a job's progress: how long such a machine may come no further although it talks, and what is done then.
 *
 * @param standsS it says that it moves, and neither its place nor its answers change; seconds
 * @param silentS the same for firmware that does not say whether it moves, and for what may stand still, such as homing
 *     and dwells; seconds
 */
public record Progress(int standsS, int silentS, WhenStuck whenStuck) {
    /** For machines whose profile says nothing; beyond any move that is planned. */
    static final Progress USUAL = new Progress(180, 1200, WhenStuck.STOP);

    public Progress {
        InvalidValue.unless(standsS >= 10, "progress.standsS", "must be at least 10");
        InvalidValue.unless(silentS >= standsS, "progress.silentS", "must not be below standsS");
        InvalidValue.unless(whenStuck != null, "progress.whenStuck", "is missing");
    }

    /** What is done with a job that comes no further. */
    public enum WhenStuck {
        /** The machine is held and a person asked; only where nothing turns or burns while it stands. */
        HOLD,
        /** The job fails and everything is switched off. */
        STOP;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
