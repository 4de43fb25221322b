// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.link.LinkJson;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Finding;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "analyse",
        description = "Says what a G-code file amounts to, and whether it fits a machine.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it fits; 2 wrongly called; 3 it does not fit the machine."})
final class AnalyseCommand implements Callable<Integer> {
    private static final int REFUSED = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            defaultValue = "marlin",
            description = "The machine it is for, or the file of a profile (default: ${DEFAULT-VALUE}).")
    private String profileId = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(paramLabel = "FILE.gcode")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        var profile = profile();
        if (!Files.isReadable(file) || Files.isDirectory(file))
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        var out = spec.commandLine().getOut();
        try (var in = Files.newInputStream(file)) {
            var checked = Preflight.check(in, profile);
            if (json) printJson(out, profile, checked);
            else print(out, profile, checked);
            return checked.refused() ? REFUSED : 0;
        }
    }

    private Profile profile() {
        return OwnProfiles.named(spec, profileId);
    }

    private static void printJson(PrintWriter out, Profile profile, Checked checked) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("profile", profile.id());
        fields.put("fits", !checked.refused());
        fields.put("toolpath", checked.toolpath());
        fields.put(
                "findings",
                checked.findings().stream().map(AnalyseCommand::json).toList());
        var writer = LinkJson.mapper().writer().with(SerializationFeature.INDENT_OUTPUT);
        out.println(writer.writeValueAsString(fields));
    }

    private static Map<String, Object> json(Finding finding) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        fields.put("code", finding.code());
        fields.put("line", finding.line());
        fields.put("message", finding.message(Locale.ENGLISH));
        return fields;
    }

    private static void print(PrintWriter out, Profile profile, Checked checked) {
        Toolpath path = checked.toolpath();
        out.printf(Locale.ROOT, "Machine    %s (%s)%n", profile.name(), profile.id());
        out.printf(Locale.ROOT, "Lines      %d, of which %d are sent%n", path.lines(), path.sendable());
        path.bounds().ifPresent(b -> out.println(size(b)));
        path.maxNozzleC().ifPresent(c -> out.printf(Locale.ROOT, "Nozzle     up to %.0f °C%n", c));
        path.maxBedC().ifPresent(c -> out.printf(Locale.ROOT, "Bed        up to %.0f °C%n", c));
        if (path.filamentMm() > 0)
            out.printf(Locale.ROOT, "Filament   %.2f m in %d layers%n", path.filamentMm() / 1000, path.layers());
        if (path.cutMm() > 0) {
            var spindle = path.maxSpindle() > 0 ? String.format(Locale.ROOT, ", up to S%.0f", path.maxSpindle()) : "";
            out.printf(Locale.ROOT, "Cut        %.2f m%s%n", path.cutMm() / 1000, spindle);
        }
        long seconds = Math.round(path.estimateSeconds());
        out.printf(
                Locale.ROOT,
                "Time       about %d:%02d:%02d%s%n",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                profile.kind() == Profile.Kind.FFF ? ", heating not included" : "");
        for (var finding : checked.findings())
            out.println((finding.severity() == Finding.Severity.REFUSE ? "refused: " : "look: ")
                    + (finding.line() > 0 ? "line " + finding.line() + ": " : "")
                    + finding.message(Locale.ENGLISH));
        out.println(checked.refused() ? "It does not fit this machine." : "It fits this machine.");
    }

    /** A drawing is flat. */
    private static String size(Bounds b) {
        var flat = String.format(
                Locale.ROOT,
                "Size       X %.1f to %.1f, Y %.1f to %.1f",
                b.min().x(),
                b.max().x(),
                b.min().y(),
                b.max().y());
        boolean drawn = b.min().z() == 0 && b.max().z() == 0;
        return drawn
                ? flat + " mm"
                : flat
                        + String.format(
                                Locale.ROOT,
                                ", Z %.1f to %.1f mm",
                                b.min().z(),
                                b.max().z());
    }
}
