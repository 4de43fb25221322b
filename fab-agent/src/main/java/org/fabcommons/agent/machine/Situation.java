// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;

/**
 * How things stand between a session and its machine: the connection, the run, and what is wrong. Of the session's
 * thread; the session's parts share it and nothing else.
 */
final class Situation {
    /** How far a connection has come. */
    enum Link {
        CLOSED,
        CONNECTING,
        READY
    }

    /** What the session itself does with the machine, outside of any run. */
    enum Care {
        NONE,
        /** Heaters and spindle are being told off. */
        MAKING_SAFE,
        /** It is being stopped at once, or unlocked after that. */
        STOPPING
    }

    static final long RETRY_MS = 1000;

    private final LongSupplier clockMs;
    private Link link = Link.CLOSED;
    private Care care = Care.NONE;
    private Optional<Connection> connection = Optional.empty();
    private Optional<Run> run = Optional.empty();
    private Optional<Told> trouble = Optional.empty();
    private boolean failing;
    private boolean byHand;
    private final Console console = new Console();
    private boolean owesSafety;
    private long stopUntilMs;
    private Optional<Told> lastAlarm = Optional.empty();
    private long retryAtMs;
    /** Read by other threads too. */
    private volatile Profile profile;

    /**
     * @param assumed what is known of such machines
     * @param clockMs milliseconds that only go forward
     */
    Situation(Profile assumed, LongSupplier clockMs) {
        profile = assumed;
        this.clockMs = clockMs;
    }

    /** What is known of this machine: its profile, and before it what it has said of itself. From any thread. */
    Profile profile() {
        return profile;
    }

    void learn(Profile fresh) {
        profile = fresh;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    // ---- the connection

    Optional<Connection> connection() {
        return connection;
    }

    boolean is(Connection asked) {
        return connection.isPresent() && connection.get() == asked;
    }

    void opened(Connection fresh) {
        connection = Optional.of(fresh);
        link = Link.CONNECTING;
    }

    boolean linkIs(Link asked) {
        return link == asked;
    }

    boolean ready() {
        return link == Link.READY;
    }

    void enter(Link now) {
        link = now;
    }

    /** Lets go of the port. */
    void disconnect() {
        connection.ifPresent(c -> {
            tally(c);
            connection = Optional.empty();
            c.close();
        });
        link = Link.CLOSED;
        care = Care.NONE;
    }

    /** Lets go of the port, to open it again after so long. */
    void reconnect(long delayMs) {
        disconnect();
        retryAfter(delayMs);
    }

    void retryAfter(long delayMs) {
        retryAtMs = nowMs() + delayMs;
    }

    /** When the port is to be opened again. */
    long retryAtMs() {
        return retryAtMs;
    }

    /** Hands the run what was counted on this connection. */
    void tally(Connection c) {
        var more = c.countedSince();
        run.ifPresent(r -> r.tally(more));
    }

    // ---- the run

    Optional<Run> run() {
        return run;
    }

    boolean is(Run asked) {
        return run.isPresent() && run.get() == asked;
    }

    /** The run that is not yet coming to an early end. */
    Optional<Run> liveRun() {
        return run.filter(r -> !r.is(Run.Phase.ENDING));
    }

    void begin(Run wanted) {
        run = Optional.of(wanted);
    }

    void forgetRun() {
        run = Optional.empty();
    }

    // ---- what the session does of its own

    boolean caring() {
        return care != Care.NONE;
    }

    boolean cares(Care asked) {
        return care == asked;
    }

    void care(Care now) {
        care = now;
    }

    /** Whether something may still be hot or turning that nobody looks after. */
    boolean owesSafety() {
        return owesSafety;
    }

    void oweSafety(boolean owes) {
        owesSafety = owes;
    }

    /** A person stopped the machine while nobody could tell it: it hears of that first, if it answers before this is past. */
    void oweStop(long untilMs) {
        stopUntilMs = untilMs;
    }

    boolean owesStop() {
        return nowMs() < stopUntilMs;
    }

    /** Whether a person's command is being carried out. */
    boolean byHand() {
        return byHand;
    }

    void byHand(boolean commanded) {
        byHand = commanded;
    }

    /** What goes over the wire, for people to read. */
    Console console() {
        return console;
    }

    // ---- what is wrong

    Optional<Told> trouble() {
        return trouble;
    }

    /** @param failing whether a person must do something, other than switching the machine on */
    void trouble(Told why, boolean failing) {
        trouble = Optional.of(why);
        this.failing = failing;
    }

    void trouble(Told why) {
        trouble = Optional.of(why);
    }

    void noTrouble() {
        trouble = Optional.empty();
        failing = false;
    }

    Optional<Told> lastAlarm() {
        return lastAlarm;
    }

    void alarm(Optional<Told> text) {
        lastAlarm = text;
    }

    Telemetry.State state() {
        if (connection.isEmpty()) return failing ? Telemetry.State.ERROR : Telemetry.State.OFFLINE;
        var seen = connection.get().seen();
        if (link == Link.CONNECTING && run.isEmpty())
            return failing ? Telemetry.State.ERROR : Telemetry.State.CONNECTING;
        if (seen.fatal().isPresent()) return Telemetry.State.ERROR;
        if (seen.alarmed()) return Telemetry.State.ALARM;
        if (run.isPresent()) return run.get().is(Run.Phase.PAUSED) ? Telemetry.State.PAUSED : Telemetry.State.RUNNING;
        return caring() || byHand || seen.busy() ? Telemetry.State.BUSY : Telemetry.State.IDLE;
    }
}
