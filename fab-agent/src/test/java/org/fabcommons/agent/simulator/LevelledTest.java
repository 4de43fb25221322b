// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.agent.control.HeightMap;
import org.fabcommons.agent.control.Levelling;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Shortening;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Move;
import org.fabcommons.gcode.Point;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A circuit board's toolpath, levelled, sent and carried out: each move lies on the first file's path, plus the map. */
class LevelledTest {
    /** How far the tool may be from the board's bilinear surface. */
    private static final double TOLERANCE = 0.01;
    /** That, the chord of an arc and the decimals of the file. */
    private static final double NEAR = TOLERANCE + 0.005 + 0.001;

    /** Isolation milling as it is written: inches, relative moves, arcs of both kinds, axis words alone. */
    private static final String BOARD =
            """
            (a small board)
            G21 G90 G17
            G0 Z2
            M3 S800
            G0 X1 Y1
            G1 Z-0.08 F120
            G1 X38 Y2 F600
            G3 X39 Y3 I0 J1
            G1 Y27
            G2 X20 Y28 R20
            G1 X2
            G91
            X3 Y-5
            X-2.5 Y-4
            G90 G20
            G1 X0.3 Y0.2 F20
            G2 X0.5 Y0.2 I0.1 J0
            G21
            G1 X30 Y12 F600
            G0 Z2
            G0 X10 Y20
            G1 Z-0.08 F120
            G3 X10 Y20 I4 J0
            G0 Z2
            M5
            M30
            """;

    private static final Profile GRBL = Profiles.standard().require("grbl");

    @TempDir
    private Path folder;

    @Test
    void whatIsCarriedOutIsTheFilePlusTheMapMoveForMove() throws Exception {
        var map = map();
        var out = new StringWriter();
        Levelling.apply(new ByteArrayInputStream(BOARD.getBytes(StandardCharsets.US_ASCII)), GRBL, map, TOLERANCE, out);
        var levelled = out.toString();
        assertThat(Preflight.check(new ByteArrayInputStream(levelled.getBytes(StandardCharsets.US_ASCII)), GRBL)
                        .refusals())
                .isEmpty();
        var sent = asSent(levelled);
        var wire = new VirtualWire(GRBL, folder, 7).jittery();
        wire.stream(sent);
        assertThat(wire.broken()).isEmpty();
        assertThat(wire.bytesLost()).isZero();

        var path = fine(moves(BOARD.lines().toList()));
        var executed = moves(wire.executed());
        assertThat(executed).hasSameSizeAs(moves(levelled.lines().toList()));
        int along = 0;
        for (var move : executed) {
            var to = move.to();
            // Without the map's height it stands where the first file leads, a little farther along than the one
            // before.
            var flat = new Point(to.x(), to.y(), to.z() - map.at(to.x(), to.y()));
            int nearest = along;
            for (int i = along; i < Math.min(path.size(), along + 4000); i++)
                if (distance(flat, path.get(i)) < distance(flat, path.get(nearest))) nearest = i;
            assertThat(distance(flat, path.get(nearest))).as("after %s", move).isLessThan(NEAR + STEP);
            along = nearest;
            if (!move.rapid()) between(move, map);
        }
        assertThat(along).as("to the end").isGreaterThan(path.size() - 3);
        assertThat(executed.size()).isGreaterThan(100);
    }

    /** On its way too it is no farther from the surface than was asked. */
    private static void between(Move move, HeightMap map) {
        for (double share : new double[] {0.3, 0.6}) {
            double x = move.from().x() + (move.to().x() - move.from().x()) * share;
            double y = move.from().y() + (move.to().y() - move.from().y()) * share;
            double z = move.from().z() + (move.to().z() - move.from().z()) * share;
            double depthHere = z - map.at(x, y);
            double from = move.from().z() - map.at(move.from().x(), move.from().y());
            double to = move.to().z() - map.at(move.to().x(), move.to().y());
            assertThat(depthHere).as(move.toString()).isCloseTo(from + (to - from) * share, within(TOLERANCE + 0.001));
        }
    }

