// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.gcode.Held;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.FilamentChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of filament that the agent does, where the firmware does not: drawn back, up, to the parking place, a question; hot
 * again, purged as often as somebody wants, and back to the very place with everything as the file had set it. What the file
 * had set follows from the file itself ({@link Held}). Marlin does all this by its own M600 and is left to it. Of the
 * session's thread.
 */
final class FilamentChanging {
    private static final Logger LOG = LoggerFactory.getLogger(FilamentChanging.class);
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(2);
    /** Below this a cold nozzle lets nothing through. Degrees Celsius; Marlin's EXTRUDE_MINTEMP. */
    private static final double MELTS_C = 170;

    private static final int Z_FEED = 600;
    private static final int TRAVEL_FEED = 6000;

    private enum Stage {
        NONE,
        /** Filament is to be changed. */
        CHANGE,
        /** Purge once more, or go on. */
        PURGE
    }

    private final String key;
    private final Situation now;
    private final RunEnd runEnd;
    private final Consumer<Runnable> mailbox;
    private Stage stage = Stage.NONE;
    private Optional<Held> held = Optional.empty();
    private Optional<Heating> heat = Optional.empty();
    private boolean knows;
    private long waitsSinceMs;
    private boolean cooled;
    private Runnable changed = () -> {};

    FilamentChanging(String key, Situation now, RunEnd runEnd, Consumer<Runnable> mailbox) {
        this.key = key;
        this.now = now;
        this.runEnd = runEnd;
        this.mailbox = mailbox;
    }

    private FilamentChange change() {
        return now.profile().filamentChange().orElseThrow();
    }

    /** Another run begins. */
    void forget() {
        stage = Stage.NONE;
    }

    /** Whether the answer to what is asked is this one's business. */
    boolean waits() {
        return stage != Stage.NONE;
    }

    /**
     * All lines before this one were answered.
     *
     * @param note told when the question stands, to add what the file says
     * @param done what follows when all is as it was
     */
    void begin(Run r, long line, Consumer<Run> note, Runnable done) {
        changed = done;
        r.enter(Run.Phase.PAUSING);
        take(r, List.of(Step.say("M400"), Step.ask("M105")), () -> read(r, line, note));
    }

    /** On a thread of its own, since the file may be large. */
    private void read(Run r, long line, Consumer<Run> note) {
        var reading = new Thread(
                () -> {
                    try (var in = Files.newInputStream(r.request().file())) {
                        var found = Held.before(in, now.profile(), line);
                        mailbox.accept(() -> away(r, found, note));
                    } catch (IOException unreadable) {
                        LOG.warn("{}: {}", key, r.request().file(), unreadable);
                        mailbox.accept(() -> runEnd.fail(
                                "file-unreadable", Detail.of("unreadable", String.valueOf(unreadable.getMessage()))));
                    }
                },
                "filament " + r.request().job());
        reading.setDaemon(true);
        reading.start();
    }

    private void away(Run r, Held found, Consumer<Run> note) {
        if (!now.is(r) || !r.is(Run.Phase.PAUSING)) return;
        held = Optional.of(found);
        cooled = false;
        var c = now.connection().orElseThrow();
        var sensor = "T" + found.tool();
        heat = Optional.ofNullable(c.seen().temperatures().get(sensor))
                .filter(one -> one.target() >= MELTS_C)
                .map(one -> new Heating(sensor, one.target(), false));
        knows = true;
        for (var axis : Whereabouts.Axis.values()) knows &= c.whereabouts().knows(axis);
        var lines = new ArrayList<>(List.of("G21", "M83"));
        push(lines, -change().retractMm());
        if (knows) {
            double up = Math.min(
                    found.at(2) + change().liftMm(),
                    Math.max(found.at(2), now.profile().envelope().maxZ()));
            lines.add("G90");
            lines.add("G1 Z" + word(up - found.shift(2)) + " F" + Z_FEED);
            lines.add("G1 X" + word(change().parkX() - found.shift(0)) + " Y" + word(change().parkY() - found.shift(1))
                    + " F" + travel());
        }
        push(lines, -change().unloadMm());
        lines.add("M400");
        say(r, lines, () -> {
            waitsSinceMs = now.nowMs();
            asks(r, Stage.CHANGE, Question.of(Question.Kind.FILAMENT, ""));
            note.accept(r);
        });
    }

    private long travel() {
        return Math.round(Math.min(TRAVEL_FEED, now.profile().limits().feedMaxMmPerMin()));
    }

