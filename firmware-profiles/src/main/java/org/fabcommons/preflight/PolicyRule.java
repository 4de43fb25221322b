// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.plot.Instruction;
import org.fabcommons.preflight.Policy.Quantity;

/** What the lab's policy says about a file: each command once, at its first line, and the most of what has a ceiling. */
final class PolicyRule {
    private static final double MIN_PER_SECOND = 60;

    /** @param value in the unit of its quantity */
    private record Most(long line, double value) {}

    private final Policy policy;
    private final boolean none;
    private final boolean[] plain;
    /** First line by command. */
    private final Map<String, Long> commands = new LinkedHashMap<>();

    private final Map<Quantity, Most> above = new EnumMap<>(Quantity.class);

    PolicyRule(Policy policy) {
        this.policy = policy;
        none = policy.isNone();
        plain = new boolean[] {policy.rule("G0").isPresent(), policy.rule("G1").isPresent()};
    }

    void check(Step step) {
        if (none) return;
        long line = step.line().number();
        for (var code : step.line().codes()) command(code, line);
        // Of some commands the name is a word.
        if (step.line().codes().isEmpty()) command(step.line().text().split("[ =]", 2)[0], line);
        quantity(Quantity.NOZZLE, step.nozzleC(), line);
        quantity(Quantity.BED, step.bedC(), line);
        quantity(Quantity.FEED, step.feedMmPerMin(), line);
        quantity(Quantity.SPINDLE, step.spindle(), line);
    }

    void check(PlainMove move) {
        if (none) return;
        if (move.code() >= 0 && plain[move.code()]) command("G" + move.code(), move.line());
        if (move.setsFeed()) quantity(Quantity.FEED, move.feedMmPerMin(), move.line());
        if (move.setsSpindle()) quantity(Quantity.SPINDLE, move.spindle(), move.line());
    }

    void check(Instruction instruction, double speedMmPerS) {
        if (none) return;
        command(instruction.name(), instruction.number());
        quantity(Quantity.FEED, speedMmPerS * MIN_PER_SECOND, instruction.number());
    }

    private void command(String code, long line) {
        if (policy.rule(code).isPresent()) commands.putIfAbsent(code, line);
    }

    private void quantity(Quantity quantity, OptionalDouble value, long line) {
        if (value.isPresent()) quantity(quantity, value.getAsDouble(), line);
    }

    private void quantity(Quantity quantity, double value, long line) {
        if (!policy.above(quantity, value)) return;
        var most = above.get(quantity);
        if (most == null) above.put(quantity, new Most(line, value));
        else if (value > most.value()) above.put(quantity, new Most(most.line(), value));
    }

    void end(Findings findings) {
        commands.forEach(
                (code, line) -> findings.always(command(policy.rule(code).orElseThrow(), code, line)));
        above.forEach((quantity, most) -> findings.always(Finding.ask(
                "policy-" + quantity.key(),
                most.line(),
                List.of(most.value(), policy.ceilings().of(quantity).orElseThrow()))));
    }

    private static Finding command(Policy.Rule rule, String code, long line) {
        return switch (rule) {
            case FORBIDDEN -> Finding.refuse("policy-forbidden", line, code);
            case ASK -> Finding.ask("policy-ask", line, List.of(code));
            case ADMIN -> Finding.ask("policy-admin", line, List.of(code));
        };
    }
}
