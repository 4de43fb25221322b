// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/** Sources: OctoPrint's handshake; Marlin 2.1, G-code reference. */
final class MarlinManners implements Manners {
    /** Asks Klipper whether it is ready, and why not. It is answered whatever its state. Source: {@code gcode.py}, cmd_STATUS. */
    static final String STATUS = "STATUS";

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

    /** And so long where only stopping the machine at once breaks it off. Milliseconds. */
    private static final long LAST_PATIENCE_MS = 15_000;

    /**
     * How long it may look for its end stops. M410 would take the move away that ends at one, and whoever then has found none
     * kills itself. Milliseconds. Source: Marlin 2.1, endstops.cpp, validate_homing_move.
     */
    private static final long HOMING_MS = 60_000;

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
        if (hosts(STATUS)) {
            steps.add(1, Step.ask(STATUS));
            steps.add(2, new Step.Then(c -> c.seen().startsUp() ? untilStarted(c) : List.of()));
        }
        return steps;
    }

    private List<Step> untilStarted(Connection c) {
        int before = c.seen().greetings();
        return List.of(Step.await(
                d -> d.seen().greetings() > before, profile.wire().connectTimeoutMs(), Detail.of("klipper-starts")));
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
            long told = now.seen().heatReports();
            steps.add(Step.allow(c -> c.streamer().idle() || waitsForHeat(c, told), PATIENCE_MS));
            steps.add(Step.allow(c -> !c.streamer().homing(), HOMING_MS));
            // Still something: a long move, or a wait for many of them.
            steps.add(new Step.Then(c -> c.streamer().idle() || !hosts("M410")
                    ? List.of()
                    : List.of(
                            new Step.Aside("M410"), Step.allow(d -> d.streamer().idle(), PATIENCE_MS))));
            if (stopOvertakes()) steps.add(new Step.Then(c -> breakOff(waitsForHeat(c, told))));
        }
        // Who was stopped at once has switched everything off, and takes no line.
        steps.add(new Step.Then(
                c -> c.brokeOff() ? List.of() : Step.say(profile.sequences().safeOff())));
        return steps;
    }

    /**
     * A macro goes on to its end whatever comes, but M112 is acted upon when it is read. Source: Klipper {@code gcode.py},
     * _process_data.
     */
    private boolean stopOvertakes() {
        return profile.family() == Family.KLIPPER;
    }

    /** Nobody has asked since; a macro that waits for heat says each second how warm it is. Source: {@code heaters.py}, _wait_for_temperature. */
    private boolean waitsForHeat(Connection c, long told) {
        return stopOvertakes() && !c.streamer().idle() && c.seen().heatReports() > told;
    }

    /** At once while it heats, which takes minutes; what moves may come to its end. */
    private List<Step> breakOff(boolean heats) {
        var steps = new ArrayList<Step>();
        if (!heats) steps.add(Step.allow(c -> c.streamer().idle(), LAST_PATIENCE_MS));
        steps.add(new Step.Then(c -> {
            if (c.streamer().idle()) return List.of();
            c.breaksOff();
            return emergencyStop(c);
        }));
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
