// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.fabcommons.profile.Profile;

/** Reads a file as its machine gets it: each line, or what is sent in its place. */
public final class RewritingReader implements Program {
    private final LineReader reader;
    private final Interpreter at;
    private final Rewriting rewriting;
    private final Deque<Line> ready = new ArrayDeque<>();
    private boolean partly;

    public RewritingReader(InputStream file, Profile profile) {
        reader = new LineReader(file, profile.commands().text());
        at = new Interpreter(profile);
        rewriting = new Rewriting(profile, at);
    }

    @Override
    public Optional<Line> next() throws IOException {
        while (ready.isEmpty()) {
            var line = reader.next();
            if (line.isEmpty()) return line;
            ready.addAll(rewriting.of(line.get()));
        }
        var line = ready.remove();
        partly = !ready.isEmpty();
        if (rewriting.follows() && line.fault().isEmpty()) at.step(line);
        return Optional.of(line);
    }

    /** 1, or 0 where more is to come of the same line of the file. */
    @Override
    public int standsFor() {
        return partly ? 0 : 1;
    }

    /** Whether axis words alone drill another hole now. */
    boolean inCycle() {
        return rewriting.inCycle();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