    /** The lines as the agent makes them: looked at by the guard, without needless words. */
    private static List<String> asSent(String levelled) {
        var guard = new Guard(GRBL);
        var shortening = new Shortening(GRBL);
        var sent = new ArrayList<String>();
        for (var text : levelled.lines().toList()) {
            var line = Line.parse(0, text, GRBL.commands().text());
            if (line.blank()) continue;
            var shorter = shortening.shorten(line);
            assertThat(guard.check(Source.FILE, shorter)).as(text).isEmpty();
            sent.add(shorter);
        }
        return sent;
    }

    private static List<Move> moves(List<String> lines) {
        var interpreter = new Interpreter(GRBL);
        var moves = new ArrayList<Move>();
        for (var line : lines)
            interpreter.step(Line.parse(0, line, GRBL.commands().text())).move().ifPresent(moves::add);
        return moves;
    }

    /** Distance between the points of a path looked at closely, mm. */
    private static final double STEP = 0.01;

    private static double distance(Point a, Point b) {
        return Math.hypot(Math.hypot(a.x() - b.x(), a.y() - b.y()), a.z() - b.z());
    }

    /** The path in small steps. An arc is what lies between its ends at the length it has. */
    private static List<Point> fine(List<Move> moves) {
        var path = new ArrayList<Point>();
        path.add(new Point(0, 0, 0));
        for (var move : moves) {
            int steps = (int) Math.max(1, Math.ceil(move.lengthMm() / STEP));
            boolean arc = move.lengthMm() > distance(move.from(), move.to()) + 1e-6;
            for (int i = 1; i <= steps; i++)
                path.add(arc ? onArc(move, (double) i / steps) : on(move, (double) i / steps));
        }
        return path;
    }

    private static Point on(Move move, double share) {
        var from = move.from();
        var to = move.to();
        return new Point(
                from.x() + (to.x() - from.x()) * share,
                from.y() + (to.y() - from.y()) * share,
                from.z() + (to.z() - from.z()) * share);
    }

    /** The board's arcs, by their ends: centre and way round, in mm. */
    private static Point onArc(Move move, double share) {
        var arc = ARCS.stream()
                .filter(one -> Math.hypot(move.to().x() - one[0], move.to().y() - one[1]) < 0.01)
                .findFirst()
                .orElseThrow();
        double start = Math.atan2(move.from().y() - arc[3], move.from().x() - arc[2]);
        double end = Math.atan2(move.to().y() - arc[3], move.to().x() - arc[2]);
        double sweep = end - start;
        if (arc[4] > 0 && sweep <= 1e-9) sweep += 2 * Math.PI;
        if (arc[4] < 0 && sweep >= -1e-9) sweep -= 2 * Math.PI;
        double r = Math.hypot(move.to().x() - arc[2], move.to().y() - arc[3]);
        double angle = start + sweep * share;
        return new Point(
                arc[2] + r * Math.cos(angle),
                arc[3] + r * Math.sin(angle),
                move.to().z());
    }

    /** To X and Y, about X and Y, 1 for counter-clockwise. The one by its radius: centre right of the chord, since clockwise. */
    private static final List<double[]> ARCS = List.of(
            new double[] {39, 3, 38, 3, 1},
            byRadius(39, 27, 20, 28, 20),
            new double[] {12.7, 5.08, 10.16, 5.08, -1},
            new double[] {10, 20, 14, 20, 1});

    private static double[] byRadius(double x0, double y0, double x1, double y1, double r) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double chord = Math.hypot(dx, dy);
        double high = Math.sqrt(r * r - chord * chord / 4);
        return new double[] {x1, y1, (x0 + x1) / 2 + high * dy / chord, (y0 + y1) / 2 - high * dx / chord, -1};
    }

    /** A board that bends and leans. */
    private static HeightMap map() {
        var heights = new ArrayList<Double>();
        for (int row = 0; row < 7; row++)
            for (int column = 0; column < 9; column++)
                heights.add(0.3 * Math.sin(column / 2.5) * Math.cos(row / 2.0) + 0.02 * column);
        return new HeightMap("board", 0, 0, 40, 30, 9, 7, heights, 0);
    }
}
