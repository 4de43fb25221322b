// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a picture of a job is taken. */
public enum Moment {
    /** Any time; only the newest counts. */
    LIVE,
    START,
    PAUSE,
    END;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Moment> parse(String name) {
        return Arrays.stream(values())
                .filter(moment -> moment.wireName().equals(name))
                .findFirst();
    }
}
