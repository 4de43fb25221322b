// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.util.Optional;

/** Where the lines of a file come from, one after another. */
@FunctionalInterface
public interface LineSource {
    /**
     * The next line; empty at the end.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<Line> next() throws IOException;

    /** How many lines of the file are done with the last line given; 0 where more comes for the same one. */
    default int standsFor() {
        return 1;
    }
}
