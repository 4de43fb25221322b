// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fabcommons.agent.guard.Source;
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
        LENGTH,
        /** A change did not come to its end before: which tool is in? */
        UNFINISHED,
        /** A move of the agent's own was broken off. */
        BROKEN_OFF
    }

    /** Steps that may be taken once more from the beginning, wherever the machine stands, and what follows them. */
    private record Way(Supplier<List<Step>> steps, Runnable then) {}

    private final String key;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final ToolLengths lengths;
    private final Jogs jogs;
    private final Parking parking;
    private final HoldWatch hold;
    private Stage stage = Stage.NONE;
    private Optional<Way> way = Optional.empty();
    private String tool = "";
    private Optional<Measuring> measuring = Optional.empty();
    private Modes modes = new Modes(Set.of(), 0);
    /** What the zero or the length has moved the work's coordinates up by since the place was left. */
    private double higher;
    /** What the machine was found to reckon with, when it was looked at last. */
    private double reckoned;

    /** Before its first line, where the place it stands at is none of the file's. */
    private boolean atStart;

    private Consumer<Run> noted = r -> {};

    ToolChanging(String key, Manners manners, Situation now, RunEnd runEnd, ToolLengths lengths) {
        this.key = key;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.lengths = lengths;
        hold = new HoldWatch(now);
        jogs = new Jogs(now.profile());
        parking = new Parking(now.profile(), jogs);
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
        atStart = false;
        higher = 0;
        measuring = setter().map(one -> new Measuring(now, one, jogs));
        r.enter(Run.Phase.PAUSING);
        var steps = new ArrayList<>(manners.toolChange());
        steps.addAll(looked());
        take(r, () -> steps, () -> first(r));
    }

    /** What holds at the machine, and where it stands. */
    private List<Step> looked() {
        var steps = new ArrayList<Step>();
        if (measuring.isPresent()) {
            steps.add(Modes.ASK);
            steps.add(Offsets.ASK);
        }
        steps.addAll(parking.leave());
        steps.add(new Step.Then(c -> {
            modes = Modes.of(c);
            reckoned = c.seen().toolLength();
            return List.of();
        }));
        return steps;
    }

    /** Nobody has measured the tool of the zero yet: it is in. */
    private void first(Run r) {
        boolean measures = fixed() && !lengths.comparable() && homed();
        if (!measures) {
            putIn(r);
            return;
        }
        take(r, this::measured, () -> {
            if (measured(r, "")) putIn(r);
            else asks(r, Stage.BEFORE, Question.unmeasured(trouble()));
        });
    }

    private boolean homed() {
        return now.connection().filter(jogs::knowTheWay).isPresent();
    }

    private String trouble() {
        return measuring.flatMap(Measuring::trouble).map(ToolChanging::word).orElse("");
    }

    private static String word(Measuring.Trouble why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<Step> measured() {
        var steps = new ArrayList<>(measuring.orElseThrow().approach());
        steps.addAll(measuring.get().probe());
        return steps;
    }

    /** Takes down what was found; false when it was looked for and not found. */
    private boolean measured(Run r, String of) {
        if (measuring.isEmpty() || !fixed()) return true;
        var found = measuring.get();
        if (found.touched().isPresent()) {
            lengths.measured(found.touched().getAsDouble(), of, reckoned);
            LOG.info("{}: {}", key, lengths.sentence());
            r.listener().measured(of, lengths.longerMm());
        }
        return found.trouble().isEmpty();
    }

    private void putIn(Run r) {
        take(r, parking::away, () -> {
            if (fixed()) lengths.unsure();
            var kind = setter().isEmpty() || (fixed() && !homed())
                    ? Question.Kind.TOOL
                    : fixed() ? Question.Kind.TOOL_SETTER : Question.Kind.TOOL_PLATE;
            asks(r, Stage.TOOL, Question.of(kind, tool));
            noted.accept(r);
        });
    }

    /**
     * A run begins: it is looked at what the machine reckons with, and what it has forgotten is asked about. Tells whether
     * the run waits for that.
     *
     * @param begins called if there is nothing to ask
     */
    boolean looksFirst(Run r, Runnable begins) {
        if (!fixed() || !lengths.doubtful()) return false;
        atStart = true;
        measuring = setter().map(one -> new Measuring(now, one, jogs));
        higher = 0;
        tool = "";
        r.enter(Run.Phase.RESUMING);
        take(r, this::looked, () -> {
            var kept = lengths.kept().orElseThrow();
            switch (lengths.doubt()) {
                case TOOL -> asks(r, Stage.UNFINISHED, Question.unfinished());
                case ZERO -> {
                    lengths.zeroHolds(reckoned);
                    begins(r, begins);
                }
                case NONE -> {
                    if (lengths.same(reckoned)) {
                        lengths.told();
                        begins(r, begins);
                    } else asks(r, Stage.LENGTH, Question.length(kept));
                }
            }
        });
        return true;
    }

    private static void begins(Run r, Runnable then) {
        r.enter(Run.Phase.STREAMING);
        then.run();
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
        way = Optional.empty();
        hold.forget();
    }

    /** Looks whether the machine is held in the middle of the agent's own moves. */
    void look(Connection c) throws IOException {
        hold.look(c, way.isPresent());
    }

    /** A person wants it to stand still, in the middle of the agent's own moves; false when there are none. */
    boolean pause() {
        if (way.isEmpty() || stage != Stage.NONE) return false;
        hold.want();
        return true;
    }

    /** Whether the answer to what is asked is this one's business. */
    boolean waits() {
        return stage != Stage.NONE || hold.holds();
    }

    /** Steps for a run that is not over by the time; if they fail, it is, unless only a move was broken off. */
    private void take(Run r, Supplier<List<Step>> steps, Runnable then) {
        way = Optional.of(new Way(steps, then));
        jogs.begin();
        now.connection().orElseThrow().take(steps.get(), MOTION_MS, failure -> {
            if (!now.is(r)) return;
            if (failure.isEmpty()) {
                way = Optional.empty();
                then.run();
            } else if (jogs.brokenOff()) {
                LOG.info("{}: {}", key, failure.get());
                asks(r, Stage.BROKEN_OFF, Question.of(Question.Kind.BROKEN_OFF, ""));
            } else {
                way = Optional.empty();
                runEnd.fail("no-answer", failure.get());
            }
        });
    }

    /**
     * Somebody has answered.
     *
     * @param choice counted from 0; to go on is the first one
     */
    void answer(Run r, int choice) {
        if (hold.holds()) {
            hold.release();
            return;
        }
        var answered = stage;
        stage = Stage.NONE;
        r.enter(Run.Phase.RESUMING);
        switch (answered) {
            case NONE -> {}
            case BEFORE -> {
                // Without it the next tool is the one that the zero holds for.
                if (choice > 0) putIn(r);
                else first(r);
            }
            case TOOL -> measure(r);
            case AFTER -> {
                if (choice > 0) without(r);
                else measure(r);
            }
            case PLATE_ON -> take(r, measuring.orElseThrow()::probe, () -> touched(r));
            case PLATE_OFF -> back(r, List.of());
            case LENGTH, UNFINISHED -> {
                if (choice > 0) {
                    lengths.zeroHolds(reckoned);
                    r.goneOn();
                } else if (answered == Stage.LENGTH) take(r, this::tell, r::goneOn);
                else if (homed()) measure(r);
                else asks(r, Stage.UNFINISHED, Question.unmeasured(word(Measuring.Trouble.NOT_HOMED)));
            }
            case BROKEN_OFF -> {
                var again = way.orElseThrow();
                take(r, again.steps(), again.then());
            }
        }
    }

    private void measure(Run r) {
        if (measuring.isEmpty() || (fixed() && !homed())) {
            without(r);
        } else if (fixed()) {
            double before = lengths.longerMm();
            take(r, this::measured, () -> {
                if (measured(r, tool)) {
                    if (!atStart) higher += lengths.longerMm() - before;
                    fits(r);
                } else asks(r, Stage.AFTER, Question.unmeasured(trouble()));
            });
        } else {
            take(
                    r,
                    measuring.get()::approach,
                    () -> asks(
                            r,
                            measuring.get().trouble().isEmpty() ? Stage.PLATE_ON : Stage.AFTER,
                            measuring.get().trouble().isEmpty()
                                    ? Question.of(Question.Kind.PLATE_ON, "")
                                    : Question.unmeasured(trouble())));
        }
    }

    /** Its length is the person's business. */
    private void without(Run r) {
        lengths.sure();
        back(r, List.of());
    }

    /** The plate was touched, or was not. */
    private void touched(Run r) {
        var found = measuring.orElseThrow().touched();
        if (found.isEmpty()) {
            asks(r, Stage.AFTER, Question.unmeasured(trouble()));
            return;
        }
        var before = new double[1];
        var steps = new ArrayList<Step>();
        steps.add(Offsets.ASK);
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
        // Nothing here is done twice, however often it is asked for: it is the same zero.
        steps.add(Offsets.ASK);
        steps.add(Jogs.atRest());
        take(r, () -> steps, () -> {
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
        double told = now.connection().map(ToolChanging::offset).orElse(0.0);
        // What G43.1 will add is not yet in what the machine reports.
        double offset = fixed() ? told - reckoned + lengths.longerMm() : told;
        return new ToolRoom(now.profile()).lacks(parking.left().get().get("Z") + higher, offset, r.checked());
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
        take(r, this::tell, () -> r.enter(Run.Phase.STREAMING));
    }

    private void back(Run r, List<Step> first) {
        take(
                r,
                () -> {
                    var steps = new ArrayList<>(first);
                    if (measuring.isPresent()) steps.addAll(modes.restored());
                    steps.addAll(parking.back(higher));
                    steps.addAll(manners.resume());
                    return steps;
                },
                r::goneOn);
    }
}
