// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.fabcommons.profile.Profile;

/**
 * Everything that holds at the machine before a line of a file, so that the file can be taken up there: what
 * {@link Modal} says in words, and besides it heat, fans, coolant, tool, zero, and what the file set of the firmware's
 * own. It follows from the file alone.
 */
public final class Held {
    /** Settings of the running firmware, none of them stored, whose last line holds. */
    private static final Set<String> SETTINGS =
            Set.of("M201", "M203", "M204", "M205", "M220", "M221", "M900", "M420", "M207", "M208", "M200");

    private static final Set<String> ZEROS = Set.of("G54", "G55", "G56", "G57", "G58", "G59");

    private final Interpreter interpreter;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<Integer, String> fans = new TreeMap<>();
    private final Map<Integer, Double> nozzles = new TreeMap<>();
    private final Set<String> coolant = new LinkedHashSet<>();
    private double bed;
    private int tool;
    private boolean toolChosen;
    private OptionalInt toolLoaded = OptionalInt.empty();
    private String spindle = "M5";
    private String zero = "G54";
    private String feedMode = "G94";
    private Optional<String> arcMode = Optional.empty();
    private Optional<String> toolLength = Optional.empty();
    private double highest = Double.NEGATIVE_INFINITY;
    private double slowestPlunge;
    private boolean movesZ;
    private boolean levelled;
    private boolean drills;
    private long lines;

    private Held(Profile profile) {
        interpreter = new Interpreter(profile);
    }

