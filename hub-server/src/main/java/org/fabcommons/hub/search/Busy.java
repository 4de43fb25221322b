// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.function.Supplier;
import org.fabcommons.hub.store.SlowQuery;
import org.fabcommons.hub.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in words that a search was given up. */
final class Busy {
    private static final Logger LOG = LoggerFactory.getLogger(Busy.class);

    private Busy() {}

    /** @throws Problem UNAVAILABLE */
    static <T> T orSlow(Supplier<T> question) {
        try {
            return question.get();
        } catch (SlowQuery slow) {
            LOG.warn("a search was given up: {}", slow.getMessage());
            throw Problem.of(Problem.Kind.UNAVAILABLE, "search-slow");
        }
    }
}
