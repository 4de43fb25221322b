// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Profile;

/** Sources: OctoPrint's handshake; Marlin 2.1, G-code reference. */
final class MarlinManners implements Manners {
    /** A board that has stopped talking for so long has finished its greeting. Milliseconds. */
    private static final long QUIET_MS = 150;
    /** M112 is read as soon as the firmware reads its next line. Milliseconds. */
    private static final long KILL_MS = 1500;

    /** It is said again so often, each time after so many milliseconds without a sign that it was heard. */
    private static final int KILLS = 2;

    private static final long KILL_AGAIN_MS = 150;

    /** Until it answers that it was released; Klipper, which restarts, may not. Milliseconds. */
    private static final long UNLOCK_MS = 1000;

    /** How long a cancelled job may finish what it is doing. Milliseconds. */
    private static final long PATIENCE_MS = 5000;

    private final Profile profile;

    MarlinManners(Profile profile) {
        this.profile = profile;
    }

    @Override
    public List<Step> connect() {
        return List.of(
                Step.allow(c -> c.seen().greetings() > 0, profile.serial().quietMs()),
                Step.allow(c -> c.quietMs() >= QUIET_MS, 5000),
                new Step.Forget(),
                new Step.Then(c -> acquaintance()),
                new Step.Then(c -> c.seen().reportsTemperatures()
                        ? List.of(Step.ask("M155 S" + Math.max(1, profile.wire().statusIntervalMs() / 1000)))
                        : List.of()));
    }

    private List<Step> acquaintance() {
        var steps = new ArrayList<Step>();
        if (profile.wire().lineNumbers()) steps.add(Step.say("M110 N0"));
        // M113 tells whether, and how often, it says that it is busy.
        for (var question : List.of("M115", "M113", "M105")) if (hosts(question)) steps.add(Step.ask(question));
        return steps;
    }

    private boolean hosts(String command) {
        return profile.commands().host().contains(command);
    }

    @Override
    public List<Step> pause() {
        return Step.say(profile.sequences().pause());
    }

    @Override
    public List<Step> resume() {
        return Step.say(profile.sequences().resume());
    }

    @Override
    public List<Step> finish() {
        return Step.say(profile.sequences().end());
    }

    @Override
    public List<Step> stop(Connection now) {
        var steps = new ArrayList<Step>();
        if (now.streamer().held()) {
            // What waits to be sent once more is not wanted any more; the count begins anew.
            steps.add(new Step.Forget());
            steps.add(Step.say("M110 N0"));
        } else if (!now.streamer().idle()) {
            // Breaks a wait for heat or for a person, which would otherwise keep everything after it waiting.
            if (hosts("M108")) steps.add(new Step.Aside("M108"));
            // A message box keeps everything else waiting.
            if (hosts("M292") && now.seen().waitsForPerson()) steps.add(new Step.Aside("M292 P1"));
            steps.add(Step.allow(c -> c.streamer().idle(), PATIENCE_MS));
            // Still something: a long move, or a wait for many of them.
            steps.add(new Step.Then(c -> c.streamer().idle() || !hosts("M410")
                    ? List.of()
                    : List.of(
                            new Step.Aside("M410"), Step.allow(d -> d.streamer().idle(), PATIENCE_MS))));
        }
        steps.addAll(Step.say(profile.sequences().safeOff()));
        return steps;
    }

    @Override
    public List<Step> makeSafe(Connection now) {
        return stop(now);
    }

    @Override
    public List<Step> emergencyStop(Connection now) {
        // Without number: only so is it acted upon when read instead of when its turn comes.
        var steps = new ArrayList<Step>();
        var commands = profile.sequences().emergencyStop();
        for (var command : commands) steps.add(new Step.Aside(command));
        // A line that was damaged on its way makes Marlin throw away what comes behind it.
        for (int i = 0; i < KILLS && commands.size() == 1; i++) {
            steps.add(Step.allow(c -> c.seen().fatal().isPresent(), KILL_AGAIN_MS));
            steps.add(new Step.Then(
                    c -> c.seen().fatal().isPresent() ? List.of() : List.of(new Step.Aside(commands.get(0)))));
        }
        steps.add(Step.await(c -> c.seen().fatal().isPresent(), KILL_MS, Detail.of("no-answer-to-stop")));
        return steps;
    }

    @Override
    public List<Step> unlock(Connection now) {
        if (now.seen().fatal().isEmpty()) return List.of();
        // Past the count of lines: who has stopped itself may not count.
        var steps = new ArrayList<Step>();
        for (var command : profile.sequences().unlock()) steps.add(new Step.Aside(command));
        // A port that is closed at once may throw away what was just written.
        long before = now.seen().heardAtMs();
        steps.add(Step.allow(c -> c.seen().heardAtMs() > before, UNLOCK_MS));
        return steps;
    }

    @Override
    public boolean reopensAfterEmergencyStop() {
        return profile.sequences().unlock().isEmpty();
    }

    @Override
    public List<String> questions(Connection now) {
        var ask = profile.status().ask();
        return now.seen().reportsTemperatures()
                ? ask.stream().filter(command -> !command.equals("M105")).toList()
                : ask;
    }
}
