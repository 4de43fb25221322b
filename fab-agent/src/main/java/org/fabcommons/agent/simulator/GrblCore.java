// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What all parts of a grbl share: its state, its program, the line that is not done yet, and what it answers. */
final class GrblCore {
    /** A line that is not done yet. */
    private record Waiting(BooleanSupplier until, Runnable then) {}

    private final GrblFlavour flavour;
    private final Transmitter tx;
    private GrblProgram program;
    private GrblState state = GrblState.BOOTING;
    private Optional<Waiting> waiting = Optional.empty();
    private boolean resetAsked;
    private boolean mustReset;
    private boolean owesWord;
    private double seconds;
    private int alarms;
    private int errors;

    GrblCore(GrblFlavour flavour, Transmitter tx) {
        this.flavour = flavour;
        this.tx = tx;
        program = new GrblProgram(flavour);
    }

    /** As after power on. */
    void restart() {
        state = GrblState.BOOTING;
        program = new GrblProgram(flavour);
        waiting = Optional.empty();
        resetAsked = false;
        mustReset = false;
        owesWord = false;
    }

    GrblFlavour flavour() {
        return flavour;
    }

    GrblState state() {
        return state;
    }

    boolean is(GrblState asked) {
        return state == asked;
    }

    void enter(GrblState next) {
        state = next;
    }

    GrblProgram program() {
        return program;
    }

    /** It leaves what a reset leaves; the line that is not done ends with it. */
    void endProgram() {
        program = program.afterReset();
        waiting = Optional.empty();
    }

    void askReset() {
        resetAsked = true;
    }

    boolean resetAsked() {
        return resetAsked;
    }

    /** After a hard or soft limit only a reset is listened to, once it has said so. */
    void mustReset() {
        mustReset = true;
        owesWord = true;
    }

    boolean owesWord() {
        return owesWord;
    }

    /** A reset that came before is thrown away. Source: grbl 1.1 {@code protocol.c}, EXEC_ALARM_HARD_LIMIT. */
    void sayTheWord() {
        owesWord = false;
        resetAsked = false;
        message("Reset to continue");
    }

    boolean onlyReset() {
        return mustReset;
    }

    /** The reset that was asked for. */
    void reset() {
        resetAsked = false;
        mustReset = false;
        owesWord = false;
        endProgram();
    }

    /** Lets time pass, as the machine feels it. */
    void pass(double more) {
        seconds += more;
    }

    double seconds() {
        return seconds;
    }

    // ---- the line that is not done yet

    boolean waits() {
        return waiting.isPresent();
    }

    /** The line is done when this holds and that was done; what is done may wait again. */
    void await(BooleanSupplier until, Runnable then) {
        waiting = Optional.of(new Waiting(until, then));
    }

    /** Goes on with the line that waits; false if it has to wait on. */
    boolean goOn() {
        var done = waiting.orElseThrow();
        if (!done.until().getAsBoolean()) return false;
        waiting = Optional.empty();
        done.then().run();
        if (waiting.isEmpty()) ok();
        return true;
    }

    // ---- answers

    void ok() {
        tx.answer("ok");
    }

    void error(int code) {
        errors++;
        tx.answer(flavour.error(code));
    }

    void alarm(int code) {
        alarms++;
        state = GrblState.ALARM;
        tx.say(flavour.alarm(code));
    }

    /** Tells a person something, beside the answers. */
    void message(String text) {
        tx.say(flavour.message(text));
    }

    void say(String line) {
        tx.say(line);
    }

    int alarms() {
        return alarms;
    }

    int errors() {
        return errors;
    }
}
