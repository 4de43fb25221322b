// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Language;

/** Carries out, one after the other, what people ask by hand. Of the session's thread. */
final class ByHand {
    /** A page renews a held jog several times a second; after so long without it the jog ends. Milliseconds. */
    static final long LEASE_MS = 600;
    /** People press a button some times too often, not more. */
    private static final int MOST_WAITING = 20;
    /** Homing a large machine, or heating within a macro. Milliseconds. */
    private static final long LONGEST_MS = 1_800_000;
    /** From the answer to a command until a report tells of it. Milliseconds. */
    private static final long REPORT_MS = 3000;

    /** Why something is not done. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Hand.Problem problem;

        Refused(String code, String detail) {
            this(new Hand.Problem(code, detail));
        }

        Refused(String code, Wrong wrong) {
            this(Hand.Problem.of(code, wrong));
        }

        Refused(Hand.Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        Hand.Done done() {
            return new Hand.Done(Optional.of(problem), Map.of());
        }
    }

    /** Steps once it is the task's turn; may refuse. */
    private record Task(
            String what,
            Function<Connection, List<Step>> steps,
            Function<Connection, Hand.Done> result,
            CompletableFuture<Hand.Done> end,
            boolean alsoLocked) {}

    private final Situation now;
    private final Manners manners;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private Optional<Task> current = Optional.empty();
    private Optional<Connection> on = Optional.empty();
    private Optional<HeldJog> held = Optional.empty();
    private Optional<Question> coming = Optional.empty();
    /** What is being carried out began while the machine was locked, and it still is, from then. */
    private boolean unlocking;

    private long alarmsBefore;

    ByHand(Situation now, Manners manners) {
        this.now = now;
        this.manners = manners;
    }

    /** This line of a person's makes the machine ask. */
    void comes(Optional<Question> asked) {
        coming = asked;
    }

    /** What the machine itself waits for where no job does: a line that a person sent, or its own button. */
    Optional<Question> question() {
        boolean waits = now.run().isEmpty() && now.ready() && answer().isPresent();
        if (!waits || !now.connection().orElseThrow().seen().waitsForPerson()) return Optional.empty();
        var asked = coming.orElseGet(() -> Question.of(Question.Kind.WAIT, ""));
        return Optional.of(new Question(asked.kind(), asked.what(), asked.note(), List.of("go-on")));
    }

    /** What ends such a wait. Source: Marlin 2.1, M108. */
    private Optional<String> answer() {
        return now.profile().commands().host().stream().filter("M108"::equals).findFirst();
    }

    /** A person lets it go on. */
    void goOn() {
        now.connection().ifPresent(c -> answer().ifPresent(c::meanwhile));
    }

    /** What is being carried out. */
    Optional<String> doing() {
        return held.isPresent() ? Optional.of("jog") : current.map(Task::what);
    }

    Control control() {
        return now.profile()
                .control()
                .orElseThrow(() -> new Refused("not-offered", "This machine cannot be commanded by hand."));
    }

    /** The lines of an action, their holes filled. */
    List<String> lines(String action, Map<String, String> values) {
        var lines = new ArrayList<String>();
        for (var template : control().lines(action)) {
            var line = template;
            for (var value : values.entrySet()) line = line.replace("{" + value.getKey() + "}", value.getValue());
            if (line.contains("{")) throw new Refused("incomplete", "A value is missing for \"" + template + "\".");
            lines.add(line);
        }
        if (lines.isEmpty()) throw new Refused("not-offered", "This machine does not offer \"" + action + "\".");
        return lines;
    }

    // ---- asking

    CompletionStage<Hand.Done> ask(
            String what, Function<Connection, List<Step>> steps, Function<Connection, Hand.Done> result) {
        return ask(new Task(what, steps, result, new CompletableFuture<>(), false));
    }

    /** grbl and its kin are locked when they are switched on, and homing is the way out of it: {@code '$H'|'$X' to unlock}. */
    CompletionStage<Hand.Done> askHome(Function<Connection, List<Step>> steps, Function<Connection, Hand.Done> result) {
        boolean also = now.profile().language() == Language.GRBL;
        return ask(new Task("home", steps, result, new CompletableFuture<>(), also));
    }

    private CompletionStage<Hand.Done> ask(Task task) {
        if (waiting.size() >= MOST_WAITING)
            return end(task, Hand.Done.not("machine-busy", "The machine has not yet done what was asked before."));
        try {
            ready(task.alsoLocked());
        } catch (Refused not) {
            return end(task, not.done());
        }
        waiting.add(task);
        return task.end();
    }

