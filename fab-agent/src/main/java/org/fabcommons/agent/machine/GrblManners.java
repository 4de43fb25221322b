// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Profile;

/** Source: grbl wiki, "Grbl v1.1 Interface" and "Commands"; stopping as in {@code stream.py} and Universal G-code Sender. */
final class GrblManners implements Manners {
    private static final String OFF = "M5";
    private static final char SOFT_RESET = 0x18;
    /** The longest braking from full speed, and some reports. Milliseconds. A guess. */
    private static final long BRAKE_MS = 10_000;

    /** A hold, however long it is. Milliseconds. */
    private static final long HELD_MS = TimeUnit.HOURS.toMillis(12);

    private static final long RESTART_MS = 4000;
    /**
     * After so long it is told once more: who has run into a limit throws away a reset that came before he has said "Reset to
     * continue". Source: grbl 1.1 {@code protocol.c}, EXEC_ALARM_HARD_LIMIT; seen on grbl 1.1h. Milliseconds.
     */
    private static final long RESET_AGAIN_MS = 1000;

    private static final long REPORT_MS = 3000;

    private final Profile profile;

    GrblManners(Profile profile) {
        this.profile = profile;
    }

    @Override
    public List<Step> connect() {
        return List.of(
                Step.allow(c -> c.seen().greetings() > 0, profile.serial().quietMs()),
                new Step.Forget(),
                new Step.Shout('?'),
                Step.allow(c -> c.seen().statuses() > 0, REPORT_MS),
                // One that has run into a limit answers nothing before it is reset, whoever was connected then.
                new Step.Then(c -> c.seen().statuses() > 0
                        ? List.of()
                        : List.of(
                                new Step.Shout(SOFT_RESET),
                                Step.allow(d -> d.seen().greetings() > 0, RESET_AGAIN_MS),
                                new Step.Forget(),
                                new Step.Shout('?'))),
                Step.await(
                        c -> c.seen().statuses() > 0,
                        profile.wire().connectTimeoutMs(),
                        Detail.plain("No status report came. Is this grbl, and is the baud rate right?")),
                // How large its buffers are.
                new Step.Then(c -> c.seen().in(Reply.State.IDLE)
                        ? Stream.concat(Stream.of(Step.ask("$I")), travel(profile).stream())
                                .toList()
                        : List.of()));
    }

    /** How far it goes and how fast; FluidNC is asked besides where its coordinates lie. */
    static List<Step> travel(Profile profile) {
        var asked = profile.commands().host().stream().filter(line -> line.startsWith("$/"));
        return Stream.concat(Stream.of("$$"), asked).map(Step::ask).toList();
    }

    @Override
    public List<Step> pause() {
        return List.of(
                new Step.Shout('!'),
                Step.await(c -> c.seen().held() && c.seen().atRest(), BRAKE_MS, Detail.of("not-at-rest")));
    }

    @Override
    public List<Step> resume() {
        return List.of(new Step.Shout('~'), Step.allow(c -> !c.seen().held(), REPORT_MS));
    }

    @Override
    public List<Step> pauseDark() {
        var steps = new ArrayList<Step>();
        steps.add(Step.say(OFF));
        profile.wire().sync().map(Step::say).ifPresent(steps::add);
        steps.addAll(untilIdle());
        return steps;
    }

    @Override
    public List<Step> check() {
        return List.of(Step.say("$C"));
    }

    @Override
    public List<Step> toolChange() {
        return finish();
    }

    @Override
    public List<Step> finish() {
        var steps = new ArrayList<>(Step.say(profile.sequences().end()));
        steps.addAll(untilIdle());
        return steps;
    }

    /** Everything was answered; who is held just then has all the time. */
    private static List<Step> untilIdle() {
        return List.of(
                Step.await(
                        c -> c.seen().in(Reply.State.IDLE) || c.seen().held(),
                        BRAKE_MS,
                        Detail.of("answered-but-not-idle")),
                new Step.Then(c -> {
                    if (!c.seen().held()) return List.of();
                    var steps = new ArrayList<Step>();
                    steps.add(Step.await(d -> !d.seen().held(), HELD_MS, Detail.of("held-too-long")));
                    steps.addAll(untilIdle());
                    return steps;
                }));
    }

    @Override
    public List<Step> stop(Connection now) {
        long reports = now.seen().statuses();
        var steps = new ArrayList<Step>();
        if (!now.seen().alarmed()) {
            steps.add(new Step.Shout('!'));
            steps.add(new Step.Shout('?'));
            // Reset while moving would lose the position. The first report may be older than the hold.
            steps.add(Step.allow(
                    c -> (c.seen().statuses() > reports + 1 && c.seen().atRest())
                            || c.seen().alarmed(),
                    BRAKE_MS));
        }
        steps.addAll(reset(now));
        steps.add(new Step.Then(c -> {
            if (c.seen().alarmed()) return List.of();
            var off = new ArrayList<Step>();
            // Its button was pressed again: it would answer to nothing, and has nothing left to go on with.
            if (c.seen().held()) off.add(new Step.Shout('~'));
            off.addAll(Step.say(profile.sequences().safeOff()));
            return off;
        }));
        return steps;
    }

    /** Switches the spindle off, whatever state it is in, and empties all buffers. */
    private static List<Step> reset(Connection now) {
        int greetings = now.seen().greetings();
        Predicate<Connection> greeted = c -> c.seen().greetings() > greetings;
        var steps = new ArrayList<Step>();
        for (long tried = 0; tried < RESTART_MS; tried += RESET_AGAIN_MS) {
            steps.add(new Step.Then(c -> greeted.test(c)
                    ? List.of()
                    : List.of(new Step.Shout(SOFT_RESET), Step.allow(greeted, RESET_AGAIN_MS))));
        }
        steps.add(Step.await(greeted, RESET_AGAIN_MS, Detail.of("no-answer-to-reset")));
        steps.add(new Step.Forget());
        steps.add(new Step.Shout('?'));
        steps.add(new Step.Then(restarted -> {
            long reports = restarted.seen().statuses();
            return List.of(
                    Step.await(c -> c.seen().statuses() > reports, REPORT_MS, Detail.of("no-status-after-reset")));
        }));
        return steps;
    }

    @Override
    public List<Step> makeSafe(Connection now) {
        if (now.seen().alarmed()) return reset(now);
        boolean still = now.seen().in(Reply.State.IDLE) && now.streamer().idle();
        return still ? Step.say(profile.sequences().safeOff()) : stop(now);
    }

    @Override
    public List<Step> emergencyStop(Connection now) {
        return reset(now);
    }

    @Override
    public List<Step> unlock(Connection now) {
        var steps = new ArrayList<>(reset(now));
        steps.add(Step.say("$X"));
        steps.add(new Step.Shout('?'));
        steps.add(Step.allow(c -> !c.seen().alarmed(), REPORT_MS));
        return steps;
    }

    @Override
    public Optional<Character> statusByte() {
        return Optional.of('?');
    }

    @Override
    public List<String> questions(Connection now) {
        return List.of();
    }
}
