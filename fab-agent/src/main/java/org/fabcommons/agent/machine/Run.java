// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.agent.stream.Shortening;
import org.fabcommons.gcode.ArcFitting;
import org.fabcommons.gcode.ArcWish;
import org.fabcommons.gcode.Line;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.plot.PlotProgram;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Profile;

/** A file on its way through the machine. Of the session's thread. */
final class Run {
    /** Where it stands. */
    enum Phase {
        /** The file is being looked at. */
        CHECKING,
        /** The profile's first commands. */
        STARTING,
        STREAMING,
        PAUSING,
        PAUSED,
        RESUMING,
        /** The profile's last commands, until the motion is done. */
        FINISHING,
        /** Comes to its end before its last line; the machine is being made safe. */
        ENDING
    }

    /** How a run ends before its last line. */
    record Ending(Outcome outcome, String reason, Detail detail) {
        Ending and(Detail more) {
            return new Ending(outcome, reason, detail.and(more));
        }
    }

    /** Of a machine's complaints so many different ones are told. */
    private static final int MOST_COMPLAINTS = 5;

    private final RunRequest request;
    private final RunListener listener;
    private final long begunNanos = System.nanoTime();
    private Phase phase = Phase.CHECKING;
    private Optional<Checked> checked = Optional.empty();
    private Optional<Upcoming> upcoming = Optional.empty();
    /** Of the lines on their way, how many of the file each stands for. */
    private final Deque<Integer> standsFor = new ArrayDeque<>();

    private Optional<Upcoming.Ready> next = Optional.empty();
    private long acknowledged;
    private long lastAcknowledged;
    private final Health health = new Health();
    private Optional<Heating> heating = Optional.empty();
    private int tool;
    private boolean lastSentLong;
    private Counted counted = Counted.NOTHING;
    private final Set<String> complaints = new HashSet<>();
    private boolean pauseWanted;
    private boolean pausedByMachine;
    private Optional<Detail> stuck = Optional.empty();
    private boolean pausedByMacro;
    private Optional<Told> held = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    /** What the last line that stops for a person will make the machine ask, and which line that is. */
    private Optional<Question> coming = Optional.empty();

    private long comingLine;
    private Optional<Question> question = Optional.empty();

    Run(RunRequest request, RunListener listener) {
        this.request = request;
        this.listener = listener;
    }

    RunRequest request() {
        return request;
    }

    RunListener listener() {
        return listener;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase now) {
        phase = now;
    }

    boolean is(Phase asked) {
        return phase == asked;
    }

    /** Whether the machine says this for the first time in this run, and has not said much else yet. */
    boolean complains(String text) {
        return complaints.size() < MOST_COMPLAINTS && complaints.add(text);
    }

    boolean pauseWanted() {
        return pauseWanted;
    }

    /** Whether it is on its way to rest, or goes there as soon as it has begun. */
    boolean pausing() {
        return is(Phase.PAUSING) || (pauseWanted && notYet());
    }

    /** Whether it can only be paused once it is on its way. */
    boolean notYet() {
        return is(Phase.CHECKING) || is(Phase.STARTING) || is(Phase.RESUMING);
    }

    void wantPause(boolean wanted) {
        pauseWanted = wanted;
    }

    /** Whether the machine itself waits for a person, as on M0. */
    boolean pausedByMachine() {
        return pausedByMachine;
    }

    void setPausedByMachine(boolean byMachine) {
        pausedByMachine = byMachine;
    }

    /** The firmware has paused by a macro of its own, answers on, and goes on when it is told to. */
    void pausedByMacro() {
        pausedByMacro = true;
        phase = Phase.PAUSED;
        asksWhatCame();
        listener.paused();
    }

    /** What was to go on was refused, such as by a nozzle that has gone cold: it can be tried again. */
    void staysPaused(Detail why) {
        pausedByMacro = true;
        phase = Phase.PAUSED;
        listener.held(Question.ASKED, why);
    }

    boolean isPausedByMacro() {
        return pausedByMacro;
    }

    /** A line does not arrive whole; a person has to look at the cable before it goes on. */
    void held(Detail detail) {
        held = Optional.of(new Told("line-held", detail.and("look-at-cable")));
        phase = Phase.PAUSED;
        listener.held("line-not-taken", detail);
    }

    /** It comes no further; a person has to look at the machine before it goes on. */
    void stuck(Detail detail) {
        stuck = Optional.of(detail);
        phase = Phase.PAUSED;
        question = Optional.of(Question.of(Question.Kind.STUCK, ""));
        listener.held(Watch.NO_PROGRESS, detail);
    }

    boolean stuck() {
        return stuck.isPresent();
    }

    /** Why it stands, if that is because a line does not arrive. */
    Optional<Told> held() {
        return held;
    }

    /** This line, which is on its way, makes the machine ask that. */
    void comes(Question asked, long fileLine) {
        coming = Optional.of(asked);
        comingLine = fileLine;
    }

    /** The line that makes the machine ask, if there was one. */
    Optional<Long> askingLine() {
        return coming.map(asked -> comingLine);
    }

    /** The machine waits for a person of itself. */
    void asksWhatCame() {
        if (question.isEmpty()) question = coming.or(() -> Optional.of(Question.of(Question.Kind.WAIT, "")));
    }

    void asks(Question asked) {
        question = Optional.of(asked);
    }

    /** What a person is to do before it goes on. */
    Optional<Question> question() {
        return is(Phase.PAUSED) ? question : Optional.empty();
    }

