// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.profile.Profile;

/**
 * What goes to the machine in the place of a line that its firmware does not know, and that comes to the same: drilling
 * cycles hole by hole, a change of tools apart from what stands beside it, and nothing for what the profile leaves out
 * ({@code commands.leftOut}). Whatever looks at a file looks at it through this, so that all see the same.
 *
 * <p>All lines given for one bear its number.
 */
final class Rewriting {
    private static final Set<String> RETRACTS = Set.of("G98", "G99");
    /** Words that may belong to what is left out. */
    private static final String PARAMETERS = "HPQD";
    /** Commands to which such a word may belong instead. */
    private static final Set<String> WITH_PARAMETERS =
            Set.of("G4", "G10", "G43.1", "G73", "G82", "G83", "G89", "M3", "M4");

    private static final Set<String> MOTIONS =
            Set.of("G0", "G1", "G2", "G3", "G80", "G38.2", "G38.3", "G38.4", "G38.5");

    private final Interpreter at;
    private final Map<String, String> leavesOut;
    private final boolean drills;
    private final boolean splitsToolChange;

    /** The cycle that axis words alone repeat. */
    private Optional<String> cycle = Optional.empty();
    /** The last one, also after another motion. */
    private Optional<String> before = Optional.empty();
    /** What its lines have said so far, R, Z, Q and P: posts such as UCCNC's say it once for all holes until G80. */
    private final Map<Character, Word> said = new HashMap<>();

    private boolean backToStart = true;
    private double start;

    /** @param at follows the lines that this gives */
    Rewriting(Profile profile, Interpreter at) {
        this.at = at;
        leavesOut = profile.commands().leftOut();
        drills = profile.kind() == Profile.Kind.MILL_LASER;
        splitsToolChange = profile.commands().hostChangesTools();
    }

    /** Whether axis words alone drill another hole. */
    boolean inCycle() {
        return cycle.isPresent();
    }

    /** A straight move, which nothing stands in the place of, has come between. */
    void straight() {
        cycle = Optional.empty();
    }

    /** What the profile leaves out of this line. */
    List<String> leftOut(Line line) {
        if (leavesOut.isEmpty() || line.fault().isPresent()) return List.of();
        return line.codes().stream().filter(leavesOut::containsKey).toList();
    }

    /** Whether what it gives depends on where the tool is. */
    boolean follows() {
        return drills;
    }

    /** What is sent for a line, in its order; it may be nothing at all. */
    List<Line> of(Line line) {
        if (leavesOut.isEmpty() && !splitsToolChange && !drills) return List.of(line);
        if (line.fault().isPresent() || line.words().isEmpty()) return List.of(line);
        var codes = line.codes();
        if (cycle.isEmpty() && isMove(codes)) return List.of(line);
        var kept = leftOut(line).isEmpty() ? line : without(line, codes);
        if (kept.words().isEmpty()) return List.of();
        if (splitsToolChange && kept.codes().contains("M6") && kept.words().size() > 1) return toolChange(kept);
        return drills ? drilling(kept) : List.of(kept);
    }

    /** As nearly every line is, outside of cycles. */
    private boolean isMove(List<String> codes) {
        if (codes.size() != 1) return false;
        var code = codes.get(0);
        return (code.equals("G0") || code.equals("G1")) && !leavesOut.containsKey(code);
    }

    private Line without(Line line, List<String> codes) {
        boolean others = codes.stream().anyMatch(WITH_PARAMETERS::contains);
        return made(
                line,
                line.words().stream()
                        .filter(word -> !leavesOut.containsKey(word.code()))
                        .filter(word -> others || PARAMETERS.indexOf(word.letter()) < 0)
                        .map(Rewriting::text)
                        .collect(Collectors.joining(" ")));
    }

    /** First the change, then the rest, as NIST orders the words of a line. */
    private static List<Line> toolChange(Line line) {
        var change = new ArrayList<String>();
        var rest = new ArrayList<String>();
        for (var word : line.words())
            (word.letter() == 'T' || word.code().equals("M6") ? change : rest).add(text(word));
        var lines = new ArrayList<Line>();
        lines.add(made(line, String.join(" ", change)));
        if (!rest.isEmpty()) lines.add(made(line, String.join(" ", rest)));
        return lines;
    }

    private List<Line> drilling(Line line) {
        var codes = line.codes();
        var named = codes.stream().filter(DrillingCycle.CODES::contains).findFirst();
        boolean ends = codes.stream().anyMatch(MOTIONS::contains);
        boolean retracts = codes.stream().anyMatch(RETRACTS::contains);
        if (codes.contains("G98")) backToStart = true;
        if (codes.contains("G99")) backToStart = false;
        if (codes.contains("G80") || (named.isPresent() && !named.equals(before))) said.clear();
        if (named.isPresent() && !named.equals(cycle)) start = z();
        if (ends) cycle = Optional.empty();
        if (named.isPresent()) cycle = named;
        if (named.isPresent()) before = named;
        boolean hole = named.isPresent() || (cycle.isPresent() && (line.has('X') || line.has('Y') || line.has('Z')));
        if (!hole && !retracts) return List.of(line);
        return hole ? hole(line) : rest(line, "");
    }

    private List<Line> hole(Line line) {
        for (var word : line.words()) if ("RZQP".indexOf(word.letter()) >= 0) said.put(word.letter(), word);
        boolean relative =
                line.codes().contains("G91") || (at.relative() && !line.codes().contains("G90"));
        // Counted from where the tool is, and in other planes, cycles mean something else; L repeats them.
        // And who does not know how high the tool is cannot say which way it goes first.
        boolean plain = !relative && !at.adrift(2) && at.plane() == 17 && !line.has('L') && !line.has('K');
        if (!plain || !said.containsKey('R') || !said.containsKey('Z')) return faulty(line);
        var drilled = new DrillingCycle(
                cycle.orElseThrow(), value('Z'), value('R'), value('Q'), Optional.ofNullable(said.get('P')));
        if (!drilled.possible()) return faulty(line);
        var across = line.words().stream()
                .filter(word -> word.letter() == 'X' || word.letter() == 'Y')
                .map(Rewriting::text)
                .collect(Collectors.joining(" "));
        double back = backToStart ? Math.max(start, drilled.clear()) : drilled.clear();
        var lines = new ArrayList<>(rest(line, "XYZRQP"));
        for (var move : drilled.moves(z(), back, across, at.inches())) lines.add(made(line, move));
        return lines;
    }

    /** The line without the cycle's words. */
    private static List<Line> rest(Line line, String letters) {
        var words = line.words().stream()
                .filter(word -> letters.indexOf(word.letter()) < 0)
                .filter(word -> !DrillingCycle.CODES.contains(word.code()) && !RETRACTS.contains(word.code()))
                .map(Rewriting::text)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? List.of() : List.of(made(line, words));
    }

    private static List<Line> faulty(Line line) {
        return List.of(new Line(line.number(), line.text(), line.words(), Optional.of(Line.Fault.CYCLE)));
    }

    private double value(char letter) {
        return said.containsKey(letter) ? said.get(letter).value() : 0;
    }

    /** Where the tool is, as the file counts. */
    private double z() {
        return (at.at(2) - at.shift(2)) / (at.inches() ? 25.4 : 1);
    }

    private static Line made(Line line, String text) {
        return Line.parse(line.number(), text);
    }

    private static String text(Word word) {
        return word.hasValue() ? word.letter() + DrillingCycle.number(word.value()) : String.valueOf(word.letter());
    }
}
