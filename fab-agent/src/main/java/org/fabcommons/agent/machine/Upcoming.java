// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.stream.Shortening;
import org.fabcommons.gcode.ArcFitting;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Program;

/**
 * The lines of a run that are still to be sent. Many are made ready at once, while the machine is busy: a processor that was
 * woken for one answer would otherwise have to fetch all that reads and shortens a line for that line alone, which costs
 * several times the work itself.
 */
final class Upcoming {
    private static final int TOGETHER = 64;
    private static final int FEW = 8;

    private static final Set<String> MOTION = Set.of("G0", "G1", "G2", "G3");

    /**
     * A line with what is sent for it.
     *
     * @param standsFor how many lines of the file are done when it is; 0 where more is sent for the same line
     * @param moves whether it is a move and nothing else, as nearly all lines are
     */
    record Ready(Line line, String text, int standsFor, boolean moves) {
        /** As the file has it, whatever holds at the machine. */
        Ready unshortened() {
            return new Ready(line, line.text(), standsFor, moves);
        }
    }

    private final Program file;
    private final Optional<ArcFitting> arcs;
    private final Shortening shortening;
    private final long startAtLine;
    private final Deque<Ready> ready = new ArrayDeque<>(TOGETHER + FEW);
    private boolean ended;

    /** @param startAtLine the first line that is not left out is the one after this */
    Upcoming(Program file, Optional<ArcFitting> arcs, Shortening shortening, long startAtLine) {
        this.file = file;
        this.arcs = arcs;
        this.shortening = shortening;
        this.startAtLine = startAtLine;
    }

    /** The line to be sent next; empty after the last. */
    Optional<Ready> next() {
        return Optional.ofNullable(ready.peek());
    }

    /** Goes on to the one after it. */
    void advance() throws IOException {
        ready.poll();
        if (ready.isEmpty()) readTo(1);
    }

    /** Makes lines ready, unless there are enough of them. */
    void readAhead() throws IOException {
        if (ready.size() < FEW) readTo(TOGETHER);
    }

    private void readTo(int enough) throws IOException {
        while (!ended && ready.size() < enough) {
            var line = arcs.isPresent() ? arcs.get().next() : file.next();
            ended = line.isEmpty();
            if (ended || line.get().blank() || line.get().number() <= startAtLine) continue;
            int standsFor = arcs.isPresent() ? arcs.get().standsFor() : file.standsFor();
            ready.add(new Ready(line.get(), shortening.shorten(line.get()), standsFor, moves(line.get())));
        }
    }

    private static boolean moves(Line line) {
        if (line.fault().isPresent() || line.words().isEmpty()) return false;
        var codes = line.codes();
        return codes.isEmpty() || (codes.size() == 1 && MOTION.contains(codes.get(0)));
    }

    /** Something else was said to the machine: no line may leave out what held there before. */
    void forget() {
        shortening.forget();
        for (int i = ready.size(); i > 0; i--) ready.add(ready.remove().unshortened());
    }

    void close() {
        try {
            file.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
