// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.gcode.ByValue;
import org.fabcommons.gcode.HiddenCommand;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.profile.Profile;

/** What is asked of each line by itself; a rule says one thing once per file, at the first line that breaks it. */
final class LineRules {
    /** Room that the line number and the checksum take: {@code N}, nine figures, a blank, {@code *} and three figures. */
    private static final int NUMBERING = 15;

    private final Profile profile;
    private final Findings findings;
    private final Set<String> allowed;
    /** Longest text that fits into a line of the firmware. */
    private final int room;

    private final WordRule words;
    private final ByValue deniedByValue;
    private final ByValue switchesOff;
    private final double spindleMax;
    private final boolean[] plainAllowed;
    private final Set<String> said = new HashSet<>();

    LineRules(Profile profile, Findings findings) {
        this.profile = profile;
        this.findings = findings;
        this.allowed = new HashSet<>(profile.commands().allowed());
        room = profile.wire().maxLineBytes() - (profile.wire().lineNumbers() ? NUMBERING : 0);
        deniedByValue = new ByValue(profile.commands().denied());
        switchesOff = new ByValue(profile.commands().switchesOff());
        words = new WordRule(profile.commands().letters());
        spindleMax = profile.limits().spindleMax().orElse(Double.POSITIVE_INFINITY);
        plainAllowed = new boolean[] {isAllowed("G0"), isAllowed("G1")};
    }

    /** Most lines are moves with which nothing is wrong; only the others are looked at closely. */
    void check(PlainMove move) {
        boolean fine = !move.faulty()
                && !(move.hasE() && words.refuses('E'))
                && move.textLength() <= room
                && (move.code() < 0 || plainAllowed[move.code()])
                && !(move.setsSpindle() && move.spindle() > spindleMax + 0.5)
                && !(move.setsFeed() && move.feedMmPerMin() > profile.limits().feedMaxMmPerMin() + 0.5);
        if (!fine) check(move.asStep());
    }

    private boolean isAllowed(String code) {
        return allowed.contains(code)
                && profile.commands().refusal(code).isEmpty()
                && !profile.commands().ask().containsKey(code);
    }

    void check(Step step) {
        var line = step.line();
        if (line.fault().isPresent()) {
            var fault = line.fault().get();
            once("line-" + name(fault), () -> Finding.refuse("line-" + name(fault), line.number()));
            return;
        }
        length(line);
        commands(line);
        words.against(step).ifPresent(trouble -> once(trouble.code() + trouble.word(), trouble::finding));
        for (var fault : Step.Fault.values()) {
            if (!step.faults().contains(fault)) continue;
            var code = "step-" + name(fault);
            once(
                    code,
                    () -> fault == Step.Fault.NOT_HOMED
                            ? Finding.warn(code, line.number())
                            : Finding.refuse(code, line.number()));
        }
        temperature(
                "nozzle-too-hot",
                "no-nozzle",
                line,
                step.nozzleC(),
                profile.limits().nozzleMaxC());
        temperature("bed-too-hot", "no-bed", line, step.bedC(), profile.limits().bedMaxC());
        above(
                "feed-too-fast",
                line,
                step.feedMmPerMin(),
                Optional.of(profile.limits().feedMaxMmPerMin()));
        above("spindle-too-fast", line, step.spindle(), profile.limits().spindleMax());
    }

    /** A command that is not sent. */
    void leftOut(long line, String code) {
        once(
                "left " + code,
                () -> Finding.warn(
                        "left-out",
                        line,
                        code,
                        "@reason-" + profile.commands().leftOut().get(code)));
    }

    private void length(Line line) {
        if (line.text().length() > room) once("line-too-long", () -> Finding.refuse("line-too-long", line.number()));
    }

    private void commands(Line line) {
        if (line.words().isEmpty()) {
            once("setting", () -> Finding.refuse("setting", line.number(), shortened(line.text())));
            return;
        }
        var codes = line.codes();
        if (codes.isEmpty() && !Character.toString(line.words().get(0).letter()).matches("[XYZIJKRFSABCUVW]"))
            once(
                    "unknown " + line.words().get(0).letter(),
                    () -> Finding.refuse("unknown-command", line.number(), shortened(line.text())));
        if (codes.contains("M118") && line.text().contains("action:"))
            once("host-action", () -> Finding.warn("host-action", line.number()));
        if (HiddenCommand.setsZero(line, profile))
            once("denied G10 L", () -> Finding.refuse("denied-command", line.number(), "G10", "@reason-shifted-zero"));
        for (var code : codes) {
            var reason = profile.commands().refusal(code);
            byValue(line, code);
            if (code.equals("G20") && !profile.commands().inches()) continue;
            if (reason.isPresent())
                once(
                        "denied " + code,
                        () -> Finding.refuse("denied-command", line.number(), code, "@reason-" + reason.get()));
            else if (profile.commands().ask().containsKey(code))
                once(
                        "ask " + code,
                        () -> Finding.warn(
                                "ask-command",
                                line.number(),
                                code,
                                "@reason-" + profile.commands().ask().get(code)));
            else if (code.startsWith("T")) tool(line, code);
            else if (!allowed.contains(code))
                once("unknown " + code, () -> Finding.refuse("unknown-command", line.number(), code));
        }
    }

    /** What the command does only with the value that it has here. */
    private void byValue(Line line, String code) {
        var denied = deniedByValue.reason(line, code);
        denied.ifPresent(reason -> once(
                "denied " + code + " " + reason,
                () -> Finding.refuse("denied-command", line.number(), shortened(line.text()), "@reason-" + reason)));
        switchesOff
                .reason(line, code)
                .ifPresent(reason -> once(
                        "off " + code + " " + reason,
                        () -> Finding.warn(
                                "protection-off", line.number(), shortened(line.text()), "@reason-" + reason)));
    }

    private void tool(Line line, String code) {
        if (line.value('T').isPresent()
                && line.value('T').getAsDouble() < profile.limits().tools()) return;
        if (allowed.contains(code) || profile.commands().hostChangesTools()) return;
        once(
                "tool",
                () -> Finding.refuse(
                        "no-such-tool", line.number(), code, profile.limits().tools()));
    }

    private void temperature(String tooHot, String none, Line line, OptionalDouble target, Optional<Double> limit) {
        if (target.isEmpty() || target.getAsDouble() <= 0) return;
        if (limit.isEmpty()) once(none, () -> Finding.refuse(none, line.number()));
        else if (target.getAsDouble() == Double.POSITIVE_INFINITY)
            once(
                    "heat-unreadable",
                    () -> Finding.refuse("heat-unreadable", line.number(), shortened(line.text()), limit.get()));
        else if (target.getAsDouble() > limit.get())
            once(tooHot, () -> Finding.refuse(tooHot, line.number(), target.getAsDouble(), limit.get()));
    }

    private void above(String code, Line line, OptionalDouble value, Optional<Double> limit) {
        if (value.isPresent() && limit.isPresent() && value.getAsDouble() > limit.get() + 0.5)
            once(code, () -> Finding.warn(code, line.number(), value.getAsDouble(), limit.get()));
    }

    private void once(String what, java.util.function.Supplier<Finding> finding) {
        if (said.size() < Findings.MAX && said.add(what)) findings.add(finding.get());
    }

    private static String name(Enum<?> fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The faults of a line that have a text of their own, for the test of the texts. */
    static List<String> codes() {
        var codes = new java.util.ArrayList<String>();
        for (var fault : Line.Fault.values()) codes.add("line-" + name(fault));
        for (var fault : Step.Fault.values()) codes.add("step-" + name(fault));
        return codes;
    }
}
