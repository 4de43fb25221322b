// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A job's file, one thing to send after the other; holds one of them in memory, however long the file is. */
public interface Program extends Closeable {
    /** The next one; empty at the end. */
    Optional<Line> next() throws IOException;
}
