// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Profile;

/**
 * Puts one arc in the place of many short straight moves that lie on a circle, as curves of slicers and CAM programs do.
 * Fewer and longer moves come over a slow line in time where hundreds a second would not.
 *
 * <p>Only G1 in the XY plane, absolute and in millimetres, at one feed rate, with the same extrusion per millimetre. All
 * other lines pass as they are, and in their order. An arc bears the number of the last line it stands for.
 */
public final class ArcFitting implements LineSource {
    private final LineSource source;
    private final double toleranceMm;
    private final Envelope envelope;
    private final boolean motionIsModal;
    private final long after;
    private final FittingState state = new FittingState();
    private final Deque<Line> ready = new ArrayDeque<>();
    private final Deque<Integer> counts = new ArrayDeque<>();
    private Optional<ArcRun> run = Optional.empty();
    private int standsFor;

    /**
     * @param toleranceMm how far the arc may be from the moves it replaces; above 0
     * @param after lines up to this number are passed on as they are
     */
    public ArcFitting(LineSource source, Profile profile, double toleranceMm, long after) {
        if (!(toleranceMm > 0)) throw new IllegalArgumentException("a tolerance is above 0 mm, not " + toleranceMm);
        this.source = source;
        this.toleranceMm = toleranceMm;
        this.after = after;
        envelope = profile.envelope();
        motionIsModal = profile.commands().modalMotion();
    }

    /** Whether this firmware draws arcs. */
    public static boolean possible(Profile profile) {
        var commands = profile.commands();
        return List.of("G2", "G3").stream()
                .allMatch(code -> commands.allowed().contains(code)
                        && commands.refusal(code).isEmpty());
    }

    @Override
    public Optional<Line> next() throws IOException {
        while (ready.isEmpty()) {
            var line = source.next();
            if (line.isEmpty()) {
                close();
                break;
            }
            if (!line.get().blank()) take(line.get());
        }
        if (!ready.isEmpty()) standsFor = counts.remove();
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public int standsFor() {
        return standsFor;
    }

    private void take(Line line) {
        var segment = line.number() > after ? state.segment(line, motionIsModal) : Optional.<ArcRun.Segment>empty();
        state.take(line);
        if (segment.isEmpty()) {
            close();
            ready.add(line);
            counts.add(source.standsFor());
            return;
        }
        if (run.isPresent() && run.get().add(segment.get())) return;
        close();
        run = Optional.of(new ArcRun(toleranceMm, envelope, segment.get()));
    }

    private void close() {
        run.ifPresent(open -> {
            var lines = open.lines();
            for (int i = 0; i < lines.size(); i++) counts.add(open.size() / lines.size());
            ready.addAll(lines);
        });
        run = Optional.empty();
    }
}
