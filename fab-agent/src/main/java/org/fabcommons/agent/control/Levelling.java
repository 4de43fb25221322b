// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fabcommons.agent.machine.Wrong;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Move;
import org.fabcommons.gcode.Point;
import org.fabcommons.gcode.RewritingReader;
import org.fabcommons.profile.Profile;

/**
 * Makes a toolpath follow a height map: every move goes as high or low as the board lies there. Long moves are split where
 * the board is not flat, arcs become short lines; the result is in millimetres and absolute. The original is only read.
 */
public final class Levelling {
    private static final double MM_PER_INCH = 25.4;
    /** How far a short line may be from its arc, mm. */
    private static final double CHORD_MM = 0.005;

    private static final int DEEPEST = 12;

    /** What would lead the tool elsewhere than the moves say. */
    private static final Set<String> STRANGE =
            Set.of("G10", "G28", "G28.1", "G30", "G30.1", "G38.2", "G38.3", "G38.4", "G38.5", "G53", "G92", "G93");

    private static final Set<String> REPLACED = Set.of("G0", "G1", "G2", "G3", "G20", "G21", "G90", "G91");
    private static final Set<Character> PLACES = Set.of('X', 'Y', 'Z', 'I', 'J', 'K', 'R', 'F');

    private final HeightMap map;
    private final double toleranceMm;
    private final Interpreter interpreter;
    private final Profile profile;
    private boolean inches;
    private int plane = 17;
    private int motion = -1;
    private double lastFeed = -1;

    private Levelling(HeightMap map, double toleranceMm, Profile profile) {
        this.map = map;
        this.toleranceMm = toleranceMm;
        this.profile = profile;
        interpreter = new Interpreter(profile);
    }

    /**
     * Writes the file anew.
     *
     * @param toleranceMm how far the tool may be from the board's bilinear surface
     * @throws Failed when the file holds what cannot follow a map, or leaves it; names the line
     */
    public static void apply(InputStream file, Profile profile, HeightMap map, double toleranceMm, Writer out)
            throws IOException, Failed {
        if (!(toleranceMm >= 0.001 && toleranceMm <= 1))
            throw new Failed("value", new Wrong("tolerance", "The tolerance must be 0.001 to 1 mm."));
        new Levelling(map, toleranceMm, profile).write(file, out);
    }

    private void write(InputStream file, Writer out) throws IOException, Failed {
        out.write("; levelled by FabCommons with the height map " + ascii(map.name()) + "\nG21\nG90\n");
        var reader = new RewritingReader(file, profile);
        for (var line = reader.next(); line.isPresent(); line = reader.next()) take(line.get(), out);
    }

    private static String ascii(String text) {
        return text.replaceAll("[^ -~]|[;()]", "?");
    }

    private void take(Line line, Writer out) throws IOException, Failed {
        if (line.fault().isPresent())
            throw new Failed(
                    "line",
                    new Wrong(
                            "unreadable",
                            "Line %d cannot be read; it would not pass the check either.",
                            line.number()));
        if (line.words().isEmpty()) {
            if (!line.text().isEmpty()) out.write(line.text() + "\n");
            return;
        }
        for (var code : line.codes()) {
            if (STRANGE.contains(code))
                throw new Failed(
                        "line", new Wrong("noFollow", "Line %d: a height map cannot follow %s.", line.number(), code));
            switch (code) {
                case "G20" -> inches = true;
                case "G21" -> inches = false;
                case "G17", "G18", "G19" -> plane = Integer.parseInt(code.substring(1));
                case "G0", "G1", "G2", "G3" -> motion = code.charAt(1) - '0';
                default -> {
                    // Goes with the line.
                }
            }
        }
        var step = interpreter.step(line);
        var rest = rest(line);
        if (step.move().isEmpty()) {
            boolean feed = line.has('F') && step.feedMmPerMin().isPresent();
            if (feed) rest = (rest + " F" + number(step.feedMmPerMin().getAsDouble())).strip();
            if (feed) lastFeed = step.feedMmPerMin().getAsDouble();
            if (!rest.isEmpty()) out.write(rest + "\n");
            return;
        }
        if (!rest.isEmpty()) out.write(rest + "\n");
        move(line, step.move().get(), out);
    }

    /** The words that stay as they are. */
    private static String rest(Line line) {
        var rest = new StringBuilder();
        for (var word : line.words()) {
            boolean command = word.letter() == 'G' || word.letter() == 'M';
            if (command ? REPLACED.contains(word.code()) : PLACES.contains(word.letter())) continue;
            if (rest.length() > 0) rest.append(' ');
            rest.append(command ? word.code() : word.letter() + (word.hasValue() ? number(word.value()) : ""));
        }
        return rest.toString();
    }

