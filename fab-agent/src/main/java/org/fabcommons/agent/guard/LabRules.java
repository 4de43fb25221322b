// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Heat;
import org.fabcommons.gcode.Line;
import org.fabcommons.plot.Instructions;
import org.fabcommons.preflight.Policy;
import org.fabcommons.preflight.Policy.Quantity;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** A lab's policy, and what persons have allowed beyond it. */
final class LabRules {
    private final Profile profile;
    private final Policy policy;
    private final PlainMoves plainMoves;
    private final Endurance endurance;
    private final boolean movesFree;
    /** What persons have allowed, by where it comes from. */
    private final Map<Source, Set<String>> allowedNow = new EnumMap<>(Source.class);

    LabRules(Profile profile, Policy policy, PlainMoves plainMoves, Endurance endurance) {
        this.profile = profile;
        this.policy = policy;
        this.plainMoves = plainMoves;
        this.endurance = endurance;
        movesFree = policy.rule("G0").isEmpty() && policy.rule("G1").isEmpty();
    }

    void allow(Source source, Set<String> needs) {
        allowedNow.put(source, Set.copyOf(needs));
    }

    /** Whether whoever gives a name looks after the machine, since the policy names no administrator. */
    boolean nameEnough() {
        return policy.administrators().isEmpty();
    }

    /** The lab's word comes after the profile's, and the agent's own sequences always go: they make machines safe. */
    Optional<Refusal> check(Source source, String command) {
        if (policy.isNone() || source == Source.HOST) return Optional.empty();
        if (source == Source.FILE && movesFree && plainMoves.include(command, PlainMoves.AXES)) return Optional.empty();
        if (profile.language() == Language.PLOTTER)
            return Instructions.one(command, profile).flatMap(instruction -> rule(source, instruction.name(), command));
        var line = Line.parse(0, command, profile.commands().text());
        var codes = line.codes();
        if (codes.isEmpty()) {
            var refusal = rule(source, command.split("[ =]", 2)[0], command);
            if (refusal.isPresent()) return refusal;
        }
        for (var code : codes) {
            var refusal = rule(source, code, command);
            if (refusal.isPresent()) return refusal;
        }
        return ceilings(source, line, codes);
    }

    private Optional<Refusal> rule(Source source, String code, String command) {
        var rule = policy.rule(code);
        if (rule.isEmpty()) return Optional.empty();
        if (rule.get() == Policy.Rule.FORBIDDEN)
            return Refusal.because("policy-forbidden", "guard.policy-forbidden", code);
        if (may(source, code)) return Optional.empty();
        return rule.get() == Policy.Rule.ASK
                ? Refusal.because("policy-asks", "guard.policy-asks", command)
                : Refusal.because("policy-administrator", "guard.policy-administrator", command);
    }

    boolean may(Source source, String need) {
        return allowedNow.getOrDefault(source, Set.of()).contains(need);
    }

    private Optional<Refusal> ceilings(Source source, Line line, List<String> codes) {
        var hot = ceiling(source, Quantity.NOZZLE, Heat.nozzle(line, profile).orElse(0), line)
                .or(() -> ceiling(source, Quantity.BED, Heat.bed(line, profile).orElse(0), line));
        if (hot.isPresent()) return hot;
        if (endurance.spins(codes)) {
            var fast = ceiling(source, Quantity.SPINDLE, line.value('S').orElse(0), line);
            if (fast.isPresent()) return fast;
        }
        // What a feed rate in a file means depends on the lines before it; the preflight has followed them.
        boolean feed = source != Source.FILE && line.has('F') && !codes.contains("G93");
        return feed ? ceiling(source, Quantity.FEED, line.value('F').orElse(0), line) : Optional.empty();
    }

    private Optional<Refusal> ceiling(Source source, Quantity quantity, double value, Line line) {
        if (!policy.above(quantity, value) || may(source, quantity.key())) return Optional.empty();
        return Refusal.because("policy-administrator", "guard.policy-ceiling", line.text());
    }
}
