// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.time.Duration;

/** A question took longer than it may. */
public final class SlowQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlowQuery(Duration limit, Throwable cause) {
        super("a query was given up after " + limit.toMillis() + " ms", cause);
    }
}
