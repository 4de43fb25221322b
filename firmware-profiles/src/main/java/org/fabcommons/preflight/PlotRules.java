// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.fabcommons.gcode.Line;
import org.fabcommons.plot.Instruction;
import org.fabcommons.plot.PlotAnalysis;
import org.fabcommons.plot.PlotListener;
import org.fabcommons.plot.Stroke;
import org.fabcommons.profile.Profile;

/** What is asked of a file of HPGL or RML; a rule says one thing once per file, at the first instruction that breaks it. */
final class PlotRules implements PlotListener {
    private static final int MIN_PER_SECOND = 60;
    /** How much of a file is looked at to see whether it is G-code instead. */
    private static final int HEAD_BYTES = 4096;

    private static final Pattern GCODE = Pattern.compile(
            "(?m)^\\s*(?:N\\d+\\s*)?(?:G(?:0?[0-4]|2[018]|9[0-2])|M(?:[3-5]|10[4-9]|140|190))(?![0-9,;])");

    private static final Pattern PLOT = Pattern.compile(
            "^[\\s;]*(?:\\x1b\\.[^:;]{0,40}[:;]|\\^?(?:IN|DF|SP\\s*\\d|P[AUDR](?:[\\s,]*-?\\d+)*)\\s*;|![A-Z]{2}\\s*-?\\d)");

    private final Profile profile;
    private final Findings findings;
    private final Set<String> allowed;
    private final EnvelopeRule envelope;
    private final PolicyRule lab;
    private final Set<String> said = new HashSet<>();

    private PlotRules(Profile profile, Policy policy, Findings findings) {
        this.profile = profile;
        lab = new PolicyRule(policy);
        this.findings = findings;
        allowed = Set.copyOf(profile.commands().allowed());
        envelope = new EnvelopeRule(profile);
    }

    static Checked check(BufferedInputStream in, Profile profile, Policy policy, Findings findings) throws IOException {
        boolean gcode = isGcode(in);
        var rules = new PlotRules(profile, policy, findings);
        var result = PlotAnalysis.of(in, profile, rules);
        rules.envelope.end(findings);
        rules.lab.end(findings);
        var toolpath = result.whole().toolpath();
        // All else would be what G-code looks like to somebody who reads HPGL.
        if (gcode)
            return new Checked(toolpath, result.whole().timeline(), List.of(Finding.refuse("gcode-for-plotter", 0)));
        if (toolpath.sendable() == 0) findings.add(Finding.refuse("plot-empty", 0));
        else if (toolpath.bounds().isEmpty()) findings.add(Finding.warn("no-motion", 0));
        if (result.deviceControl()) findings.add(Finding.warn("plot-device-control", 0));
        if (toolpath.toolChanges() > 0 && profile.limits().tools() == 1)
            findings.add(Finding.warn("plot-one-pen", 0, toolpath.toolChanges() + 1));
        if (result.spinning()) findings.add(Finding.warn("left-spinning", 0));
        return new Checked(toolpath, result.whole().timeline(), findings.inOrder());
    }

    private static boolean isGcode(BufferedInputStream in) throws IOException {
        return GCODE.matcher(head(in)).find();
    }

    /** Whether the file begins as those do that cutters and plotters read. */
    static boolean isPlot(BufferedInputStream in) throws IOException {
        return PLOT.matcher(head(in)).find();
    }

    private static String head(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES + 1);
        var head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        in.reset();
        return head;
    }

    @Override
    public void instruction(Instruction instruction, List<Stroke> strokes, double speedMmPerS) {
        long number = instruction.number();
        if (instruction.fault().isPresent()) {
            var fault = instruction.fault().get();
            var code = fault == Line.Fault.MALFORMED || fault == Line.Fault.NOT_ASCII
                    ? "plot-malformed"
                    : fault == Line.Fault.TOO_LONG ? "line-too-long" : "plot-binary";
            once(code, () -> Finding.refuse(code, number));
            return;
        }
        command(instruction);
        lab.check(instruction, speedMmPerS);
        values(instruction);
        if (speedMmPerS > profile.plotter().orElseThrow().maxSpeedMmPerS() + 0.01)
            once(
                    "fast",
                    () -> Finding.warn(
                            "feed-too-fast",
                            number,
                            speedMmPerS * MIN_PER_SECOND,
                            profile.plotter().orElseThrow().maxSpeedMmPerS() * MIN_PER_SECOND));
        for (var stroke : strokes) envelope.check(number, stroke);
    }

    @Override
    public void leftOut(Instruction instruction) {
        var name = instruction.name();
        once(
                "left " + name,
                () -> Finding.warn(
                        "left-out",
                        instruction.number(),
                        name,
                        "@reason-" + profile.commands().leftOut().get(name)));
    }

    private void command(Instruction instruction) {
        var name = instruction.name();
        long number = instruction.number();
        var reason = profile.commands().refusal(name);
        // Without values it only undoes what is not allowed.
        if (name.equals("SC") && instruction.values().isEmpty()) return;
        if (reason.isPresent())
            once("denied " + name, () -> Finding.refuse("denied-command", number, name, "@reason-" + reason.get()));
        else if (profile.commands().ask().containsKey(name))
            once(
                    "ask " + name,
                    () -> Finding.warn(
                            "ask-command",
                            number,
                            name,
                            "@reason-" + profile.commands().ask().get(name)));
        else if (!allowed.contains(name))
            once("unknown " + name, () -> Finding.refuse("unknown-command", number, name));
    }

    private void values(Instruction instruction) {
        long number = instruction.number();
        if (instruction.name().equals("SP")
                && !instruction.values().isEmpty()
                && instruction.values().get(0) > profile.limits().tools()
                && profile.limits().tools() > 1)
            once(
                    "tool",
                    () -> Finding.refuse(
                            "no-such-tool",
                            number,
                            instruction.text().toUpperCase(Locale.ROOT),
                            profile.limits().tools()));
        if (instruction.name().equals("!RC") && !instruction.values().isEmpty())
            profile.limits()
                    .spindleMax()
                    .filter(limit -> instruction.values().get(0) > limit)
                    .ifPresent(limit -> once(
                            "spindle",
                            () -> Finding.warn(
                                    "spindle-too-fast",
                                    number,
                                    instruction.values().get(0),
                                    limit)));
    }

    private void once(String what, Supplier<Finding> finding) {
        if (said.size() < Findings.MAX && said.add(what)) findings.add(finding.get());
    }
}
