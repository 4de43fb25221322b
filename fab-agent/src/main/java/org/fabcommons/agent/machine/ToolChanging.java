// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.ToolSetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of tools that the agent does: to rest with the spindle off, out of the way, a question, the length of what was put
 * in where something is there to measure it with, and back to the very place. With a fixed setter tools are compared with
 * the one with which the zero was set, and the machine is told the difference (G43.1); a plate says anew where the work's
 * surface is. Of the session's thread.
 */
final class ToolChanging {
    private static final Logger LOG = LoggerFactory.getLogger(ToolChanging.class);
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);
    private static final double TOLERANCE = 0.01;

    /** What is asked, and so what follows the answer. */
    private enum Stage {
        NONE,
        /** The tool that was in could not be measured. */
        BEFORE,
        TOOL,
        PLATE_ON,
        PLATE_OFF,
        /** The tool that was put in could not be measured. */
        AFTER,
        /** Whether what was measured before the machine was reset still holds. */
        LENGTH
    }

    private final String key;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final ToolLengths lengths;
    private final Jogs jogs;
    private final Parking parking;
    private Stage stage = Stage.NONE;
    private String tool = "";
    private Optional<Measuring> measuring = Optional.empty();
    private Modes modes = new Modes(Set.of(), 0);
    /** What the zero or the length has moved the work's coordinates up by since the place was left. */
    private double higher;

    private Consumer<Run> noted = r -> {};

    ToolChanging(String key, Manners manners, Situation now, RunEnd runEnd, ToolLengths lengths) {
        this.key = key;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.lengths = lengths;
        jogs = new Jogs(now.profile());
        parking = new Parking(now.profile());
    }

    private Optional<ToolSetter> setter() {
        return now.profile().toolSetter();
    }

    private boolean fixed() {
        return setter().filter(one -> one.kind() == ToolSetter.Kind.FIXED).isPresent();
    }

    /** @param note told when the question stands, to add what the file says */
    void begin(Run r, ToolChange change, Consumer<Run> note) {
        noted = note;
        tool = change.tool();
        higher = 0;
        measuring = setter().map(one -> new Measuring(now, one, jogs));
        r.enter(Run.Phase.PAUSING);
        var steps = new ArrayList<>(manners.toolChange());
        if (measuring.isPresent()) steps.add(Modes.ASK);
        if (fixed()) steps.add(Step.ask("$#"));
        steps.addAll(parking.leave());
        steps.add(new Step.Then(c -> {
            modes = Modes.of(c);
            // Nobody has measured the tool of the zero yet: it is in.
            return fixed() && lengths.kept().isEmpty() && jogs.knowTheWay(c) ? measured() : List.of();
        }));
        take(r, steps, () -> {
            if (measured("")) putIn(r);
            else asks(r, Stage.BEFORE, Question.unmeasured(trouble()));
        });
    }

    private String trouble() {
        return measuring
                .flatMap(Measuring::trouble)
                .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("");
    }

    private List<Step> measured() {
        var steps = new ArrayList<>(measuring.orElseThrow().approach());
        steps.addAll(measuring.get().probe());
        return steps;
    }

    /** Takes down what was found; false when it was looked for and not found. */
    private boolean measured(String of) {
        if (measuring.isEmpty() || !fixed()) return true;
        var found = measuring.get();
        if (found.touched().isPresent()) {
            double reckoned = now.connection().map(c -> c.seen().toolLength()).orElse(0.0);
            lengths.measured(found.touched().getAsDouble(), of, reckoned);
            LOG.info("{}: {}", key, lengths.sentence());
        }
        return found.trouble().isEmpty();
    }

    private void putIn(Run r) {
        take(r, parking.away(), () -> {
            boolean homed = now.connection().filter(jogs::knowTheWay).isPresent();
            var kind = setter().isEmpty() || (fixed() && !homed)
                    ? Question.Kind.TOOL
                    : fixed() ? Question.Kind.TOOL_SETTER : Question.Kind.TOOL_PLATE;
            asks(r, Stage.TOOL, Question.of(kind, tool));
            noted.accept(r);
        });
    }

    /** A run begins: what the machine has forgotten is asked about first. Tells whether it waits. */
    boolean asksFirst(Run r) {
        if (!fixed() || !lengths.owed()) return false;
        asks(r, Stage.LENGTH, Question.length(lengths.kept().orElseThrow()));
        return true;
    }

    private void asks(Run r, Stage what, Question question) {
        stage = what;
        r.enter(Run.Phase.PAUSED);
        r.asks(question);
        r.listener().paused();
    }

    /** Another run begins. */
    void forget() {
        stage = Stage.NONE;
    }

    /** Whether the answer to what is asked is this one's business. */
    boolean waits() {
        return stage != Stage.NONE;
    }

    /** Steps for a run that is not over by the time; if they fail, it is. */
    private void take(Run r, List<Step> steps, Runnable then) {
        runEnd.steps(steps, MOTION_MS, () -> {
            if (now.is(r)) then.run();
        });
    }

    /**
     * Somebody has answered.
     *
     * @param choice counted from 0; to go on is the first one
     */
    void answer(Run r, int choice) {
        var answered = stage;
        stage = Stage.NONE;
        r.enter(Run.Phase.RESUMING);
        switch (answered) {
            case NONE -> {}
            case BEFORE -> {
                // Without it the next tool is the one that the zero holds for.
                if (choice > 0) putIn(r);
                else
                    take(r, measured(), () -> {
                        if (measured("")) putIn(r);
                        else asks(r, Stage.BEFORE, Question.unmeasured(trouble()));
                    });
            }
            case TOOL -> measure(r);
            case AFTER -> {
                if (choice > 0) back(r, List.of());
                else measure(r);
            }
            case PLATE_ON -> take(r, measuring.orElseThrow().probe(), () -> touched(r));
            case PLATE_OFF -> back(r, List.of());
            case LENGTH -> {
                if (choice > 0) lengths.forget();
                take(r, choice > 0 ? List.of() : tell(), r::goneOn);
            }
        }
    }

    private void measure(Run r) {
        boolean homed = now.connection().filter(jogs::knowTheWay).isPresent();
        if (measuring.isEmpty() || (fixed() && !homed)) {
            back(r, List.of());
        } else if (fixed()) {
            double before = lengths.longerMm();
            take(r, measured(), () -> {
                if (measured(tool)) {
                    higher += lengths.longerMm() - before;
                    fits(r);
                } else asks(r, Stage.AFTER, Question.unmeasured(trouble()));
            });
        } else {
            take(
                    r,
                    measuring.get().approach(),
                    () -> asks(
                            r,
                            measuring.get().trouble().isEmpty() ? Stage.PLATE_ON : Stage.AFTER,
                            measuring.get().trouble().isEmpty()
                                    ? Question.of(Question.Kind.PLATE_ON, "")
                                    : Question.unmeasured(trouble())));
        }
    }

    /** The plate was touched, or was not. */
    private void touched(Run r) {
        var found = measuring.orElseThrow().touched();
        if (found.isEmpty()) {
            asks(r, Stage.AFTER, Question.unmeasured(trouble()));
            return;
        }
        double[] before = new double[1];
        var steps = new ArrayList<Step>();
        steps.add(Jogs.atRest());
        steps.add(new Step.Then(c -> {
            before[0] = offset(c);
            // It stands above the plate by now: that high above the plate's underside is the tool's end.
            double above = c.seen().machinePosition().get("Z")
                    - found.getAsDouble()
                    + setter().orElseThrow().thicknessMm().orElse(0.0);
            return now.profile().control().orElseThrow().lines(Control.ZERO).stream()
                    .map(line -> line.replace("{system}", "0").replace("{move}", "Z" + Numbers.plain(above)))
                    .map(line -> (Step) new Step.Hand(line, Source.CONTROL))
                    .toList();
        }));
        steps.add(Jogs.atRest());
        take(r, steps, () -> {
            higher += now.connection().map(ToolChanging::offset).orElse(before[0]) - before[0];
            LOG.info("{}: the work's surface was found with the plate, Z moved by {} mm", key, higher);
            if (tooFar(r).isEmpty()) asks(r, Stage.PLATE_OFF, Question.of(Question.Kind.PLATE_OFF, ""));
            else fits(r);
        });
    }

    /** Machine minus work coordinates of Z. */
    private static double offset(Connection c) {
        return c.seen().machinePosition().getOrDefault("Z", 0.0)
                - c.seen().position().getOrDefault("Z", 0.0);
    }

    /** Goes on only where the machine can take this tool to where the file takes it. */
    private void fits(Run r) {
        var far = tooFar(r);
        if (far.isEmpty()) {
            back(r, fixed() ? tell() : List.of());
            return;
        }
        measuring.orElseThrow().fails(far.get());
        asks(r, Stage.AFTER, Question.unmeasured(trouble()));
    }

    private Optional<Measuring.Trouble> tooFar(Run r) {
        if (parking.left().isEmpty()) return Optional.empty();
        var envelope = now.profile().envelope();
        var control = now.profile().control().orElseThrow();
        int z = Whereabouts.Axis.Z.number();
        double back = parking.left().get().get("Z") + higher;
        if (back > control.max(envelope, z) + TOLERANCE) return Optional.of(Measuring.Trouble.TOO_LONG);
        double told = now.connection().map(ToolChanging::offset).orElse(0.0);
        // What G43.1 will add is not yet in what the machine reports.
        double offset = fixed() ? told + higher : told;
        double lowest = r.checked()
                .map(Checked::toolpath)
                .flatMap(path -> path.bounds())
                .map(bounds -> bounds.min().z())
                .orElse(Double.POSITIVE_INFINITY);
        return back < control.min(envelope, z) - TOLERANCE || lowest + offset < control.min(envelope, z) - TOLERANCE
                ? Optional.of(Measuring.Trouble.TOO_SHORT)
                : Optional.empty();
    }

    /** The difference, for the machine to add; in its units of now. */
    private List<Step> tell() {
        return List.of(Modes.ASK, new Step.Then(c -> {
            double longer = lengths.longerMm() / (Modes.of(c).inches() ? 25.4 : 1);
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

    /** A line of the file has switched the length off, as many files do to begin with: it is told again. */
    void retell(Run r) {
        r.enter(Run.Phase.RESUMING);
        take(r, tell(), () -> r.enter(Run.Phase.STREAMING));
    }

    private void back(Run r, List<Step> first) {
        var steps = new ArrayList<>(first);
        if (measuring.isPresent()) steps.addAll(modes.restored());
        steps.addAll(parking.back(higher));
        steps.addAll(manners.resume());
        take(r, steps, r::goneOn);
    }
}
