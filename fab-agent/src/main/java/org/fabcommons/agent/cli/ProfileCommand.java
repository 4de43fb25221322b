// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fabcommons.profile.Fault;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        description = "What is known of machines: lists and shows the profiles, checks and adds one that you write.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ProfileCommand.Check.class,
            ProfileCommand.Add.class,
            ProfileCommand.Listing.class,
            ProfileCommand.Show.class
        })
final class ProfileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    @Command(
            name = "check",
            description = "Names every mistake in a profile with its line; 0 when there is none, 1 otherwise.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Folder folder;

        @Parameters(paramLabel = "FILE", description = "The profile, in YAML.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var checked = checked(spec, folder.own().all(), file);
            if (checked.isEmpty()) return 1;
            out.println(file + " is a good profile.");
            tell(spec, checked.get().profile());
            return 0;
        }
    }

    @Command(
            name = "add",
            description =
                    "Makes a profile that you wrote known to the agent of this computer, from its next start on. It"
                            + " stays over upgrades; the same id again replaces it.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Folder folder;

        @Parameters(paramLabel = "FILE", description = "The profile, in YAML.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            var out = spec.commandLine().getOut();
            var checked = checked(spec, folder.own().all(), file);
            if (checked.isEmpty()) return 1;
            var profile = checked.get().profile();
            out.println(folder.own().keep(profile, checked.get().text()) + " is there.");
            tell(spec, profile);
            out.println("Use it in agent.yaml as profile: " + profile.id()
                    + ", or choose it on the agent's page. A running agent knows it from its next start.");
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Prints a profile as it is written, to begin one of your own with.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Folder folder;

        @Parameters(paramLabel = "ID", description = "Such as marlin; \"schema\" prints the JSON Schema of all.")
        private String id = "";

        @Override
        public Integer call() {
            var text = id.equals("schema")
                    ? Profiles.schema()
                    : folder.own()
                            .all()
                            .source(id)
                            .orElseThrow(() -> new ParameterException(
                                    spec.commandLine(),
                                    "There is no profile \"" + id + "\"; \"fab-agent profile list\" lists them."));
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** Whose profiles are meant. */
    static final class Folder {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The agent's folder, whose own profiles are known too (default: ~/.local/share/fab-agent;"
                        + " of the Debian package's service: /var/lib/fab-agent).")
        private Optional<Path> data = Optional.empty();

        OwnProfiles own() {
            return new OwnProfiles(data.orElse(AgentSettings.usualData()));
        }
    }

    private record Checked(Profile profile, String text) {}

    /** Empty when it has mistakes; they are told then. */
    private static Optional<Checked> checked(CommandSpec spec, Profiles known, Path file) {
        var out = spec.commandLine().getOut();
        try {
            var text = OwnProfiles.read(spec, file);
            return Optional.of(new Checked(known.one(file.toString(), text), text));
        } catch (Fault.Faults found) {
            found.faults().forEach(out::println);
            int count = found.faults().size();
            out.println(count == 1 ? "1 mistake." : count + " mistakes.");
            return Optional.empty();
        }
    }

    private static void tell(CommandSpec spec, Profile profile) {
        var out = spec.commandLine().getOut();
        var travel = profile.envelope();
        out.printf(
                Locale.ROOT,
                "  %s: %s, %s%n  travel %.1f x %.1f x %.1f mm, feed up to %.0f mm/min%n",
                profile.id(),
                profile.name(),
                profile.family().wireName(),
                travel.width(),
                travel.depth(),
                travel.height(),
                profile.limits().feedMaxMmPerMin());
        profile.limits().nozzleMaxC().ifPresent(c -> out.printf(Locale.ROOT, "  nozzle up to %.0f °C%n", c));
        profile.limits().bedMaxC().ifPresent(c -> out.printf(Locale.ROOT, "  bed up to %.0f °C%n", c));
        profile.limits().spindleMax().ifPresent(s -> out.printf(Locale.ROOT, "  S up to %.0f%n", s));
    }

    @Command(name = "list", description = "Lists all profiles; your own say so.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Folder folder;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var all = folder.own().all();
            for (var profile : all.all())
                out.printf(
                        Locale.ROOT,
                        "%-28s %-15s %s%s%n",
                        profile.id(),
                        profile.family().wireName(),
                        profile.name(),
                        all.isOwn(profile.id()) ? " (your own)" : "");
            for (var id : all.ids()) {
                try {
                    all.find(id);
                } catch (Fault.Faults faulty) {
                    spec.commandLine().getErr().println(faulty.getMessage());
                }
            }
            return 0;
        }
    }
}
