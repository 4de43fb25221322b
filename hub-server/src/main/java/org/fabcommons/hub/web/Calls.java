// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many things wait for the viewer, as every page's frame tells beside the way to them: at machines, and from people. */
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private volatile ToIntFunction<Viewer> counted = viewer -> 0;

    private final List<ToIntFunction<Viewer>> letters = new CopyOnWriteArrayList<>();

    void count(ToIntFunction<Viewer> count) {
        counted = count;
    }

    void letters(ToIntFunction<Viewer> count) {
        letters.add(count);
    }

    int of(Viewer viewer) {
        return counted(viewer, counted);
    }

    /** What people ask of each other, and answer. */
    int lettersOf(Viewer viewer) {
        return letters.stream().mapToInt(count -> counted(viewer, count)).sum();
    }

    private static int counted(Viewer viewer, ToIntFunction<Viewer> count) {
        if (viewer.person().isEmpty()) return 0;
        try {
            return count.applyAsInt(viewer);
        } catch (RuntimeException e) {
            // The page that says that something failed has this frame too.
            LOG.error("what waits for {} could not be counted", viewer.require().handle(), e);
            return 0;
        }
    }
}
