// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.ToolSetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one change of tools does to the machine's Z: where the new tool touches the setter or the plate, by how much the
 * work's coordinates move for it, and how the machine is told. Steps and figures only; what people are asked about it is
 * {@link ToolChanging}'s. Of the session's thread.
 */
final class ToolOffset {
    private static final Logger LOG = LoggerFactory.getLogger(ToolOffset.class);
    private static final double MM_PER_INCH = 25.4;

    private final String key;
    private final Situation now;
    private final ToolLengths lengths;
    private final Jogs jogs;
    private Optional<Measuring> measuring = Optional.empty();
    private Modes modes = new Modes(Set.of(), 0);
    /** What the zero or the length has moved the work's coordinates up by since the place was left. Millimetres. */
    private double higher;
    /** The length that the machine was found to reckon with, when it was looked at last. Millimetres. */
    private double reckoned;
    /** Machine minus work coordinates of Z before the plate was touched. Millimetres. */
    private double before;

    ToolOffset(String key, Situation now, ToolLengths lengths, Jogs jogs) {
        this.key = key;
        this.now = now;
        this.lengths = lengths;
        this.jogs = jogs;
    }

    private Optional<ToolSetter> setter() {
        return now.profile().toolSetter();
    }

    /** Whether there is something to measure tools with. */
    boolean measures() {
        return measuring.isPresent();
    }

    /** Whether tools are compared by a setter that stays where it is. */
    boolean fixed() {
        return setter().filter(one -> one.kind() == ToolSetter.Kind.FIXED).isPresent();
    }

    /** Whether the machine knows the way to it. */
    boolean homed() {
        return now.connection().filter(jogs::knowTheWay).isPresent();
    }

    double reckonedMm() {
        return reckoned;
    }

    double higherMm() {
        return higher;
    }

    /** Why there is no result, as texts name it; empty when nothing went wrong. */
    String trouble() {
        return measuring.flatMap(Measuring::trouble).map(ToolOffset::word).orElse("");
    }

    static String word(Measuring.Trouble why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A change begins, or a run that may have to measure. */
    void begin() {
        measuring = setter().map(one -> new Measuring(now, one, jogs));
        higher = 0;
    }

    /** What holds at the machine, while it leaves the place where it stands. */
    List<Step> look(List<Step> leaving) {
        var steps = new ArrayList<Step>();
        if (measures()) {
            steps.add(Modes.ASK);
            steps.add(Offsets.ASK);
        }
        steps.addAll(leaving);
        steps.add(new Step.Then(c -> {
            modes = Modes.of(c);
            reckoned = c.seen().toolLength();
            return List.of();
        }));
        return steps;
    }

    /** The modes as they were when it was looked at last. */
    List<Step> restored() {
        return measures() ? modes.restored() : List.of();
    }

    List<Step> approach() {
        return measuring.orElseThrow().approach();
    }

    List<Step> probe() {
        return measuring.orElseThrow().probe();
    }

    List<Step> measure() {
        var steps = new ArrayList<>(approach());
        steps.addAll(probe());
        return steps;
    }

    /**
     * Takes down what a fixed setter was touched at; false when that was looked for and not found.
     *
     * @param tool that was measured; empty for the one with which the zero was set
     */
    boolean measured(Run r, String tool) {
        if (!measures() || !fixed()) return true;
        var found = measuring.get();
        if (found.touched().isPresent()) {
            lengths.measured(found.touched().getAsDouble(), tool, reckoned);
            LOG.info("{}: {}", key, lengths.sentence());
            r.listener().measured(tool, lengths.longerMm());
        }
        return found.trouble().isEmpty();
    }

    /** The tool is longer by this than the one before. */
    void raise(double mm) {
        higher += mm;
    }

    boolean plateTouched() {
        return measuring.orElseThrow().touched().isPresent();
    }

    /** Says that the underside of the plate is the work's zero. Done twice it is the same zero. */
    List<Step> zeroAtPlate() {
        double touched = measuring.orElseThrow().touched().orElseThrow();
        var steps = new ArrayList<Step>();
        steps.add(Offsets.ASK);
        steps.add(Jogs.atRest());
        steps.add(new Step.Then(c -> {
            before = offset(c);
            // It stands above the plate by now: that high above the plate's underside is the tool's end.
            double above = c.seen().machinePosition().get("Z")
                    - touched
                    + setter().orElseThrow().thicknessMm().orElse(0.0);
            return now.profile().control().orElseThrow().lines(Control.ZERO).stream()
                    .map(line -> line.replace("{system}", "0").replace("{move}", "Z" + Numbers.plain(above)))
                    .map(line -> (Step) new Step.Hand(line, Source.CONTROL))
                    .toList();
        }));
        steps.add(Offsets.ASK);
        steps.add(Jogs.atRest());
        return steps;
    }

    /** The machine has taken the zero of the plate. */
    void zeroTaken() {
        raise(now.connection().map(ToolOffset::offset).orElse(before) - before);
        LOG.info("{}: the work's surface was found with the plate, Z moved by {} mm", key, higher);
    }

    /** Machine minus work coordinates of Z. */
    private static double offset(Connection c) {
        return c.seen().machinePosition().getOrDefault("Z", 0.0)
                - c.seen().position().getOrDefault("Z", 0.0);
    }

    /**
     * Whether the machine can take this tool to where the file takes it; if not, that is the {@link #trouble}.
     *
     * @param left where it is to go back to, from the machine's zero
     */
    boolean fits(double left, Optional<Checked> file) {
        double told = now.connection().map(ToolOffset::offset).orElse(0.0);
        // What G43.1 will add is not yet in what the machine reports.
        double offset = fixed() ? told - reckoned + lengths.longerMm() : told;
        var lacks = new ToolRoom(now.profile()).lacks(left + higher, offset, file);
        lacks.ifPresent(measuring.orElseThrow()::fails);
        return lacks.isEmpty();
    }

    /** The difference, for the machine to add; in its units of now. */
    List<Step> tell() {
        return List.of(Modes.ASK, new Step.Then(c -> {
            double longer = lengths.longerMm() / (Modes.of(c).inches() ? MM_PER_INCH : 1);
            var move = String.format(Locale.ROOT, "Z%.4f", longer);
            var steps = new ArrayList<Step>();
            for (var line : now.profile().control().orElseThrow().lines(Control.TOOL_LENGTH))
                steps.add(new Step.Hand(line.replace("{move}", move), Source.CONTROL));
            steps.add(new Step.Then(d -> {
                lengths.told();
                return List.of();
            }));
            return steps;
        }));
    }
}
