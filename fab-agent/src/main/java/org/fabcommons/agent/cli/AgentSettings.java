// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.preflight.Policy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code agent.yaml} says; what stands on the command line goes before it. */
final class AgentSettings {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Pattern MISSING = Pattern.compile("Missing required creator property '(\\w+)'");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (default: agent.yaml here or in ~/.config/fab-agent, if there is one).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--hub",
            paramLabel = "URL",
            description = "The hub to work for; without one the agent works alone.")
    private Optional<URI> hub = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where journal, files and pairing are kept (default: ~/.local/share/fab-agent).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What people call this agent (default: the computer's name).")
    private Optional<String> name = Optional.empty();

    /** The file. Unknown words in it are refused, so that a misspelt one is not passed over. */
    record InFile(
            @JsonProperty("hub") Optional<URI> hub,
            @JsonProperty("data") Optional<Path> data,
            @JsonProperty("name") Optional<String> name,
            @JsonProperty("localPort") Optional<Integer> localPort,
            @JsonProperty("listen") Optional<String> listen,
            @JsonProperty("watch") Map<String, Path> watch,
            @JsonProperty("machines") List<MachineOption> machines,
            @JsonProperty("cameras") List<CameraOption> cameras,
            @JsonProperty("notifications") List<NotifyOption> notifications,
            @JsonProperty("policy") Optional<PolicyOption> policy) {
        static final InFile EMPTY = new InFile(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());

        InFile {
            notifications = notifications == null ? List.of() : List.copyOf(notifications);
            machines = machines == null ? List.of() : List.copyOf(machines);
            cameras = cameras == null ? List.of() : List.copyOf(cameras);
            watch = watch == null ? Map.of() : Map.copyOf(watch);
        }

        /** What the lab asks of every machine. */
        Policy lab() {
            return policy.map(PolicyOption::policy).orElse(Policy.NONE);
        }
    }

    /** The settings file, or an empty one. */
    InFile file() {
        var found = config.or(() -> List.of(Path.of("agent.yaml"), home(".config/fab-agent/agent.yaml")).stream()
                .filter(Files::exists)
                .findFirst());
        if (found.isEmpty()) return InFile.EMPTY;
        try {
            return YAML.readValue(found.get().toFile(), InFile.class);
        } catch (UnrecognizedPropertyException e) {
            throw wrong(found.get() + ", line " + e.getLocation().getLineNr() + ": \"" + e.getPropertyName()
                    + "\" is not known here. Known are: "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        } catch (ValueInstantiationException e) {
            throw wrong(found.get() + ", line " + e.getLocation().getLineNr() + ": "
                    + Optional.ofNullable(e.getCause())
                            .map(Throwable::getMessage)
                            .orElse(e.getOriginalMessage()));
        } catch (MismatchedInputException e) {
            throw wrong(found.get() + mismatch(e));
        } catch (JsonProcessingException e) {
            throw wrong(found.get() + " is not understood: " + e.getOriginalMessage()
                    + Optional.ofNullable(e.getLocation())
                            .map(at -> " (line " + at.getLineNr() + ")")
                            .orElse(""));
        } catch (IOException e) {
            throw wrong(found.get() + " cannot be read: " + e.getMessage());
        }
    }

    /** What does not fit, and where, in words of the file. */
    private static String mismatch(MismatchedInputException e) {
        var missing = MISSING.matcher(String.valueOf(e.getOriginalMessage()));
        // That something is not there is noticed at the end of the entry, so its line would be another one.
        if (missing.find()) return ": " + where(e, 1) + " has no \"" + missing.group(1) + "\".";
        var what = e instanceof InvalidFormatException odd ? "\"" + odd.getValue() + "\"" : "what stands there";
        return ", line " + e.getLocation().getLineNr() + ": " + what + " does not fit " + where(e, 0) + ".";
    }

    /** Such as {@code machines 2, baud}. */
    private static String where(JsonMappingException e, int without) {
        var path = new StringBuilder();
        for (var step : e.getPath().subList(0, Math.max(0, e.getPath().size() - without))) {
            if (step.getFieldName() == null) path.append(' ').append(step.getIndex() + 1);
            else path.append(path.isEmpty() ? "" : ", ").append(step.getFieldName());
        }
        return path.isEmpty() ? "the file" : path.toString();
    }

    /**
     * Where notifications go.
     *
     * @throws ParameterException when a channel cannot be
     */
    AddingChannels channels(InFile file) {
        var channels = new AddingChannels(file.notifications(), AddedOnPage.channels(data(file)));
        var names = file.notifications().stream().map(NotifyOption::name).toList();
        if (new HashSet<>(names).size() < names.size())
            throw wrong("Two channels under notifications have the same name.");
        try {
            channels.all();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        return channels;
    }

    Optional<URI> hub(InFile file) {
        var address = hub.or(file::hub);
        address.ifPresent(found -> {
            if (!List.of("http", "https").contains(String.valueOf(found.getScheme())) || found.getHost() == null)
                throw wrong("A hub's address reads like https://hub.example.org, not " + found + ".");
        });
        return address;
    }

    Path data(InFile file) {
        return data.or(file::data).orElse(usualData()).toAbsolutePath().normalize();
    }

    /** The agent's folder where nothing else is said. */
    static Path usualData() {
        return home(".local/share/fab-agent");
    }

    String name(InFile file) {
        return name.or(file::name).orElseGet(AgentSettings::hostName);
    }

    /** Those of the file and those of the command line, each key once. */
    List<MachineOption> machines(InFile file, List<MachineOption> given) {
        var profiles = new OwnProfiles(data(file)).all();
        var all = new ArrayList<>(file.machines());
        all.addAll(given);
        var keys = new HashSet<String>();
        for (var machine : all)
            if (!keys.add(machine.key())) throw wrong("Two machines have the key " + machine.key() + ".");
        for (var machine : all) {
            try {
                machine.setup(profiles);
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage());
            }
        }
        return all;
    }

    /** These cameras, each key once, at machines that there are. */
    List<CameraSettings> cameras(List<CameraOption> all, List<MachineOption> machines) {
        var settings = new ArrayList<CameraSettings>();
        var keys = new HashSet<String>();
        var films = new HashMap<String, String>();
        for (var camera : all) {
            if (!keys.add(camera.key())) throw wrong("Two cameras have the key " + camera.key() + ".");
            camera.machine()
                    .filter(machine ->
                            machines.stream().noneMatch(known -> known.key().equals(machine)))
                    .ifPresent(unknown -> {
                        throw wrong("Camera " + camera.key() + " looks at " + unknown + ", which is no machine here.");
                    });
            try {
                settings.add(camera.settings());
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage());
            }
            // A job has one film; pictures of two cameras in turn would be none.
            camera.timeLapse().flatMap(how -> camera.machine()).ifPresent(machine -> {
                var other = films.put(machine, camera.key());
                if (other != null)
                    throw wrong("Cameras " + other + " and " + camera.key() + " both make the time-lapse of " + machine
                            + ". Leave timeLapse out of one of them.");
            });
        }
        return settings;
    }

    ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private static Path home(String below) {
        return Path.of(System.getProperty("user.home")).resolve(below);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "fab-agent";
        }
    }
}