    /**
     * Reads a file up to the line before this one.
     *
     * @throws IOException if the file cannot be read
     */
    public static Held before(InputStream file, Profile profile, long line) throws IOException {
        var held = new Held(profile);
        var reader = new RewritingReader(file, profile);
        boolean drills = false;
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            if (next.get().number() >= line) {
                held.lines = line - 1;
                held.drills = drills;
                return held;
            }
            drills = reader.inCycle();
            held.lines = next.get().number();
            if (next.get().fault().isEmpty()) held.take(next.get());
        }
        return held;
    }

    /**
     * The heights at which the tool stands after these lines, each of which may have been the last to be carried out.
     *
     * @throws IOException if the file cannot be read
     */
    public static Heights heights(InputStream file, Profile profile, long first, long last) throws IOException {
        var held = new Held(profile);
        var reader = new RewritingReader(file, profile);
        double before = 0;
        Optional<Heights> heights = Optional.empty();
        for (var next = reader.next(); next.isPresent() && next.get().number() <= last; next = reader.next()) {
            // Lines may be missing: then it stands where the one before them left it.
            if (next.get().number() > first && heights.isEmpty()) heights = Optional.of(new Heights(before, before));
            if (next.get().fault().isEmpty()) held.take(next.get());
            before = held.at(2);
            double now = before;
            if (next.get().number() >= first)
                heights = Optional.of(heights.map(some -> some.with(now)).orElse(new Heights(now, now)));
        }
        double end = before;
        return heights.orElseGet(() -> new Heights(end, end));
    }

    private void take(Line line) {
        var step = interpreter.step(line);
        for (var code : line.codes()) take(code, line);
        step.move().ifPresent(move -> {
            highest = Math.max(highest, Math.max(move.from().z(), move.to().z()));
            movesZ |= move.to().z() != move.from().z();
            boolean plunges = !move.rapid() && move.to().z() < move.from().z() - 1e-6;
            if (plunges && (slowestPlunge == 0 || move.feedMmPerMin() < slowestPlunge))
                slowestPlunge = move.feedMmPerMin();
        });
    }

    private void take(String code, Line line) {
        if (ZEROS.contains(code)) zero = code;
        else if (SETTINGS.contains(code)) settings.put(code, line.text());
        else
            switch (code) {
                case "G93", "G94" -> feedMode = code;
                case "G90.1", "G91.1" -> arcMode = Optional.of(code);
                case "G43.1" -> toolLength = Optional.of(line.text());
                case "G49" -> toolLength = Optional.empty();
                case "G29" -> levelled = true;
                case "M3", "M4", "M5" -> spindle = code;
                case "M6" -> toolLoaded = OptionalInt.of((int) line.value('T').orElse(tool));
                case "M2", "M30" -> {
                    spindle = "M5";
                    coolant.clear();
                }
                case "M7", "M8" -> coolant.add(code);
                case "M9" -> coolant.clear();
                case "M106" -> fans.put((int) line.value('P').orElse(0), line.text());
                case "M107" -> fans.remove((int) line.value('P').orElse(0));
                case "M104", "M109" ->
                    target(line)
                            .ifPresent(c -> nozzles.put((int) line.value('T').orElse(tool), c));
                case "M140", "M190" -> target(line).ifPresent(c -> bed = c);
                default -> tool(code, line);
            }
    }

    private void tool(String code, Line line) {
        if (!code.startsWith("T") || line.value('T').isEmpty()) return;
        tool = (int) line.value('T').getAsDouble();
        toolChosen = true;
    }

    private static Optional<Double> target(Line line) {
        var value = line.value('R').isPresent() ? line.value('R') : line.value('S');
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    /** Lines read; fewer than asked for where the file is shorter. */
    public long lines() {
        return lines;
    }

    /** Millimetres of this axis (0 X, 1 Y, 2 Z), as the machine counts them. */
    public double at(int axis) {
        return interpreter.at(axis);
    }

    /** Whether the file does not tell where this axis is: it went to a place that only the machine knows (G53, G28, G30). */
    public boolean adrift(int axis) {
        return interpreter.adrift(axis);
    }

    /** How far the file has moved its own zero from the machine's with G92. */
    public double shift(int axis) {
        return interpreter.shift(axis);
    }

    public double extruder() {
        return interpreter.extruder();
    }

    public boolean relative() {
        return interpreter.relative();
    }

    public boolean relativeExtruder() {
        return interpreter.relativeExtruder();
    }

    public boolean inches() {
        return interpreter.inches();
    }

    /** 17, 18 or 19. */
    public int plane() {
        return interpreter.plane();
    }

    /** The motion that axis words alone repeat, 0 to 3; -1 for none. */
    public int motion() {
        return interpreter.motion();
    }

    /** mm/min; 0 before the first. */
    public double feed() {
        return interpreter.feed();
    }

    /** M3, M4 or M5. */
    public String spindle() {
        return spindle;
    }

    /** The last S of a spindle or laser, whether it is on or not. */
    public double spindleSpeed() {
        return interpreter.spindleSpeed();
    }

    /** G54 to G59. */
    public String zero() {
        return zero;
    }

    /** G93 or G94. */
    public String feedMode() {
        return feedMode;
    }

    /** Whether arc centres are absolute, if the file said. */
    public Optional<String> arcMode() {
        return arcMode;
    }

    /** The line that set a tool's length. */
    public Optional<String> toolLength() {
        return toolLength;
    }

    public int tool() {
        return tool;
    }

    /** Whether the file named its tool. */
    public boolean toolChosen() {
        return toolChosen;
    }

    /**
     * The tool of the last change (M6), which may be another one than is named for the next; 0 where none was named; empty
     * before the first change.
     */
    public OptionalInt toolLoaded() {
        return toolLoaded;
    }

    /** Lines that set firmware settings that still hold, in the order in which they came first. */
    public Map<String, String> settings() {
        return new LinkedHashMap<>(settings);
    }

    /** The last line for each fan that is on. */
    public Map<Integer, String> fans() {
        return new TreeMap<>(fans);
    }

    public Set<String> coolant() {
        return Set.copyOf(coolant);
    }

    /** Targets in degrees Celsius by tool. */
    public Map<Integer, Double> nozzles() {
        return new TreeMap<>(nozzles);
    }

    /** Degrees Celsius; 0 for off. */
    public double bed() {
        return bed;
    }

    /** Where the tool went highest, in millimetres; -Infinity before any motion. */
    public double highest() {
        return highest;
    }

    /** The slowest feed downwards, mm/min; 0 where there was none. */
    public double slowestPlunge() {
        return slowestPlunge;
    }

    /** Whether the file moved Z at all; the file of a laser often does not. */
    public boolean movesZ() {
        return movesZ;
    }

    /** Whether axis words alone drill another hole, by a cycle that an earlier line began. */
    public boolean drills() {
        return drills;
    }

    /** Whether the bed's shape was measured at the beginning. */
    public boolean levelled() {
        return levelled;
    }
}
