// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.fabcommons.gcode.Heights;
import org.fabcommons.gcode.Held;
import org.fabcommons.plot.PlotProgram;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * A file taken up at one of its lines.
 *
 * @param line the first of the file that is carried out
 * @param prelude what is sent before it
 */
public record RunFrom(Path file, Profile profile, long line, Held held, Options options, List<Prelude> prelude) {
    /** A comment behind the prelude. */
    private static final String MARK = "; taken up at line ";
    /** More than any prelude has. */
    private static final int HEAD_BYTES = 8192;
    /** Above the work; what most slicers lift by is less. Millimetres. */
    private static final double LIFT_MM = 5;
    /** What oozes out while a nozzle heats. Millimetres of filament. A guess. */
    private static final double PRIME_MM = 3;

    /** What is usual for this file on this machine. */
    public static Options usual(Held held, Profile profile) {
        var ways = ways(profile);
        boolean printer = profile.kind() == Profile.Kind.FFF;
        boolean laser = !printer && (held.spindle().equals("M4") || !held.movesZ());
        return new Options(ways.isEmpty() ? TakeUp.KEPT : ways.get(0), LIFT_MM, printer ? PRIME_MM : 0, laser);
    }

    /** How the position may be known again on such a machine, the likeliest first; empty where nothing can be taken up. */
    public static List<TakeUp> ways(Profile profile) {
        return profile.hostLoss().map(model -> model.takeUp()).orElse(List.of());
    }

    /**
     * Plans to take a file up.
     *
     * @param line the first line to be carried out, from 2
     * @throws NotPossible when the file or the machine does not allow it
     * @throws IOException when the file cannot be read
     */
    public static RunFrom plan(Path file, Profile profile, long line, Options options) throws IOException, NotPossible {
        if (!ways(profile).contains(options.position())) throw NotPossible.noTakeUp();
        var begun = beginning(file);
        if (begun.isPresent() && line < begun.getAsLong())
            throw new NotPossible(
                    "taken-up-already",
                    "This file was itself taken up at line " + begun.getAsLong() + "; choose one from there.");
        var held = held(file, profile, line);
        var prelude = Preludes.of(profile, held, options);
        // One line more says where it was taken up.
        if (prelude.size() + 1 >= line)
            throw new NotPossible(
                    "near-the-beginning",
                    "Line " + line + " is so near the beginning that " + prelude.size()
                            + " lines do not fit before it. Run the whole file instead.");
        return new RunFrom(file, profile, line, held, options, prelude);
    }

    /**
     * What holds before this line.
     *
     * @throws NotPossible when the file has no such line, or is none of G-code
     */
    public static Held held(Path file, Profile profile, long line) throws IOException, NotPossible {
        if (profile.language() == Language.PLOTTER) throw NotPossible.noTakeUp();
        try (var in = Files.newInputStream(file)) {
            var held = Held.before(in, profile, line);
            if (held.lines() < line - 1 || line < 2)
                throw new NotPossible(
                        "no-such-line", "The file has " + held.lines() + " lines; choose one from 2 to that.");
            if (held.drills())
                throw new NotPossible(
                        "drilling",
                        "That line drills on with a cycle that an earlier line began; choose the line where it begins (G81 to G89), or one after its end (G80).");
            for (int axis = 0; axis < 3; axis++)
                if (held.adrift(axis))
                    throw new NotPossible(
                            "adrift",
                            "At that line the machine has gone to a place that only it knows (G28, G30 or G53); choose a line"
                                    + " after the file has said again where " + "XYZ".charAt(axis) + " goes.");
            return held;
        }
    }

    /**
     * The heights at which a machine may stand that stopped, as far as its file tells. A file that was itself taken up, and
     * stopped before it had come back to its place, stands at the height it was told to take for its own, or was on its way
     * from there: the lowest of that way.
     *
     * @param last the last line that was certainly carried out; 0 for none
     * @param sent the last one that may have been
     * @throws NotPossible when the file has no such line
     * @throws IOException when the file cannot be read
     */
    public static Heights heights(Path file, Profile profile, long last, long sent) throws IOException, NotPossible {
        long stopped = Math.max(1, last);
        long begun = beginning(file).orElse(0);
        if (stopped + 1 >= begun) {
            held(file, profile, stopped + 1);
            try (var in = Files.newInputStream(file)) {
                return Held.heights(in, profile, stopped, Math.max(stopped, sent));
            }
        }
        double place = held(file, profile, begun).at(2);
        try (var program = PlotProgram.open(Files.newInputStream(file), profile)) {
            for (var next = program.next(); next.isPresent() && next.get().number() < begun; next = program.next())
                if (next.get().codes().contains("G92") && next.get().has('Z')) {
                    double low = Math.min(place, next.get().value('Z').orElse(place));
                    return new Heights(low, low);
                }
        }
        return new Heights(place, place);
    }

    /**
     * The line at which such a file begins.
     *
     * @return empty for a file that was not taken up
     * @throws IOException when the file cannot be read
     */
    public static OptionalLong beginning(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        var mark = new String(head, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith(MARK))
                .findFirst();
        if (mark.isEmpty()) return OptionalLong.empty();
        var number = mark.get().substring(MARK.length());
        return number.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /**
     * The file that is run: the prelude, empty lines up to the place, and the rest of the file, each line at its old
     * number.
     *
     * @throws IOException when the file cannot be read
     */
    public InputStream open() throws IOException {
        var head = new ByteArrayOutputStream();
        for (var one : prelude) head.writeBytes((one.command() + "\n").getBytes(StandardCharsets.US_ASCII));
        head.writeBytes((MARK + line + "\n").getBytes(StandardCharsets.US_ASCII));
        long blanks = line - 2 - prelude.size();
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head.toByteArray()),
                new Blanks(blanks),
                new Tail(new BufferedInputStream(Files.newInputStream(file), 1 << 16), this))));
    }

    /** So many ends of lines. */
    private static final class Blanks extends InputStream {
        private long left;

        Blanks(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? '\n' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0 && length > 0) return -1;
            int count = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + count, (byte) '\n');
            left -= count;
            return count;
        }
    }
}
