// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.machine.PauseOff;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.RecordedPorts;
import org.fabcommons.agent.transport.Recording;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Fault;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.fabcommons.profile.ToolSetter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A machine as it stands in {@code agent.yaml} or after {@code --machine}.
 *
 * @param baud bits per second; the profile's where empty
 * @param idleOff seconds after which what is hot or turning without a job is switched off; 0 for never
 * @param pauseNozzleOff seconds of a pause after which a job's nozzles go off until it goes on; 0 for never
 * @param pauseBedOff the same for bed and chamber
 * @param simulated a simulated firmware answers at the other end, and people are told so
 * @param wholeLines nothing of a line goes out before the line before it is answered, whatever the profile says
 * @param record folder in which all that is said to the machine and by it is written down, a file each time the agent
 *     starts
 * @param policy what this machine asks beyond the lab's policy, or instead of it
 * @param toolSetter what its tools are measured with after a change; instead of what the profile says
 */
record MachineOption(
        @JsonProperty(value = "key", required = true) String key,
        @JsonProperty("name") Optional<String> name,
        @JsonProperty(value = "profile", required = true) String profile,
        @JsonProperty(value = "port", required = true) String port,
        @JsonProperty("baud") Optional<Integer> baud,
        @JsonProperty("simulated") boolean simulated,
        @JsonProperty("idleOff") Optional<Integer> idleOff,
        @JsonProperty("pauseNozzleOff") Optional<Integer> pauseNozzleOff,
        @JsonProperty("pauseBedOff") Optional<Integer> pauseBedOff,
        @JsonProperty("wholeLines") boolean wholeLines,
        @JsonProperty("record") Optional<Path> record,
        @JsonProperty("policy") Optional<PolicyOption> policy,
        @JsonProperty("toolSetter") Optional<ToolSetter> toolSetter) {
    String shownName() {
        return name.orElse(key);
    }

    /**
     * The way to the machine.
     *
     * @param known its profile
     * @throws IOException when the recording cannot be written
     */
    Ports ports(Profile known) throws IOException {
        if (record.isEmpty()) return Ports.serial();
        Files.createDirectories(record.get());
        var started = LocalDateTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(':', '-');
        var file = record.get()
                .resolve(key + "-" + started + "-" + ProcessHandle.current().pid() + ".session");
        var recording = Recording.begin(file, "Recorded of machine " + key + ", " + started, System::nanoTime);
        recording.profile(known);
        return new RecordedPorts(Ports.serial(), recording);
    }

    /** @throws IllegalArgumentException when there is no such profile, it has mistakes, or the key is not one */
    MachineSetup setup(Profiles profiles) {
        return setup(profiles, Policy.NONE);
    }

    /**
     * @param profiles what is known, with those of the machine's owner
     * @param lab what the lab asks of all its machines
     * @throws IllegalArgumentException when there is no such profile, it has mistakes, or the key is not one
     */
    MachineSetup setup(Profiles profiles, Policy lab) {
        var known = known(profiles);
        var wired = wholeLines ? known.withWholeLines() : known;
        return new MachineSetup(
                key,
                shownName(),
                toolSetter.map(setter -> with(wired, setter)).orElse(wired),
                port,
                baud.orElse(known.serial().baud()),
                idleOff.orElse(MachineSetup.IDLE_OFF_S),
                new PauseOff(
                        pauseNozzleOff.orElse(PauseOff.USUAL.nozzleS()), pauseBedOff.orElse(PauseOff.USUAL.bedS())),
                policy.map(own -> own.policy().over(lab)).orElse(lab));
    }

    private Profile known(Profiles profiles) {
        try {
            return profiles.find(profile)
                    .orElseThrow(
                            () -> new IllegalArgumentException("Machine " + key + ": there is no profile " + profile
                                    + ". Known are " + String.join(", ", profiles.ids())
                                    + ". One of your own: fab-agent profile add."));
        } catch (Fault.Faults faulty) {
            throw new IllegalArgumentException(
                    "Machine " + key + ": its profile has mistakes.\n" + faulty.getMessage(), faulty);
        }
    }

    private Profile with(Profile known, ToolSetter setter) {
        try {
            return known.with(setter);
        } catch (IllegalArgumentException cannot) {
            throw new IllegalArgumentException("Machine " + key + ": " + cannot.getMessage() + ".", cannot);
        }
    }

    /** From {@code key=…,name=…,profile=…,port=…[,baud=…][,idleOff=…][,pauseNozzleOff=…][,pauseBedOff=…][,wholeLines][,simulated]}. */
    static final class Converter implements ITypeConverter<MachineOption> {
        @Override
        public MachineOption convert(String text) {
            Map<String, String> fields = new HashMap<>();
            for (var field : text.split(",")) {
                int equals = field.indexOf('=');
                if (equals > 0)
                    fields.put(
                            field.substring(0, equals).strip(),
                            field.substring(equals + 1).strip());
                else fields.put(field.strip(), "true");
            }
            var machine = new MachineOption(
                    taken(fields, "key", text),
                    Optional.ofNullable(fields.remove("name")),
                    taken(fields, "profile", text),
                    taken(fields, "port", text),
                    Optional.ofNullable(fields.remove("baud")).map(Converter::number),
                    Boolean.parseBoolean(fields.remove("simulated")),
                    Optional.ofNullable(fields.remove("idleOff")).map(value -> seconds("idleOff", value)),
                    Optional.ofNullable(fields.remove("pauseNozzleOff")).map(value -> seconds("pauseNozzleOff", value)),
                    Optional.ofNullable(fields.remove("pauseBedOff")).map(value -> seconds("pauseBedOff", value)),
                    Boolean.parseBoolean(fields.remove("wholeLines")),
                    Optional.ofNullable(fields.remove("record")).map(Path::of),
                    Optional.empty(),
                    Optional.empty());
            if (!fields.isEmpty())
                throw new TypeConversionException("unknown in \"" + text + "\": " + String.join(", ", fields.keySet()));
            return machine;
        }

        private static String taken(Map<String, String> fields, String name, String text) {
            return Optional.ofNullable(fields.remove(name))
                    .filter(value -> !value.isEmpty())
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" lacks " + name + "=…; it reads key=…,name=…,profile=…,port=…"));
        }

        private static int seconds(String field, String value) {
            if (value.matches("\\d{1,6}")) return Integer.parseInt(value);
            throw new TypeConversionException(field + " is a number of seconds, not \"" + value + "\"");
        }

        private static int number(String value) {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("baud is a number, not \"" + value + "\"");
            }
        }
    }
}
