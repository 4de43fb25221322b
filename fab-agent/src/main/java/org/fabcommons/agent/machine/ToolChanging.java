// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of tools that the agent does: to rest with the spindle off, out of the way, a question, the length of what was put
 * in where something is there to measure it with ({@link ToolOffset}), and back to the very place. With a fixed setter tools are compared with
 * the one with which the zero was set, and the machine is told the difference (G43.1); a plate says anew where the work's
 * surface is. Of the session's thread.
 */
final class ToolChanging {
    private static final Logger LOG = LoggerFactory.getLogger(ToolChanging.class);

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
    private final ToolOffset offset;
    private Stage stage = Stage.NONE;
    private Optional<Way> way = Optional.empty();
    private String tool = "";

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
        offset = new ToolOffset(key, now, lengths, jogs);
    }

    /** @param note told when the question stands, to add what the file says */
    void begin(Run r, ToolChange change, Consumer<Run> note) {
        noted = note;
        tool = change.tool();
        atStart = false;
        offset.begin();
        r.enter(Run.Phase.PAUSING);
        var steps = new ArrayList<>(manners.toolChange());
        steps.addAll(offset.look(parking.leave()));
        take(r, () -> steps, () -> first(r));
    }

    /** Nobody has measured the tool of the zero yet: it is in. */
    private void first(Run r) {
        boolean measures = offset.fixed() && !lengths.comparable() && offset.homed();
        if (!measures) {
            putIn(r);
            return;
        }
        take(r, offset::measure, () -> {
            if (offset.measured(r, "")) putIn(r);
            else unmeasured(r, Stage.BEFORE);
        });
    }

    private void unmeasured(Run r, Stage what) {
        asks(r, what, Question.unmeasured(offset.trouble()));
    }

    private void putIn(Run r) {
        take(r, parking::away, () -> {
            if (offset.fixed()) lengths.unsure();
            var kind = !canMeasure()
                    ? Question.Kind.TOOL
                    : offset.fixed() ? Question.Kind.TOOL_SETTER : Question.Kind.TOOL_PLATE;
            asks(r, Stage.TOOL, Question.of(kind, tool));
            noted.accept(r);
        });
    }

    private boolean canMeasure() {
        return offset.measures() && (!offset.fixed() || offset.homed());
    }

    /**
     * A run begins: it is looked at what the machine reckons with, and what it has forgotten is asked about. Tells whether
     * the run waits for that.
     *
     * @param begins called if there is nothing to ask
     */
    boolean looksFirst(Run r, Runnable begins) {
        if (!offset.fixed() || !lengths.doubtful()) return false;
        atStart = true;
        offset.begin();
        tool = "";
        r.enter(Run.Phase.RESUMING);
        take(r, () -> offset.look(parking.leave()), () -> {
            var kept = lengths.kept().orElseThrow();
            switch (lengths.doubt()) {
                case TOOL -> asks(r, Stage.UNFINISHED, Question.unfinished());
                case ZERO -> {
                    lengths.zeroHolds(offset.reckonedMm());
                    begins(r, begins);
                }
                case NONE -> {
                    if (lengths.same(offset.reckonedMm())) {
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
        r.listener().held(Question.ASKED, question.said());
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
        now.connection().orElseThrow().take(steps.get(), RunEnd.MOTION_MS, failure -> {
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
            case PLATE_ON -> take(r, offset::probe, () -> touched(r));
            case PLATE_OFF -> back(r, List.of());
            case LENGTH, UNFINISHED -> {
                if (choice > 0) {
                    lengths.zeroHolds(offset.reckonedMm());
                    r.goneOn();
                } else if (answered == Stage.LENGTH) take(r, offset::tell, r::goneOn);
                else if (offset.homed()) measure(r);
                else asks(r, Stage.UNFINISHED, Question.unmeasured(ToolOffset.word(Measuring.Trouble.NOT_HOMED)));
            }
            case BROKEN_OFF -> {
                var again = way.orElseThrow();
                take(r, again.steps(), again.then());
            }
        }
    }

    private void measure(Run r) {
        if (!canMeasure()) {
            without(r);
        } else if (offset.fixed()) {
            double before = lengths.longerMm();
            take(r, offset::measure, () -> {
                if (offset.measured(r, tool)) {
                    if (!atStart) offset.raise(lengths.longerMm() - before);
                    fits(r);
                } else unmeasured(r, Stage.AFTER);
            });
        } else {
            take(r, offset::approach, () -> {
                if (offset.trouble().isEmpty()) asks(r, Stage.PLATE_ON, Question.of(Question.Kind.PLATE_ON, ""));
                else unmeasured(r, Stage.AFTER);
            });
        }
    }

    /** Its length is the person's business. */
    private void without(Run r) {
        lengths.sure();
        back(r, List.of());
    }

    /** The plate was touched, or was not. */
    private void touched(Run r) {
        if (!offset.plateTouched()) {
            unmeasured(r, Stage.AFTER);
            return;
        }
        take(r, offset::zeroAtPlate, () -> {
            offset.zeroTaken();
            if (hasRoom(r)) asks(r, Stage.PLATE_OFF, Question.of(Question.Kind.PLATE_OFF, ""));
            else unmeasured(r, Stage.AFTER);
        });
    }

    /** Goes on only where the machine can take this tool to where the file takes it. */
    private void fits(Run r) {
        if (hasRoom(r)) back(r, offset.tell());
        else unmeasured(r, Stage.AFTER);
    }

    private boolean hasRoom(Run r) {
        return parking.left()
                .map(left -> offset.fits(left.get("Z"), r.checked()))
                .orElse(true);
    }

    /** A line of the file has switched the length off, as many files do to begin with: it is told again. */
    void retell(Run r) {
        r.enter(Run.Phase.RESUMING);
        take(r, offset::tell, () -> r.enter(Run.Phase.STREAMING));
    }

    private void back(Run r, List<Step> first) {
        take(
                r,
                () -> {
                    var steps = new ArrayList<>(first);
                    steps.addAll(offset.restored());
                    steps.addAll(parking.back(offset.higherMm()));
                    steps.addAll(manners.resume());
                    return steps;
                },
                r::goneOn);
    }
}
