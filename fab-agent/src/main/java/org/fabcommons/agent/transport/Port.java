// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;

/** An open way to a machine. Reading and writing may happen on different threads. */
public interface Port extends AutoCloseable {
    /** What a person would call it, such as {@code /dev/ttyUSB0}. */
    String name();

    /**
     * Hands all bytes to the operating system. Only the guard calls this.
     *
     * @throws IOException when the machine is gone, or takes nothing for several seconds
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Waits a short while for bytes.
     *
     * @return how many came; 0 when none came in time
     * @throws IOException when the machine is gone or the port was closed
     */
    int read(byte[] into) throws IOException;

    /** Bytes taken by {@link #write} that still wait within this computer, since the machine holds the line up. */
    default long pending() {
        return 0;
    }

    /** Takes back of these what has not begun to go out; what was written at once goes out whole or not at all. */
    default void drop() {}

    /** Closes; a read that waits ends soon after. May be called twice and from any thread. */
    @Override
    void close();
}
