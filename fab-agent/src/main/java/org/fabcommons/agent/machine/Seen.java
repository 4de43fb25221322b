// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.gcode.Point;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** What the machine has said of itself on this connection. */
final class Seen {
    private final Profile profile;
    private int greetings;
    private long heardAtMs;
    private long reportedAtMs;
    private Optional<Reply.Status> status = Optional.empty();
    private long statuses;
    private Optional<String> fatal = Optional.empty();
    private boolean alarm;
    private long alarms;
    private boolean waitsForPerson;
    private boolean busy;
    private boolean drained;
    private boolean reportsTemperatures;
    private final Warmth warmth = new Warmth();
    private Map<String, Telemetry.Temperature> temperatures = Map.of();
    private Map<String, Double> offset = Map.of();
    private Map<String, Double> position = Map.of();
    private Map<String, Double> machinePosition = Map.of();
    private Map<String, Integer> overrides = Map.of();
    private long overrideReports;
    private Optional<Reply.Probed> probed = Optional.empty();
    private long probes;
    private boolean probeTouches;
    private String modes = "";
    private Optional<String> complaint = Optional.empty();
    private long heatReports;
    private final Offsets offsets = new Offsets();

    Seen(Profile profile) {
        this.profile = profile;
    }

    void take(Reply reply, long nowMs) {
        heardAtMs = nowMs;
        if (reply instanceof Reply.Ok) answered();
        else if (reply instanceof Reply.Greeting) greeted();
        else if (reply instanceof Reply.Status report) take(report);
        else if (reply instanceof Reply.Other said && said.error())
            complaint = Optional.of(said.text().replaceAll("^!!\\s*|\\.$", ""));
        else if (reply instanceof Reply.Fatal stop) fatal = Optional.of(stop.text());
        else if (reply instanceof Reply.Alarm) {
            alarm = true;
            alarms++;
        } else if (reply instanceof Reply.Temperatures all) {
            temperatures = all.bySensor();
            heatReports++;
            // Klipper goes on naming what was the target. Source: heaters.py, its PWM is 0 once is_shutdown.
            if (profile.family() == Family.KLIPPER && fatal.isPresent()) everythingOff();
            reportedAtMs = nowMs;
            warmth.take(temperatures, nowMs);
        } else if (reply instanceof Reply.Position place) {
            position = place.byAxis();
            machinePosition = position;
        } else if (reply instanceof Reply.Overrides all) {
            var merged = new HashMap<>(overrides);
            merged.putAll(all.percents());
            overrides = Map.copyOf(merged);
            overrideReports++;
        } else if (reply instanceof Reply.Pins pins) {
            probeTouches = pins.on()
                    .chars()
                    .anyMatch(pin -> profile.status().probePins().indexOf(pin) >= 0);
        } else if (reply instanceof Reply.Probed touched) {
            probed = Optional.of(touched);
            probes++;
        } else if (reply instanceof Reply.Identity who) {
            offsets.take(who.fields());
            modes = who.fields().getOrDefault("GC", modes);
        } else if (reply instanceof Reply.Capability can && can.name().equals("AUTOREPORT_TEMP"))
            reportsTemperatures = can.present();
        else if (reply instanceof Reply.Busy saying) {
            busy = true;
            waitsForPerson = saying.forPerson();
        } else if (reply instanceof Reply.Panel panel) {
            waitsForPerson = panel.waits();
            drained = panel.drained();
            busy = !drained;
        }
    }

    /** By what it does not answer, it is stopped. */
    void stopped() {
        fatal = Optional.of("stopped");
    }

    private void answered() {
        if (profile.language() == Language.PLOTTER) return;
        busy = false;
        waitsForPerson = false;
    }

    /** It has switched everything off, and may say nothing of it before it is reset. */
    void everythingOff() {
        var off = new HashMap<String, Telemetry.Temperature>();
        temperatures.forEach((sensor, one) -> off.put(sensor, new Telemetry.Temperature(one.actual(), 0)));
        temperatures = Map.copyOf(off);
    }

    private void greeted() {
        greetings++;
        fatal = Optional.empty();
        alarm = false;
        status = Optional.empty();
        complaint = Optional.empty();
        busy = false;
        waitsForPerson = false;
        offset = Map.of();
        overrides = Map.of();
    }

    private void take(Reply.Status report) {
        status = Optional.of(report);
        statuses++;
        if (report.state() != Reply.State.ALARM) alarm = false;
        if (!report.offset().isEmpty()) offset = report.offset();
        if (!report.machine().isEmpty()) machinePosition = report.machine();
        else {
            var machine = new HashMap<>(report.work());
            machine.replaceAll((axis, mm) -> mm + offset.getOrDefault(axis, 0.0));
            machinePosition = Map.copyOf(machine);
        }
        if (!report.work().isEmpty()) position = report.work();
        else if (!report.machine().isEmpty()) {
            var work = new HashMap<>(report.machine());
            work.replaceAll((axis, mm) -> mm - offset.getOrDefault(axis, 0.0));
            position = Map.copyOf(work);
        }
    }

