// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.agent.dialect.Blanks;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Word;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * Leaves out of motion lines what the firmware does not need: blanks, zeros, and words that only repeat what holds
 * already. What is executed stays the same. Everything else goes as it is.
 *
 * <p>Sources: grbl {@code read_float} and {@code protocol.c}; Marlin {@code parser.cpp}; Prusa {@code code_value}, which
 * would read {@code X1E2} as a hundred, so that a blank stays before E and a figure; {@code X1E.2} has no exponent.
 * Smoothieware {@code Gcode.cpp}, Repetier {@code gcode.cpp} and Marlin before 2.1 on 32 bits would read {@code Y0X12} as
 * Y18.
 */
public final class Shortening {
    private static final Set<String> MOTION = Set.of("G0", "G1", "G2", "G3");

    private final boolean motionIsModal;
    private final boolean grbl;
    private final boolean withoutBlanks;
    private Optional<String> motion = Optional.empty();
    private OptionalDouble feed = OptionalDouble.empty();
    private OptionalDouble rapidFeed = OptionalDouble.empty();
    private OptionalDouble cutFeed = OptionalDouble.empty();
    private OptionalDouble spindle = OptionalDouble.empty();
    private boolean inverseTime;

    public Shortening(Profile profile) {
        grbl = profile.language() == Language.GRBL;
        motionIsModal = grbl && profile.commands().modalMotion();
        withoutBlanks = Blanks.needless(profile);
    }

    /** Something else than the file's lines was said to the machine: what holds there is not known any more. */
    public void forget() {
        motion = Optional.empty();
        feed = OptionalDouble.empty();
        rapidFeed = OptionalDouble.empty();
        cutFeed = OptionalDouble.empty();
        spindle = OptionalDouble.empty();
    }

    /** What to send for this line; lines come in the order in which they are sent. */
    public String shorten(Line line) {
        var codes = line.codes();
        var moves = codes.isEmpty() ? motion : Optional.of(codes.get(0));
        boolean motionOnly = codes.size() <= 1 && moves.isPresent() && MOTION.contains(moves.get());
        if (!motionOnly || (codes.isEmpty() && !motionIsModal) || !eachHasValue(line.words())) {
            forget();
            if (codes.contains("G93")) inverseTime = true;
            if (codes.contains("G94")) inverseTime = false;
            return line.text();
        }
        return shorter(line, moves.get(), codes.isEmpty());
    }

    private static boolean eachHasValue(List<Word> words) {
        for (var word : words) if (!word.hasValue()) return false;
        return !words.isEmpty();
    }

    private String shorter(Line line, String moves, boolean implied) {
        boolean sameMotion = motionIsModal && motion.isPresent() && motion.get().equals(moves);
        var text = new StringBuilder(line.text().length());
        var source = line.text();
        int at = 0;
        for (var word : line.words()) {
            int end = source.indexOf(' ', at);
            if (end < 0) end = source.length();
            if (!repeats(word, moves, sameMotion && !implied)) append(text, word, source, at + 1, end);
            at = Math.min(end + 1, source.length());
        }
        if (motionIsModal) motion = Optional.of(moves);
        // A line must say something to be answered.
        return text.length() == 0 ? moves : text.toString();
    }

    /** Whether this word says only what holds already; notes what it says. */
    private boolean repeats(Word word, String moves, boolean sameMotion) {
        return switch (word.letter()) {
            case 'G' -> sameMotion;
            case 'F' -> repeatsFeed(word.value(), moves);
            case 'S' -> grbl && repeatsSpindle(word.value());
            default -> false;
        };
    }

    /** Some firmwares keep one feed rate for rapid moves and another for the rest, some one for both. */
    private boolean repeatsFeed(double value, String moves) {
        boolean rapid = moves.equals("G0");
        var own = rapid ? rapidFeed : cutFeed;
        boolean same = !inverseTime && is(own, value) && is(feed, value);
        feed = OptionalDouble.of(value);
        if (rapid) rapidFeed = feed;
        else cutFeed = feed;
        return same;
    }

    private boolean repeatsSpindle(double value) {
        boolean same = is(spindle, value);
        spindle = OptionalDouble.of(value);
        return same;
    }

    private static boolean is(OptionalDouble known, double value) {
        return known.isPresent() && Double.compare(known.getAsDouble(), value) == 0;
    }

    private void append(StringBuilder text, Word word, String source, int from, int to) {
        int at = text.length();
        text.append(word.letter());
        appendNumber(text, source, from, to);
        boolean exponent = !grbl && word.letter() == 'E' && startsWithFigure(text, at + 1);
        // And Y0X12 would be hexadecimal to whatever reads numbers with the C library's strtof.
        boolean hexadecimal = !grbl
                && word.letter() == 'X'
                && at > 2
                && text.charAt(at - 1) == '0'
                && Character.isLetter(text.charAt(at - 2));
        if (at > 0 && (!withoutBlanks || exponent || hexadecimal)) text.insert(at, ' ');
    }

    private static boolean startsWithFigure(StringBuilder text, int at) {
        return Character.isDigit(text.charAt(text.charAt(at) == '-' ? at + 1 : at));
    }

    /** The same number without signs and zeros that say nothing: {@code -0.500} is {@code -.5}. */
    private static void appendNumber(StringBuilder text, String source, int from, int to) {
        int begin = from;
        int end = to;
        boolean minus = source.charAt(begin) == '-';
        if (minus || source.charAt(begin) == '+') begin++;
        int point = source.indexOf('.', begin);
        if (point >= 0 && point < end) {
            while (source.charAt(end - 1) == '0') end--;
            if (source.charAt(end - 1) == '.') end--;
        }
        while (begin < end && source.charAt(begin) == '0') begin++;
        if (begin == end) {
            text.append('0');
            return;
        }
        if (minus) text.append('-');
        text.append(source, begin, end);
    }
}
