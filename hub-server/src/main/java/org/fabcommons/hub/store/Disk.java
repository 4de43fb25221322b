// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Files and repositories of the hub's own: one that cannot be read or written is a fault of ours, nobody's input. */
public final class Disk {
    private Disk() {}

    /** What is read or written. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    public static <T> T io(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
