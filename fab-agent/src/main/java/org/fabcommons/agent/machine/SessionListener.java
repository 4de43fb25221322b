// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import org.fabcommons.link.Telemetry;

/** Sees what a machine does, on its thread; must return at once. */
@FunctionalInterface
public interface SessionListener {
    /** The state or a value has changed; at most ten times a second unless the state changes. */
    void changed(Telemetry.Machine now);
}
