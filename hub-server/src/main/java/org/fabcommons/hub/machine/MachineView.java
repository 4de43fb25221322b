// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;

/**
 * A machine as the API and the live pages tell it.
 *
 * @param lab handle of the lab
 * @param stateText the state in the reader's language
 * @param job id of the job on the machine
 * @param version changes when more changes than figures, so that a live page knows when to fetch itself anew
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MachineView(
        String id,
        String key,
        String name,
        String lab,
        String labName,
        String profile,
        Optional<String> profileName,
        Optional<String> kind,
        Optional<Room> envelope,
        boolean simulated,
        Telemetry.State state,
        String stateText,
        Optional<String> detail,
        Map<String, Telemetry.Temperature> temperatures,
        Map<String, Double> position,
        Optional<String> job,
        Optional<Message.Progress> progress,
        String version) {
    /** How large a piece can be, in millimetres. */
    public record Room(double x, double y, double z) {}

    public static MachineView of(Machine machine, Machines machines, Viewer viewer) {
        var lab = machines.lab(machine);
        var status = machines.status(machine);
        var profile = machine.knownProfile();
        return new MachineView(
                machine.id(),
                machine.key(),
                machine.name(),
                lab.handle(),
                lab.name(),
                machine.profile(),
                profile.map(Profile::name),
                profile.map(known -> known.kind().wireName()),
                profile.map(Profile::envelope)
                        .map(envelope -> new Room(envelope.width(), envelope.depth(), envelope.height())),
                machine.simulated(),
                status.state(),
                viewer.text("machine.state." + status.state().wireName()),
                status.detail(),
                status.temperatures(),
                status.position(),
                status.job(),
                status.progress(),
                status.state().wireName() + ":" + status.job().orElse("") + ":"
                        + String.join(",", status.temperatures().keySet()) + ":"
                        + String.join(",", status.position().keySet()) + ":"
                        + status.detail().orElse("").hashCode() + ":" + machines.touches(machine));
    }

    /** How the state is coloured: good, warn, bad or nothing. */
    public String tone() {
        return tone(state);
    }

    static String tone(Telemetry.State state) {
        return switch (state) {
            case IDLE, RUNNING -> "good";
            case PAUSED, BUSY, CONNECTING -> "warn";
            case ALARM, ERROR -> "bad";
            case OFFLINE -> "";
        };
    }

    /** Whether it is a printer, rather than a mill or laser; a printer too where that is not known. */
    public boolean printer() {
        return kind.filter(Profile.Kind.MILL_LASER.wireName()::equals).isEmpty();
    }

    /** A sensor's name as a key for its text: {@code nozzle}, {@code bed}, {@code chamber} or {@code other}. */
    public static String sensor(String name) {
        var letter = name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT);
        return switch (letter) {
            case "T" -> "nozzle";
            case "B" -> "bed";
            case "C" -> "chamber";
            default -> "other";
        };
    }
}
