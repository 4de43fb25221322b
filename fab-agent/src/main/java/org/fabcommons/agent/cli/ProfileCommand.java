// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fabcommons.profile.Fault;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        description = "What is known of machines: lists the profiles, checks one that you write.",
        mixinStandardHelpOptions = true,
        subcommands = {ProfileCommand.Check.class, ProfileCommand.Listing.class})
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
        /** The largest profile is some 10 kB. Bytes. */
        private static final long LARGEST = 1 << 20;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The profile, in YAML.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try {
                var profile = Profiles.read(file.toString(), text());
                out.println(file + " is a good profile.");
                tell(profile);
                return 0;
            } catch (Fault.Faults found) {
                found.faults().forEach(out::println);
                int count = found.faults().size();
                out.println(count == 1 ? "1 mistake." : count + " mistakes.");
                return 1;
            }
        }

        private String text() {
            try {
                if (Files.isRegularFile(file) && Files.size(file) > LARGEST)
                    throw new ParameterException(spec.commandLine(), file + " is too large for a profile.");
                return Files.readString(file);
            } catch (IOException unreadable) {
                throw new ParameterException(
                        spec.commandLine(), file + " cannot be read: is it there, and is it a text file?", unreadable);
            }
        }

        private void tell(Profile profile) {
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
    }

    @Command(name = "list", description = "Lists all profiles.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            for (var profile : Profiles.standard().all())
                out.printf(
                        Locale.ROOT,
                        "%-28s %-15s %s%n",
                        profile.id(),
                        profile.family().wireName(),
                        profile.name());
            return 0;
        }
    }
}
