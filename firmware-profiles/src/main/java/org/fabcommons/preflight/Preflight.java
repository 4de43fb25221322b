// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.gcode.StepListener;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** Looks at a whole file before any of it runs. */
public final class Preflight {
    private Preflight() {}

    /**
     * Checks every line of a file in the machine's language against a machine's profile. One pass; memory does not grow with the file.
     *
     * @throws IOException if the file cannot be read; a bad file gives findings, no exception
     */
    public static Checked check(InputStream file, Profile profile) throws IOException {
        return check(file, profile, Policy.NONE);
    }

    /**
     * The same, and against the policy of the lab.
     *
     * @throws IOException if the file cannot be read; a bad file gives findings, no exception
     */
    public static Checked check(InputStream file, Profile profile, Policy policy) throws IOException {
        return check(file, profile, policy, Optional.empty());
    }

    /**
     * The same, for a machine that is there.
     *
     * @param place what it knows of where it is
     * @throws IOException if the file cannot be read; a bad file gives findings, no exception
     */
    public static Checked check(InputStream file, Profile profile, Policy policy, Optional<MachinePlace> place)
            throws IOException {
        var findings = new Findings();
        var secrets = new Secrets();
        var in = new BufferedInputStream(secrets.watch(file), 1 << 16);
        if (profile.language() == Language.PLOTTER) return PlotRules.check(in, profile, policy, findings);
        if (PlotRules.isPlot(in)) findings.add(Finding.refuse("plot-for-gcode", 0));
        if (isBinaryGcode(in)) findings.add(Finding.refuse("binary-gcode", 0));
        var rules = new LineRules(profile, findings);
        var envelope = new EnvelopeRule(profile);
        var machine = new MachineRule(profile, place, findings);
        var toolChange = new ToolChangeRule(profile);
        var speed = new SpeedRule(profile);
        var ending = new Ending(profile);
        var lab = new PolicyRule(policy);
        var result = ToolpathAnalysis.of(in, profile, new StepListener() {
            @Override
            public void step(Step step) {
                rules.check(step);
                envelope.check(step);
                machine.check(step);
                toolChange.check(step);
                speed.check(step);
                ending.check(step);
                lab.check(step);
            }

            @Override
            public void leftOut(long line, String code) {
                rules.leftOut(line, code);
            }

            @Override
            public void plain(PlainMove move) {
                rules.check(move);
                envelope.check(move);
                toolChange.check(move);
                speed.check(move);
                lab.check(move);
                if (move.setsSpindle()) ending.spindle(move.spindle());
            }
        });
        envelope.end(findings);
        toolChange.end(findings);
        speed.end(findings);
        whole(result.toolpath(), profile, findings);
        ending.end(findings);
        lab.end(findings);
        secrets.found().forEach(secret -> findings.add(Finding.warn("secret-in-file", secret.line(), secret.name())));
        return new Checked(result.toolpath(), result.timeline(), findings.inOrder());
    }

    /** Prusa's binary G-code begins with {@code GCDE}. Source: libbgcode specification, file header. */
    private static boolean isBinaryGcode(BufferedInputStream in) throws IOException {
        in.mark(8);
        var head = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        in.reset();
        return head.equals("GCDE");
    }

    private static void whole(Toolpath toolpath, Profile profile, Findings findings) {
        if (toolpath.sendable() == 0) findings.add(Finding.refuse("empty", 0));
        else if (toolpath.bounds().isEmpty()) findings.add(Finding.warn("no-motion", 0));
        boolean cold = toolpath.filamentMm() > 0 && toolpath.maxNozzleC().orElse(0.0) <= 0;
        if (profile.kind() == Profile.Kind.FFF && cold) findings.add(Finding.warn("cold", 0));
    }

    /** What the file leaves switched on; the agent switches it off after the job in any case. */
    private static final class Ending {
        /** Macros that are there to end a print. */
        private static final Set<String> COOLING = Set.of("PRINT_END", "END_PRINT");

        private final Profile profile;
        private double nozzle;
        private double bed;
        private double spindle;

        Ending(Profile profile) {
            this.profile = profile;
        }

        void check(Step step) {
            step.nozzleC().ifPresent(target -> nozzle = target);
            step.bedC().ifPresent(target -> bed = target);
            if (step.line().named() && COOLING.contains(step.line().codes().get(0))) {
                nozzle = 0;
                bed = 0;
            }
            step.spindle().ifPresent(speed -> spindle = speed);
        }

        void spindle(double speed) {
            spindle = speed;
        }

        void end(Findings findings) {
            if (profile.kind() == Profile.Kind.FFF && (nozzle > 0 || bed > 0))
                findings.add(Finding.warn("left-hot", 0));
            if (profile.kind() == Profile.Kind.MILL_LASER && spindle > 0)
                findings.add(Finding.warn("left-spinning", 0));
        }
    }
}
