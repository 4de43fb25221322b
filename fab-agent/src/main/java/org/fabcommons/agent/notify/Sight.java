// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.util.Optional;
import java.util.function.Supplier;

/** What a camera sees of what is told: looked at once, when the first channel wants it, and kept for the others. */
final class Sight {
    static final Sight NONE = new Sight(Optional::empty);

    private final Supplier<Optional<byte[]>> look;
    private boolean looked;
    private Optional<byte[]> jpeg = Optional.empty();

    /** @param look gives a JPEG; may take some seconds */
    Sight(Supplier<Optional<byte[]>> look) {
        this.look = look;
    }

    synchronized Optional<byte[]> jpeg() {
        if (!looked) jpeg = look.get();
        looked = true;
        return jpeg;
    }
}
