// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of an event stream; an event that does not end is broken off, and not kept in memory. */
final class EventLines implements Closeable {
    /** A command has some hundred characters. */
    private static final int MOST = 1 << 20;

    private final BufferedReader in;
    /** Since the last event was complete. */
    private int characters;

    EventLines(InputStream stream) {
        in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next line without its end; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) return Optional.empty();
            if (++characters > MOST) throw new IOException("the hub's event is longer than " + MOST + " characters");
            if (c != '\r') line.append((char) c);
        }
        if (line.length() == 0) characters = 0;
        return Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
