// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Outcome;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.machine.RunListener;
import org.fabcommons.agent.machine.RunRequest;
import org.fabcommons.agent.machine.Told;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;

/** A machine that acknowledges a line when the test says so, and remembers what it was told. */
public final class PatientMachine implements Machine {
    /** What it was told, in order: run, pause, resume, cancel, stop, safe. */
    public final List<String> told = new CopyOnWriteArrayList<>();

    private final String key;
    private final Profile profile;
    private volatile Telemetry.State state = Telemetry.State.IDLE;
    private volatile Optional<RunListener> listener = Optional.empty();
    private final AtomicLong line = new AtomicLong();
    private volatile CompletableFuture<Boolean> safe = CompletableFuture.completedFuture(true);

    private volatile Map<String, Telemetry.Temperature> temperatures = Map.of();
    private volatile Map<String, Double> position = Map.of();
    private volatile Policy policy = Policy.NONE;
    private volatile Optional<Question> question = Optional.empty();
    private volatile boolean restsLate;
    private volatile boolean endsLate;
    private volatile Optional<String> ending = Optional.empty();
    private volatile Optional<Told> says = Optional.empty();
    private final AtomicLong number = new AtomicLong();

    public PatientMachine(String key) {
        this(key, "marlin");
    }

    public PatientMachine(String key, String profile) {
        this.key = key;
        this.profile = Profiles.standard().require(profile);
    }

    /** It is unplugged: it answers nothing. */
    public PatientMachine unplugged() {
        state = Telemetry.State.OFFLINE;
        safe = new CompletableFuture<>();
        return this;
    }

    /** It is plugged in again. */
    public void pluggedIn() {
        state = Telemetry.State.IDLE;
        safe.complete(true);
    }

    /** It reports this of itself from now on. */
    public void reports(Map<String, Telemetry.Temperature> warm, Map<String, Double> at) {
        temperatures = warm;
        position = at;
    }

    /** It asks a person this. */
    public void asks(Question asked) {
        number.incrementAndGet();
        question = Optional.of(asked);
    }

    @Override
    public Optional<Question> question() {
        return question;
    }

    @Override
    public long asked() {
        return number.get();
    }

    @Override
    public void answer(int choice) {
        told.add("answer " + choice);
        question = Optional.empty();
    }

    /** What it is told to pause it first brings to an end, until it {@link #rests}. */
    public void restsLate() {
        restsLate = true;
    }

    public void rests() {
        says = Optional.empty();
        listener.ifPresent(RunListener::paused);
    }

    @Override
    public Optional<Told> told() {
        return says;
    }

    /** Acknowledges so many lines more. */
    public void acknowledges(int lines) {
        for (int i = 0; i < lines; i++) listener.orElseThrow().acknowledged(line.incrementAndGet(), line.get());
    }

    /** This line is on its way, and not acknowledged. */
    public void sends(long fileLine) {
        listener.orElseThrow().sent(fileLine);
    }

    /** Its lab asks this of it. */
    public PatientMachine under(Policy asked) {
        policy = asked;
        return this;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    /** It has been paused for so long that it cooled. */
    public void cools(int minutes) {
        var detail = Detail.of("cooled-in-pause", minutes);
        says = Optional.of(new Told("cooled-in-pause", detail));
        listener.orElseThrow().noted("cooled-in-pause", detail);
    }

    /** A tool has touched its setter. */
    public void measures(String tool, double longerMm) {
        listener.orElseThrow().measured(tool, longerMm);
    }

    /** Comes to the end of the file. */
    public void finishes() {
        over(Outcome.FINISHED, Optional.empty(), true);
    }

    /** Gives up. */
    public void fails(String reason) {
        over(Outcome.FAILED, Optional.of(reason), true);
    }

    /** Says nothing any more, whatever is still hot. */
    public void fallsSilent() {
        over(Outcome.FAILED, Optional.of("no-answer"), false);
    }

    private void over(Outcome outcome, Optional<String> reason, boolean safe) {
        var heard = listener.orElseThrow();
        listener = Optional.empty();
        state = Telemetry.State.IDLE;
        long last = line.get();
        // It says when a line has arrived, as a printer does.
        var health = new Message.Health(2, 5, 1, Optional.empty(), 0);
        heard.over(
                outcome,
                reason,
                Optional.empty(),
                new Message.Result(last, last, last, 0, 0, 1, 10 * last, safe, Optional.of(health)));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public Telemetry.Machine snapshot() {
        return new Telemetry.Machine(
                        key, state, Optional.empty(), temperatures, position, Optional.empty(), Optional.empty())
                .saying(says.map(Told::detail));
    }

    @Override
    public void run(RunRequest request, RunListener heard) {
        line.set(0);
        ending = Optional.empty();
        state = Telemetry.State.RUNNING;
        listener = Optional.of(heard);
        heard.started();
        told.add("run " + request.job());
    }

    @Override
    public void pause() {
        told.add("pause");
        if (restsLate) says = Optional.of(Told.of(Told.PAUSING));
        else listener.ifPresent(RunListener::paused);
    }

    @Override
    public void resume() {
        told.add("resume");
        listener.ifPresent(RunListener::resumed);
    }

    /** What ends its job it first brings to an end, until it {@link #ends}. */
    public void endsLate() {
        endsLate = true;
    }

    public void ends() {
        over(Outcome.CANCELLED, ending, true);
    }

    private void ends(String reason) {
        if (listener.isEmpty()) return;
        // The first one counts.
        if (ending.isEmpty()) ending = Optional.of(reason);
        if (!endsLate) ends();
    }

    @Override
    public void cancel() {
        told.add("cancel");
        ends("cancelled");
    }

    @Override
    public void emergencyStop() {
        told.add("stop");
        ends("emergency-stop");
    }

    @Override
    public CompletionStage<Boolean> makeSafe() {
        told.add("safe");
        return safe;
    }
}
