// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Optional;

/**
 * What must be known of the lines before to say whether a move may become part of an arc. What the file has not said
 * itself is not assumed: before G90 nothing is absolute, before the first X and Y nobody knows where it is.
 */
final class FittingState {
    /** How the extruder counts: G90 after M83 means one thing to Marlin and another to RepRapFirmware. */
    private enum Extruder {
        UNKNOWN,
        ABSOLUTE,
        RELATIVE
    }

    private boolean absolute;
    private boolean millimetres = true;
    private boolean planeXy = true;
    private boolean inverseTime;
    private Extruder extruder = Extruder.UNKNOWN;
    private String motion = "";
    private double x = Double.NaN;
    private double y = Double.NaN;
    private double e = Double.NaN;

    /** This line as a straight move that may become part of an arc. */
    Optional<ArcRun.Segment> segment(Line line, boolean motionIsModal) {
        if (!absolute || !millimetres || !planeXy || inverseTime || line.fault().isPresent()) return Optional.empty();
        var codes = line.codes();
        boolean straight = codes.isEmpty()
                ? motionIsModal && motion.equals("G1")
                : codes.size() == 1 && codes.get(0).equals("G1");
        if (!straight || Double.isNaN(x) || Double.isNaN(y) || !onlyMoves(line)) return Optional.empty();
        double toX = line.value('X').orElse(x);
        double toY = line.value('Y').orElse(y);
        if (toX == x && toY == y) return Optional.empty();
        var pushed = extruded(line);
        if (pushed.isEmpty()) return Optional.empty();
        return Optional.of(new ArcRun.Segment(line, x, y, toX, toY, pushed.get(), extruder == Extruder.ABSOLUTE));
    }

    /** How much filament this move takes, millimetres; empty where that cannot be told. */
    private Optional<Double> extruded(Line line) {
        if (line.value('E').isEmpty()) return Optional.of(0.0);
        double to = line.value('E').getAsDouble();
        return switch (extruder) {
            case RELATIVE -> Optional.of(to);
            case ABSOLUTE -> Double.isNaN(e) ? Optional.empty() : Optional.of(to - e);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static boolean onlyMoves(Line line) {
        for (var word : line.words()) if ("GXYEFS".indexOf(word.letter()) < 0 || !word.hasValue()) return false;
        return true;
    }

    void take(Line line) {
        for (var code : line.codes()) take(code);
        boolean elsewhere = line.codes().stream().anyMatch(FittingState::movesOrigin);
        if (elsewhere || !absolute || !millimetres) {
            x = Double.NaN;
            y = Double.NaN;
            e = Double.NaN;
            if (line.codes().contains("G92") && absolute) line.value('E').ifPresent(to -> e = to);
            return;
        }
        line.value('X').ifPresent(to -> x = to);
        line.value('Y').ifPresent(to -> y = to);
        line.value('E').ifPresent(to -> e = to);
    }

    private void take(String code) {
        switch (code) {
            case "G0", "G1", "G2", "G3" -> motion = code;
            case "G80" -> motion = "";
            case "G17" -> planeXy = true;
            case "G18", "G19" -> planeXy = false;
            case "G20" -> millimetres = false;
            case "G21" -> millimetres = true;
            case "G90" -> {
                absolute = true;
                extruder = extruder == Extruder.RELATIVE ? Extruder.UNKNOWN : Extruder.ABSOLUTE;
            }
            case "G91" -> {
                absolute = false;
                extruder = Extruder.UNKNOWN;
            }
            case "M82" -> extruder = Extruder.ABSOLUTE;
            case "M83" -> extruder = Extruder.RELATIVE;
            case "G93" -> inverseTime = true;
            case "G94", "G95" -> inverseTime = code.equals("G95");
            default -> {
                // What it means for moves, if anything, is looked at in movesOrigin.
            }
        }
    }

    /** After these the position by the file's numbers is another, or not known. */
    private static boolean movesOrigin(String code) {
        return code.startsWith("T")
                || switch (code) {
                    case "G0", "G1", "G2", "G3", "G4", "G17", "G18", "G19", "G21", "G90", "G94" -> false;
                    default -> code.startsWith("G") || code.equals("M600") || code.equals("M6");
                };
    }
}