    private void move(Line line, Move move, Writer out) throws IOException, Failed {
        var from = move.from();
        var to = move.to();
        boolean arc = motion >= 2 && (from.x() != to.x() || from.y() != to.y() || line.has('I') || line.has('J'));
        if (arc) {
            if (plane != 17)
                throw new Failed(
                        "line",
                        new Wrong("noArc", "Line %d: only arcs in the plane of the board can follow.", line.number()));
            arc(line, move, out);
        } else {
            straight(line, from, to, move, out);
        }
    }

    private void arc(Line line, Move move, Writer out) throws IOException, Failed {
        var from = move.from();
        var to = move.to();
        double scale = inches ? MM_PER_INCH : 1;
        double i = line.value('I').orElse(0) * scale;
        double j = line.value('J').orElse(0) * scale;
        boolean clockwise = motion == 2;
        if (!line.has('I') && !line.has('J')) {
            double r = line.value('R').orElse(0) * scale;
            double dx = to.x() - from.x();
            double dy = to.y() - from.y();
            double chord = Math.hypot(dx, dy);
            double h = Math.sqrt(Math.max(0, 4 * r * r - chord * chord)) / chord / 2;
            boolean left = clockwise == (r < 0);
            i = dx / 2 - (left ? h : -h) * dy;
            j = dy / 2 + (left ? h : -h) * dx;
        }
        double r = Math.hypot(i, j);
        double start = Math.atan2(-j, -i);
        double sweep = Math.atan2(to.y() - from.y() - j, to.x() - from.x() - i) - start;
        if (clockwise && sweep >= -1e-9) sweep -= 2 * Math.PI;
        if (!clockwise && sweep <= 1e-9) sweep += 2 * Math.PI;
        double angle = 2 * Math.acos(Math.max(0, 1 - CHORD_MM / Math.max(r, 2 * CHORD_MM)));
        int parts = (int) Math.ceil(Math.abs(sweep) / angle);
        var last = from;
        for (int part = 1; part <= parts; part++) {
            double share = (double) part / parts;
            var next = part == parts
                    ? to
                    : new Point(
                            from.x() + i + r * Math.cos(start + sweep * share),
                            from.y() + j + r * Math.sin(start + sweep * share),
                            from.z() + (to.z() - from.z()) * share);
            straight(line, last, next, move, out);
            last = next;
        }
    }

    private void straight(Line line, Point from, Point to, Move move, Writer out) throws IOException, Failed {
        if (!move.rapid() && !(map.covers(from.x(), from.y()) && map.covers(to.x(), to.y())))
            throw new Failed(
                    "beyond-map",
                    new Wrong(
                            "beyondMap",
                            "Line %d cuts outside the height map, which reaches from X%.2f Y%.2f to X%.2f Y%.2f.",
                            line.number(),
                            map.minX(),
                            map.minY(),
                            map.maxX(),
                            map.maxY()));
        double cell =
                Math.min((map.maxX() - map.minX()) / (map.columns() - 1), (map.maxY() - map.minY()) / (map.rows() - 1));
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        // Not longer than half a cell before anything else, so that no ridge is stepped over.
        int parts = Math.max(1, (int) Math.ceil(2 * length / cell));
        var last = from;
        for (int part = 1; part <= parts; part++) {
            var next = between(from, to, (double) part / parts);
            split(last, next, move, out, 0);
            last = next;
        }
    }

    private void split(Point from, Point to, Move move, Writer out, int depth) throws IOException {
        double a = map.at(from.x(), from.y());
        double b = map.at(to.x(), to.y());
        boolean flat = true;
        for (var share : List.of(0.25, 0.5, 0.75)) {
            var middle = between(from, to, share);
            flat &= Math.abs(map.at(middle.x(), middle.y()) - (a + (b - a) * share)) <= toleranceMm;
        }
        if (!flat && depth < DEEPEST) {
            var middle = between(from, to, 0.5);
            split(from, middle, move, out, depth + 1);
            split(middle, to, move, out, depth + 1);
            return;
        }
        var text = new StringBuilder(move.rapid() ? "G0" : "G1");
        text.append(" X").append(number(to.x())).append(" Y").append(number(to.y()));
        text.append(" Z").append(number(to.z() + b));
        if (!move.rapid() && move.feedMmPerMin() != lastFeed) {
            lastFeed = move.feedMmPerMin();
            text.append(" F").append(number(lastFeed));
        }
        out.write(text.append('\n').toString());
    }

    private static Point between(Point from, Point to, double share) {
        if (share == 1) return to;
        return new Point(
                from.x() + (to.x() - from.x()) * share,
                from.y() + (to.y() - from.y()) * share,
                from.z() + (to.z() - from.z()) * share);
    }

    private static String number(double value) {
        var text =
                String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
        return text.equals("-0") ? "0" : text;
    }
}