    /** Klipper's errors have no number: it says why in the line before its answer. */
    Detail error(int code) {
        if (code == 0 && complaint.isPresent()) return Detail.of("its-own-words", complaint.get());
        return Optional.ofNullable(profile.replies().errors().get(code))
                .map(text -> Detail.of(profile.family() == Family.GRBL ? "error-grbl" : "error", code, text))
                .orElse(Detail.of("error-unnamed", code));
    }

    Detail alarm(int code) {
        // What a number means is the same for all that are grbl's kin.
        return Optional.ofNullable(profile.replies().alarms().get(code))
                .map(text -> Detail.of(profile.language() == Language.GRBL ? "alarm-grbl" : "alarm", code, text))
                .orElse(Detail.of("alarm-unnamed", code));
    }

    int greetings() {
        return greetings;
    }

    /** Status reports so far. */
    long statuses() {
        return statuses;
    }

    /** When it last said how warm it is. */
    long reportedAtMs() {
        return reportedAtMs;
    }

    long heardAtMs() {
        return heardAtMs;
    }

    boolean in(Reply.State state) {
        return status.filter(report -> report.state() == state).isPresent();
    }

    /** Stands before a hold, an open door, or a tool that it waits for, and reads no line until it is told to go on. */
    boolean held() {
        return in(Reply.State.HOLD) || in(Reply.State.DOOR) || in(Reply.State.TOOL);
    }

    /** Braked to a stop by a hold or an open door, or standing for another reason. */
    boolean atRest() {
        return status.filter(report -> report.state() == Reply.State.IDLE
                        || report.state() == Reply.State.ALARM
                        || report.state() == Reply.State.CHECK
                        || (held() && report.atRest()))
                .isPresent();
    }

    /** Locked until a person unlocks it. */
    boolean alarmed() {
        return alarm || in(Reply.State.ALARM);
    }

    /** How often it has locked itself. */
    long alarms() {
        return alarms;
    }

    Optional<String> fatal() {
        return fatal;
    }

    /** It has asked something in words that are no report. */
    void asksAPerson() {
        waitsForPerson = true;
    }

    /** A person has answered, whose word is on its way. */
    void answeredByPerson() {
        waitsForPerson = false;
    }

    boolean waitsForPerson() {
        return waitsForPerson;
    }

    boolean busy() {
        return busy || in(Reply.State.RUN) || in(Reply.State.HOME) || in(Reply.State.JOG);
    }

    /** Whether a plotter has said that nothing is left in its buffer. */
    boolean drained() {
        return drained;
    }

    /** Whether something is hot by its target, or turns or shines. */
    boolean on() {
        for (var one : temperatures.values()) if (one.target() > 0) return true;
        return shines();
    }

    /** Whether the machine says that it turns or shines. */
    boolean shines() {
        return status.filter(report -> report.spindle().orElse(0) > 0).isPresent();
    }

    /** Whether the machine says that nothing of it turns or shines; not every firmware speaks of it. */
    boolean dark() {
        return status.filter(report -> report.spindle().orElse(1) == 0).isPresent();
    }

    /** Whether it says itself that it moves. */
    boolean moves() {
        return in(Reply.State.RUN) || in(Reply.State.JOG);
    }

    boolean reportsTemperatures() {
        return reportsTemperatures;
    }

    /** How often it has said how warm it is. */
    long heatReports() {
        return heatReports;
    }

    /** Whether it says that it is not ready yet. Source: Klipper {@code klippy.py}, message_startup. */
    boolean startsUp() {
        return complaint.filter("Printer is not ready"::equals).isPresent();
    }

    Warmth warmth() {
        return warmth;
    }

    Map<String, Telemetry.Temperature> temperatures() {
        return temperatures;
    }

    Map<String, Double> position() {
        return position;
    }

    /** From the machine's own zero, as far as the firmware tells it. */
    Map<String, Double> machinePosition() {
        return machinePosition;
    }

    /** Per cent, by what is overridden; as the firmware last said. */
    Map<String, Integer> overrides() {
        return overrides;
    }

    /** How often the firmware has said them. */
    long overrideReports() {
        return overrideReports;
    }

    Optional<Reply.Probed> probed() {
        return probed;
    }

    /** Whether the probe touches something now, as far as the firmware tells. */
    boolean probeTouches() {
        return probeTouches;
    }

    /** Probe results so far. */
    long probes() {
        return probes;
    }

    /** The tool's length that a machine of grbl's kind reckons with, mm; right after {@code $#}, {@code $G} and two reports. */
    double toolLength() {
        return offsets.toolLength(Optional.ofNullable(offset.get("Z")), modes);
    }

    /** Where G28 and G30 lead, by their names, as the machine last said it to {@code $#}. */
    Map<String, Point> storedPositions() {
        return offsets.stored();
    }

    /** The modal words that grbl last said, such as {@code G0 G54 G17}. */
    String modes() {
        return modes;
    }
}