    /** Only where it was hot: in a dry run, or with a cold nozzle, nothing is pushed. */
    private void push(List<String> lines, double mm) {
        if (heat.isPresent() && mm != 0) lines.add("G1 E" + word(mm) + " F" + Numbers.plain(change().feedMmPerMin()));
    }

    private static String word(double mm) {
        return Numbers.plain(mm);
    }

    private void asks(Run r, Stage what, Question question) {
        stage = what;
        r.enter(Run.Phase.PAUSED);
        r.asks(question);
        r.listener().paused();
    }

    /** A nozzle does not stay hot over a full tube for as long as a person is away. */
    void look(Connection c) {
        if (stage == Stage.NONE
                || cooled
                || heat.isEmpty()
                || c.scripted()
                || now.liveRun().isEmpty()) return;
        if (now.nowMs() - waitsSinceMs < change().nozzleOffS() * 1000L) return;
        cooled = true;
        c.take(
                List.of(Step.say("M104 S0")),
                RunEnd.STEPS_MS,
                failure -> failure.ifPresent(why -> runEnd.fail("no-answer", why)));
    }

    /**
     * Somebody has answered.
     *
     * @param choice counted from 0; to go on is the first one
     */
    void answer(Run r, int choice) {
        // The nozzle is just going off.
        if (now.connection().filter(c -> !c.scripted()).isEmpty()) return;
        var answered = stage;
        stage = Stage.NONE;
        r.enter(Run.Phase.RESUMING);
        if (answered == Stage.PURGE && choice == 0) {
            // Purged and hot, unless it was left for long.
            warm(r, () -> back(r));
            return;
        }
        warm(r, () -> {
            var lines = new ArrayList<String>();
            if (answered == Stage.CHANGE) push(lines, change().loadMm());
            push(lines, change().purgeMm());
            if (lines.isEmpty()) {
                back(r);
                return;
            }
            lines.add("M400");
            say(r, lines, () -> {
                waitsSinceMs = now.nowMs();
                asks(r, Stage.PURGE, Question.purge());
            });
        });
    }

    /** Waits here and not in the firmware, so that a cancel does not wait too. */
    private void warm(Run r, Runnable then) {
        if (heat.isEmpty()) {
            then.run();
            return;
        }
        cooled = false;
        var wanted = heat.get();
        var tool = held.orElseThrow().tool();
        var set = "M104" + (tool == 0 ? "" : " T" + tool) + " S" + Numbers.plain(wanted.celsius());
        if (refused(set)) return;
        var steps = new ArrayList<Step>();
        steps.add(new Step.Hand(set, Source.FILE));
        steps.addAll(Warming.until(wanted, now));
        take(r, steps, then);
    }

    /** Across above the work, down, and what the file had set. */
    private void back(Run r) {
        var file = held.orElseThrow();
        var lines = new ArrayList<String>();
        push(lines, -change().retractMm());
        lines.add("G90");
        if (knows) {
            lines.add("G1 X" + word(file.at(0) - file.shift(0)) + " Y" + word(file.at(1) - file.shift(1)) + " F"
                    + travel());
            lines.add("G1 Z" + word(file.at(2) - file.shift(2)) + " F" + Z_FEED);
        }
        push(lines, change().retractMm());
        lines.add("G1 F" + word(file.feed()));
        if (file.inches()) lines.add("G20");
        if (file.relative()) lines.add("G91");
        lines.add(file.relativeExtruder() ? "M83" : "M82");
        lines.add(String.format(Locale.ROOT, "G92 E%.5f", file.extruder() / (file.inches() ? 25.4 : 1)));
        say(r, lines, changed);
    }

    /** As lines of the file, which had asked for the change, and may do all of this itself. */
    private void say(Run r, List<String> lines, Runnable then) {
        for (var line : lines) if (refused(line)) return;
        take(
                r,
                lines.stream()
                        .map(line -> (Step) new Step.Hand(line, Source.FILE))
                        .toList(),
                then);
    }

    private boolean refused(String line) {
        var refusal = now.connection().flatMap(c -> c.guard().check(Source.FILE, line));
        refusal.ifPresent(
                why -> runEnd.fail("guard-refused", Detail.of("filament-change").and(why.why())));
        return refusal.isPresent();
    }

    private void take(Run r, List<Step> steps, Runnable then) {
        runEnd.steps(steps, MOTION_MS, () -> {
            if (now.is(r)) then.run();
        });
    }
}