    /** What is asked, in words, and why. */
    Optional<Detail> asking() {
        return question().map(Question::said).map(asked -> stuck.map(why -> why.and(asked))
                .orElse(asked));
    }

    /** What the file says about it. */
    void note(String comment) {
        question = question.map(asked -> asked.with(comment));
    }

    /** The pause is over, whoever ended it. */
    void goneOn() {
        if (is(Phase.STREAMING)) return;
        pausedByMachine = false;
        pausedByMacro = false;
        held = Optional.empty();
        stuck = Optional.empty();
        question = Optional.empty();
        coming = Optional.empty();
        // Pausing may have changed what holds at the machine.
        upcoming.ifPresent(Upcoming::forget);
        next = upcoming.flatMap(Upcoming::next);
        health.rests();
        phase = Phase.STREAMING;
        listener.resumed();
    }

    /** The hold in the middle of the agent's own moves is over. */
    void movesAgain(Phase before) {
        question = Optional.empty();
        phase = before;
        listener.resumed();
    }

    Optional<Ending> ending() {
        return ending;
    }

    void end(Ending how) {
        phase = Phase.ENDING;
        ending = Optional.of(how);
    }

    /** What was found when the file was looked at. */
    Optional<Checked> checked() {
        return checked;
    }

    /** Begins to read, once the file has been found good. */
    void open(Checked found, Profile profile) throws IOException {
        checked = Optional.of(found);
        var file = PlotProgram.open(request.open(), profile);
        var tolerance = arcTolerance(profile);
        var arcs = tolerance.isPresent()
                ? Optional.of(new ArcFitting(file, profile, tolerance.getAsDouble(), request.startAtLine()))
                : Optional.<ArcFitting>empty();
        upcoming = Optional.of(new Upcoming(file, arcs, new Shortening(profile), request.startAtLine()));
        readAhead();
        goTo(upcoming.get());
    }

    private OptionalDouble arcTolerance(Profile profile) throws IOException {
        if (!ArcFitting.possible(profile)) return OptionalDouble.empty();
        if (request.arcsMm().isPresent()) return request.arcsMm();
        try (var in = Files.newInputStream(request.file())) {
            return ArcWish.of(in);
        }
    }

    /** The tool that the lines so far have chosen. */
    int tool() {
        return tool;
    }

    /** What the next line waits for. */
    Optional<Heating> heating() {
        return heating;
    }

    void heats(Heating wanted) {
        heating = Optional.of(wanted);
        health.rests();
    }

    void heated() {
        heating = Optional.empty();
        // The command that heats was acknowledged meanwhile; what came after that was no slowness of ours.
        health.rests();
    }

    /** Notes what was sent last; a long command may stand still. */
    void sent(boolean takesLong) {
        lastSentLong = takesLong;
    }

    boolean lastSentLong() {
        return lastSentLong;
    }

    Health health() {
        return health;
    }

    /** The line to be sent next; empty after the last. */
    Optional<Upcoming.Ready> next() {
        return next;
    }

    /** Goes on to the line after the next. */
    void advance() throws IOException {
        if (next.isPresent() && !next.get().moves()) chooseTool(next.get().line());
        if (upcoming.isEmpty()) return;
        upcoming.get().advance();
        goTo(upcoming.get());
    }

    private void goTo(Upcoming lines) {
        next = lines.next();
        if (next.isPresent()) standsFor.add(next.get().standsFor());
    }

    /** Reads on, while there is nothing else to do. */
    void readAhead() throws IOException {
        if (upcoming.isPresent()) upcoming.get().readAhead();
    }

    private void chooseTool(Line line) {
        if (!line.has('T')) return;
        var codes = line.codes();
        if (codes.size() == 1 && codes.get(0).startsWith("T"))
            tool = (int) line.value('T').orElse(tool);
    }

    /** @param heardAt when the answer arrived, nanoseconds */
    void acknowledge(long fileLine, long heardAt) {
        health.acknowledged(heardAt);
        acknowledge(fileLine);
    }

    void acknowledge(long fileLine) {
        int done = standsFor.isEmpty() ? 1 : standsFor.remove();
        // Of what is sent in the place of one line, more is to come.
        if (done == 0) return;
        acknowledged += done;
        lastAcknowledged = fileLine;
        listener.acknowledged(fileLine, acknowledged);
    }

    /** Adds what was counted on a connection since its count was last taken. */
    void tally(Counted more) {
        counted = counted.plus(more);
    }

    Message.Progress progress() {
        if (checked.isEmpty()) return Message.Progress.NONE;
        var timeline = checked.get().timeline();
        double rest = timeline.seconds() - timeline.secondsAt(lastAcknowledged);
        return new Message.Progress(
                lastAcknowledged,
                checked.get().toolpath().lines(),
                timeline.fractionAt(lastAcknowledged),
                Optional.of(Math.max(0, Math.round(rest))));
    }

    /** @param answers whether the machine says when a line has arrived */
    Message.Result result(boolean safe, boolean answers) {
        return new Message.Result(
                checked.map(c -> c.toolpath().sendable()).orElse(0L),
                acknowledged,
                lastAcknowledged,
                counted.resends(),
                counted.errors(),
                (System.nanoTime() - begunNanos) / 1e9,
                counted.bytes(),
                safe,
                acknowledged == 0 || !answers ? Optional.empty() : Optional.of(health.report(counted.retries())));
    }

    void close() {
        upcoming.ifPresent(Upcoming::close);
    }
}