    private static CompletionStage<Hand.Done> end(Task task, Hand.Done how) {
        task.end().complete(how);
        return task.end();
    }

    /** Refuses what cannot be begun now. */
    private Connection ready() {
        return ready(false);
    }

    private Connection ready(boolean alsoLocked) {
        if (!now.ready() || now.connection().isEmpty())
            throw new Refused(
                    "machine-offline", now.trouble().map(Told::toString).orElse("The machine is not connected."));
        if (now.run().isPresent())
            throw new Refused("machine-busy", "A job is on the machine: pause, cancel or stop it first.");
        if (now.caring()) throw new Refused("machine-busy", "The machine is being stopped or made safe.");
        var c = now.connection().get();
        if (c.seen().fatal().isPresent() || (c.seen().alarmed() && !alsoLocked))
            throw new Refused("machine-alarm", "The machine is locked. Make sure that it is clear, then unlock it.");
        return c;
    }

    void hold(Whereabouts.Axis axis, boolean up, double feed, boolean watched) {
        if (held.isPresent()) {
            if (held.get().is(axis, up)) held.get().renew(now.nowMs() + LEASE_MS);
            else held.get().release();
            return;
        }
        // Also while the last held jog is still brought to rest.
        if (now.byHand() || !waiting.isEmpty()) return;
        var c = ready();
        double room = room(c, axis, up, watched);
        if (room < HeldJog.LEAST_MM)
            throw new Refused("beyond-envelope", new Wrong("noRoom", "%s can go no further that way.", axis));
        held = Optional.of(new HeldJog(
                axis, up, speed(feed), room, now.nowMs() + LEASE_MS, (move, mmPerMin) -> jog(move, mmPerMin)));
        on = Optional.of(c);
        now.byHand(true);
    }

    void release() {
        held.ifPresent(HeldJog::release);
    }

    /** As fast as the machine can be asked to go. */
    double speed(double feed) {
        if (!(feed > 0)) throw new Refused("feed", "The feed rate must be above 0 mm/min.");
        return Math.min(feed, now.profile().limits().feedMaxMmPerMin());
    }

    List<String> jog(String move, double mmPerMin) {
        return lines(Control.JOG, Map.of("move", move, "feed", Numbers.plain(mmPerMin)));
    }

    /** How far this axis may go; refuses where nobody knows and nobody watches. */
    double room(Connection c, Whereabouts.Axis axis, boolean up, boolean watched) {
        return c.whereabouts().room(axis, up, now.profile()).orElseGet(() -> {
            if (!watched)
                throw new Refused(
                        "position-unknown",
                        "The machine does not know where " + axis
                                + " is. Home it, or say that you watch it: then it goes "
                                + Numbers.plain(control().blindStepMm()) + " mm at most.");
            return control().blindStepMm();
        });
    }

    /** Ends what is asked and under way; somebody else has the machine now. */
    void abandon(String code, String why) {
        current.ifPresent(task -> task.end().complete(Hand.Done.not(code, why)));
        current = Optional.empty();
        waiting.forEach(task -> task.end().complete(Hand.Done.not(code, why)));
        waiting.clear();
        held = Optional.empty();
        now.byHand(false);
    }

    /** In good order: to rest, heaters and spindle off. */
    void stop() {
        release();
        if (current.isEmpty() || on.isEmpty() || !now.is(on.get())) return;
        var c = on.get();
        abandon("stopped", "A person stopped it.");
        now.care(Situation.Care.MAKING_SAFE);
        c.take(manners.stop(c), RunEnd.stopMs(c), failure -> {
            now.care(Situation.Care.NONE);
            if (failure.isPresent()) {
                now.oweSafety(true);
                now.reconnect(Situation.RETRY_MS);
            }
        });
    }

    // ---- carrying out

    /** Notices that the machine is no longer there for this. */
    void look() {
        if (!now.byHand()) return;
        boolean same = on.isPresent() && now.is(on.get()) && now.ready();
        boolean locked =
                same && (on.get().seen().alarmed() || on.get().seen().fatal().isPresent());
        if (same && unlocking) {
            var seen = on.get().seen();
            unlocking = seen.alarmed() && seen.alarms() == alarmsBefore;
            locked &= !unlocking;
        }
        if (!same)
            abandon("machine-lost", now.trouble().map(Told::toString).orElse("The machine restarted or is gone."));
        else if (locked)
            abandon(
                    "machine-alarm",
                    now.lastAlarm()
                            .map(Told::toString)
                            .or(() -> on.get().seen().fatal())
                            .orElse("The machine has locked itself."));
    }

