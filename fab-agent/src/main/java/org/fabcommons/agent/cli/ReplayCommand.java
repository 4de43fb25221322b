// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fabcommons.agent.stream.Replay;
import org.fabcommons.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = "Plays a recorded conversation to this program, and says where it would have behaved otherwise.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 nothing differs; 1 something does; 2 wrongly called."})
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 50;
    private static final long LARGEST = 64L << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            description =
                    "Of the machine that was recorded, where the recording does not say it; an id or the file of a"
                            + " profile.")
    private Optional<String> profileId = Optional.empty();

    @Parameters(paramLabel = "FILE.session")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var lines = lines();
        var profile = profile(lines);
        try {
            var result = Replay.of(lines, profile);
            result.differences().stream()
                    .limit(MOST_SHOWN)
                    .forEach(difference -> out.println("line " + difference.line() + ": " + difference.what()));
            if (result.differences().size() > MOST_SHOWN)
                out.println("… and " + (result.differences().size() - MOST_SHOWN) + " more.");
            out.println(result.sent() + " lines sent, " + result.heard() + " heard, " + result.notUnderstood()
                    + " of them without meaning to " + profile.id() + "; "
                    + result.differences().size()
                    + " differences.");
            return result.differences().isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), malformed.getMessage());
        }
    }

    private List<String> lines() throws Exception {
        if (!Files.isReadable(file) || Files.isDirectory(file))
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        if (Files.size(file) > LARGEST)
            throw new ParameterException(spec.commandLine(), file + " is larger than 64 MB; cut out what matters.");
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException binary) {
            throw new ParameterException(spec.commandLine(), file + " is no text, so it is no recording.");
        }
    }

    private Profile profile(List<String> lines) {
        var said = lines.stream()
                .filter(line -> line.startsWith("profile "))
                .map(line -> line.substring(8).strip())
                .findFirst();
        var id = profileId
                .or(() -> said)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "The recording does not say of which machine it is: --profile ID."));
        return OwnProfiles.named(spec, id);
    }
}
