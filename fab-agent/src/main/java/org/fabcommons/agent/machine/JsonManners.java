// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Realtime;

/** TinyG and g2core. Source: TinyG wiki, "Feedhold and Resume"; g2 wiki, "Alarm Processing". */
final class JsonManners implements Manners {
    /** The longest braking from full speed, and some reports. Milliseconds. A guess. */
    private static final long BRAKE_MS = 10_000;

    private static final long RESTART_MS = 6000;
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);
    private static final String OFF = "M5";
    private static final String REPORT = "{\"sr\":null}";

    private final Profile profile;

    JsonManners(Profile profile) {
        this.profile = profile;
    }

    private char realtime(String name) {
        return profile.realtime().find(name).orElseThrow();
    }

    @Override
    public List<Step> connect() {
        return List.of(
                Step.allow(c -> c.seen().greetings() > 0, profile.serial().quietMs()),
                new Step.Forget(),
                Step.ask("{\"fv\":null}"),
                Step.ask("{\"id\":null}"),
                Step.say(REPORT),
                Step.await(
                        c -> c.seen().statuses() > 0,
                        profile.wire().connectTimeoutMs(),
                        Detail.plain("No status report came. Is this TinyG or g2core, and is the baud rate right?")));
    }

    @Override
    public List<Step> pause() {
        return List.of(new Step.Shout(realtime(Realtime.HOLD)), atRest(Detail.of("not-at-rest")));
    }

    private static Step atRest(Detail failure) {
        return Step.await(c -> c.seen().held() && c.seen().atRest(), BRAKE_MS, failure);
    }

    @Override
    public List<Step> resume() {
        return List.of(
                new Step.Shout(realtime(Realtime.RESUME)),
                Step.allow(c -> !c.seen().held(), BRAKE_MS));
    }

    /** M5 waits in the planner for its turn. Source: TinyG {@code spindle.c}, cm_spindle_control. */
    @Override
    public List<Step> pauseDark() {
        var steps = new ArrayList<Step>();
        steps.add(Step.say(OFF));
        steps.add(idle());
        return steps;
    }

    @Override
    public List<Step> toolChange() {
        return finish();
    }

    @Override
    public List<Step> finish() {
        var steps = new ArrayList<>(Step.say(profile.sequences().end()));
        steps.add(idle());
        return steps;
    }

    /** Lines are answered when they are planned; only a report that is newer tells that the motion is done. */
    private static Step idle() {
        return new Step.Then(answered -> {
            long reports = answered.seen().statuses();
            return List.of(
                    Step.say(REPORT),
                    Step.await(
                            c -> c.seen().statuses() > reports && c.seen().in(Reply.State.IDLE),
                            MOTION_MS,
                            Detail.of("motion-did-not-end")));
        });
    }

    @Override
    public List<Step> stop(Connection now) {
        if (now.seen().alarmed()) return reset(now);
        var steps = new ArrayList<Step>();
        boolean still = now.seen().in(Reply.State.IDLE) && now.streamer().idle();
        if (!still) {
            steps.add(new Step.Shout(realtime(Realtime.HOLD)));
            steps.add(Step.allow(c -> c.seen().held() && c.seen().atRest(), BRAKE_MS));
            steps.add(new Step.Shout(realtime(Realtime.FLUSH)));
            // What was queued is gone, and so are its answers.
            steps.add(Step.allow(c -> c.seen().in(Reply.State.IDLE), BRAKE_MS));
            steps.add(new Step.Forget());
        }
        steps.addAll(Step.say(profile.sequences().safeOff()));
        return steps;
    }

    private List<Step> reset(Connection now) {
        int greetings = now.seen().greetings();
        return List.of(
                new Step.Shout(realtime(Realtime.RESET)),
                Step.await(c -> c.seen().greetings() > greetings, RESTART_MS, Detail.of("no-answer-to-reset")),
                new Step.Forget(),
                Step.say(REPORT));
    }

    @Override
    public List<Step> makeSafe(Connection now) {
        return stop(now);
    }

    @Override
    public List<Step> emergencyStop(Connection now) {
        return reset(now);
    }

    @Override
    public List<Step> unlock(Connection now) {
        var steps = new ArrayList<>(Step.say(profile.sequences().unlock()));
        steps.add(Step.say(REPORT));
        steps.add(Step.allow(c -> !c.seen().alarmed(), BRAKE_MS));
        return steps;
    }

    @Override
    public List<String> questions(Connection now) {
        return profile.status().ask();
    }
}
