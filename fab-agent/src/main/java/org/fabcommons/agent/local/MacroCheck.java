// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;

/** Whether a macro could run at all: what the guard refuses whatever state the machine is in and whoever asks. */
record MacroCheck(Guard guard) {
    /** What a person's word, or a machine that is homed, makes possible. */
    private static final Set<String> FOR_NOW =
            Set.of("policy-asks", "policy-administrator", "policy-keeps", "not-homed", "beyond-machine", "not-told");

    /**
     * @param code the guard's
     * @param detail the same in English
     */
    record Never(String line, String code, String detail) {}

    /** The first line that is never sent, with the smallest values that its parameters may have. */
    Optional<Never> of(Macro macro) {
        return macro.filled(least(macro)).stream()
                .flatMap(line -> guard.check(Source.MACRO, line).stream()
                        .filter(refusal -> !FOR_NOW.contains(refusal.code()))
                        .map(refusal -> new Never(line, refusal.code(), refusal.detail())))
                .findFirst();
    }

    private static Map<String, String> least(Macro macro) {
        var values = new TreeMap<String, String>();
        for (var one : macro.parameters()) {
            var first = one.value().isEmpty() ? "0" : one.value();
            if (!one.choices().isEmpty()) first = one.choices().get(0);
            values.put(one.name(), one.choices().isEmpty() ? one.min().map(MacroCheck::plain).orElse(first) : first);
        }
        return values;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
