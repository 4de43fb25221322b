// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.fabcommons.hub.web.Problem;

/** Tells how far an import is, now and then. */
final class Telling {
    private static final long TELL_EVERY_MS = 500;

    private final String id;
    private final InstantSource clock;
    private final Found found;
    private final BiConsumer<String, Found> told;
    private long last;

    /**
     * @param found what is known already and stays
     * @param told hears it, and ends the work by a {@link Problem} where it was cancelled
     */
    Telling(String id, InstantSource clock, Found found, BiConsumer<String, Found> told) {
        this.id = id;
        this.clock = clock;
        this.found = found;
        this.told = told;
    }

    void at(String step, long done, long total) {
        if (Thread.currentThread().isInterrupted()) throw Problem.badRequest("import-cancelled");
        if (clock.millis() - last >= TELL_EVERY_MS) now(step, done, total);
    }

    void now(String step, long done, long total) {
        last = clock.millis();
        told.accept(id, found.with(step, done, total));
    }
}
