// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes down what the machine really did, one command a line, for comparing with what it should have done. */
final class ExecutedLog implements Closeable {
    private final Optional<BufferedWriter> file;
    private long count;

    ExecutedLog(Optional<Path> path) throws IOException {
        file = path.isPresent() ? Optional.of(Files.newBufferedWriter(path.get())) : Optional.empty();
    }

    void add(String command) {
        count++;
        write(command);
    }

    /** So many of the moves that were written last were planned and have not been made. */
    void dropped(int moves) {
        if (moves > 0) write("; dropped " + moves);
    }

    private void write(String command) {
        file.ifPresent(writer -> {
            try {
                writer.write(command);
                writer.write('\n');
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        });
    }

    long count() {
        return count;
    }

    void flush() throws IOException {
        if (file.isPresent()) file.get().flush();
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) file.get().close();
    }
}
