// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.fabcommons.agent.simulator.RepRapReports.Cause;

/** What all parts of a printer's board share: its clock, the command that is not done yet, and what it answers. */
final class RepRapCore {
    /** A command that is not done yet; what comes then may wait again. */
    private record Waiting(Cause cause, BooleanSupplier until, Runnable then) {}

    private final RepRapVoice voice;
    private final RepRapReports reports;
    private final Transmitter tx;
    private OptionalLong number = OptionalLong.empty();
    private Optional<Waiting> waiting = Optional.empty();
    private long now;
    private double machineSeconds;

    RepRapCore(RepRapVoice voice, RepRapReports reports, Transmitter tx) {
        this.voice = voice;
        this.reports = reports;
        this.tx = tx;
    }

    /** @param seconds how much has passed for the machine, which may be faster than the clock */
    void pass(long nowNanos, double seconds) {
        now = nowNanos;
        machineSeconds += seconds;
    }

    long now() {
        return now;
    }

    double machineSeconds() {
        return machineSeconds;
    }

    // ---- the command that is not done yet

    /** A command begins; its answer names the number that it came with. */
    void begin(OptionalLong fresh) {
        number = fresh;
    }

    void await(BooleanSupplier until, Runnable then) {
        await(Cause.MOTION, until, then);
    }

    void await(Cause cause, BooleanSupplier until, Runnable then) {
        waiting = Optional.of(new Waiting(cause, until, then));
        reports.begun(now);
    }

    boolean waits() {
        return waiting.isPresent();
    }

    Optional<Cause> waitsFor() {
        return waiting.map(Waiting::cause);
    }

    /** Goes on with the command that waits; false if it has to wait on. */
    boolean goOn() {
        if (!waiting.orElseThrow().until().getAsBoolean()) return false;
        finish();
        return true;
    }

    /** The command that waits need not wait any more. */
    void finish() {
        var done = waiting.orElseThrow();
        waiting = Optional.empty();
        done.then().run();
        if (waiting.isEmpty()) ok("");
    }

    void abandon() {
        waiting = Optional.empty();
    }

    // ---- answers

    void ok(String more) {
        if (!voice.answersFirst()) tx.answer(voice.ok(number, more));
        else if (!more.isBlank()) tx.say(more.strip());
    }

    void say(String line) {
        tx.say(line);
    }
}
