// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many things wait for the viewer, as every page's frame tells beside the way to them. */
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private volatile ToIntFunction<Viewer> counted = viewer -> 0;

    void count(ToIntFunction<Viewer> count) {
        counted = count;
    }

    int of(Viewer viewer) {
        if (viewer.person().isEmpty()) return 0;
        try {
            return counted.applyAsInt(viewer);
        } catch (RuntimeException e) {
            // The page that says that something failed has this frame too.
            LOG.error("what waits for {} could not be counted", viewer.require().handle(), e);
            return 0;
        }
    }
}
