// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.machine.Wrong;

/** Whether a macro could run at all: what the guard refuses whatever state the machine is in and whoever asks. */
record MacroCheck(Guard guard) {
    /** What a person's word, or a machine that is homed, makes possible. */
    private static final Set<String> FOR_NOW =
            Set.of("policy-asks", "policy-administrator", "policy-keeps", "not-homed", "beyond-machine", "not-told");

    /**
     * Why its first line that is never sent is not, with the smallest values that its parameters may have; empty where they
     * tell none.
     */
    Optional<Refusal> of(Macro macro) {
        var values = least(macro);
        if (values.isEmpty()) return Optional.empty();
        return macro.filled(values.get()).stream()
                .flatMap(line ->
                        guard.check(Source.MACRO, line).stream().filter(refusal -> !FOR_NOW.contains(refusal.code())))
                .findFirst();
    }

    private static Optional<Map<String, String>> least(Macro macro) {
        var values = new TreeMap<String, String>();
        for (var one : macro.parameters()) {
            var least = one.choices().isEmpty()
                    ? one.min().map(MacroCheck::plain).orElse(one.value())
                    : one.choices().get(0);
            try {
                values.put(one.name(), one.filled(least));
            } catch (Wrong none) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