    void advance(Connection c, Consumer<Effect> others) throws IOException {
        if (held.isPresent()) {
            held.get().advance(c, now.nowMs(), others);
            if (held.get().over()) letGo(c);
            return;
        }
        if (current.isPresent() || waiting.isEmpty() || c.scripted()) return;
        var task = waiting.remove();
        List<Step> steps;
        coming = Optional.empty();
        try {
            ready(task.alsoLocked());
            alarmsBefore = c.seen().alarms();
            unlocking = task.alsoLocked() && c.seen().alarmed();
            steps = task.steps().apply(c);
        } catch (Refused not) {
            end(task, not.done());
            return;
        }
        current = Optional.of(task);
        on = Optional.of(c);
        now.byHand(true);
        c.take(steps, LONGEST_MS, failure -> {
            current = Optional.empty();
            now.byHand(false);
            end(
                    task,
                    failure.map(why -> Hand.Done.not("machine-refused", why.english()))
                            .orElseGet(() -> task.result().apply(c)));
        });
    }

    /** The key is up: what is still in the planner is thrown away where the firmware can. */
    private void letGo(Connection c) {
        held = Optional.empty();
        var bytes = control().jogStop().stream()
                .map(name -> now.profile().realtime().find(name).orElseThrow())
                .toList();
        var steps = new ArrayList<Step>();
        // A jog still in the receive buffer would begin after the cancel.
        steps.add(Step.allow(d -> d.streamer().idle(), 300));
        if (now.profile().language() == Language.JSON) {
            steps.add(new Step.Then(d -> d.seen().in(Reply.State.IDLE) ? List.of() : flush(bytes)));
        } else bytes.forEach(one -> steps.add(new Step.Shout(one)));
        steps.addAll(settled());
        c.take(steps, RunEnd.STEPS_MS, failure -> now.byHand(false));
    }

    /** Holds, then forgets what is queued. */
    private static List<Step> flush(List<Character> bytes) {
        if (bytes.size() < 2) return List.of();
        return List.of(
                new Step.Shout(bytes.get(0)),
                Step.allow(c -> c.seen().held() && c.seen().atRest(), REPORT_MS),
                new Step.Shout(bytes.get(1)),
                Step.allow(c -> c.seen().in(Reply.State.IDLE), REPORT_MS),
                new Step.Forget());
    }

    /** Until the machine stands, and has said where. */
    List<Step> settled() {
        if (now.profile().language() == Language.REPRAP) return List.of(Step.say("M400"), Step.ask("M114"));
        return List.of(new Step.Then(before -> {
            long reports = before.seen().statuses();
            var steps = new ArrayList<Step>();
            manners.statusByte().ifPresent(byteOf -> steps.add(new Step.Shout(byteOf)));
            manners.questions(before).forEach(question -> steps.add(Step.ask(question)));
            steps.add(Step.await(
                    c -> c.seen().statuses() > reports
                            && (c.seen().in(Reply.State.IDLE) || c.seen().in(Reply.State.CHECK)),
                    LONGEST_MS,
                    Detail.of("motion-did-not-end")));
            return steps;
        }));
    }

    /** When {@link #advance} is needed at the latest. */
    long wakeAtMs() {
        if (held.isPresent()) return now.nowMs() + HeldJog.TICK_MS;
        return waiting.isEmpty() || current.isPresent() ? Long.MAX_VALUE : now.nowMs() + HeldJog.TICK_MS;
    }

    static List<Step> hand(Source source, List<String> lines) {
        return lines.stream().map(line -> (Step) new Step.Hand(line, source)).toList();
    }

    Hand.State state() {
        var known = new TreeSet<String>();
        var low = new HashMap<String, Double>();
        var high = new HashMap<String, Double>();
        var connection = now.connection();
        if (connection.isEmpty() || now.profile().control().isEmpty())
            return new Hand.State(known, Map.of(), Map.of(), low, high, Map.of(), Optional.empty());
        var c = connection.get();
        for (var axis : Whereabouts.Axis.values()) {
            if (!c.whereabouts().knows(axis)) continue;
            known.add(axis.name());
            low.put(axis.name(), control().min(now.profile().envelope(), axis.number()));
            high.put(axis.name(), control().max(now.profile().envelope(), axis.number()));
        }
        return new Hand.State(
                known,
                c.seen().machinePosition(),
                c.seen().position(),
                low,
                high,
                c.seen().overrides(),
                doing());
    }
}
