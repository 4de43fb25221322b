// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.link.Curve;
import org.fabcommons.link.LinkJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How jobs went from their start to their end: kept with them, as their agents told it. */
final class Curves {
    private static final Logger LOG = LoggerFactory.getLogger(Curves.class);

    private final HubContext hub;

    Curves(HubContext hub) {
        this.hub = hub;
    }

    /** Keeps what an agent told; what cannot be drawn is left out, and the end that it came with counts all the same. */
    void keep(String job, Curve curve) {
        if (!curve.sound()) {
            LOG.warn(
                    "the curve of job {} is none and is left out: {} moments",
                    job,
                    curve.moments().size());
            return;
        }
        if (curve.moments().isEmpty()) return;
        var json = LinkJson.write(curve);
        hub.database().write(handle -> {
            handle.attach(CurveStore.class).keep(job, json);
            return true;
        });
    }

    Optional<Curve> of(String job) {
        return hub.database()
                .read(handle -> handle.attach(CurveStore.class).of(job))
                .map(json -> LinkJson.readBack(json, Curve.class));
    }
}
