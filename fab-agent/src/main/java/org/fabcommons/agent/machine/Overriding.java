// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.profile.Control;

/** Speeding up and slowing down while something runs. Of the session's thread. */
record Overriding(Situation now, Control control, Asking asking) {
    private static final int STEP_PERCENT = 10;

    CompletionStage<Hand.Done> set(String what, int percent) {
        var override = control.overrides().get(what);
        if (override == null)
            throw new ByHand.Refused("not-offered", "This machine has no override of \"" + what + "\".");
        if (percent < override.minPercent() || percent > override.maxPercent())
            throw new ByHand.Refused(
                    "range",
                    new Wrong(
                            "overrideRange",
                            "This override goes from %d to %d %%.",
                            override.minPercent(),
                            override.maxPercent()));
        if (!now.ready() || now.connection().isEmpty())
            throw new ByHand.Refused("machine-offline", "The machine is not connected.");
        var c = now.connection().get();
        try {
            for (var name : bytes(override, c.seen().overrides().getOrDefault(what, 100), percent))
                c.shout(now.profile().realtime().find(name).orElseThrow());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        override.line()
                .ifPresent(line -> asking.also(
                        Outgoing.byHand(line.replace("{value}", Integer.toString(percent)), Source.CONTROL)));
        override.ask().ifPresent(line -> asking.also(Outgoing.byHand(line, Source.CONTROL)));
        return CompletableFuture.completedFuture(Hand.Done.WELL);
    }

    /** From what the firmware says to what is wanted. */
    private static List<String> bytes(Control.PercentOverride override, int from, int to) {
        var bytes = override.bytes();
        if (bytes.containsKey(Integer.toString(to))) return List.of(bytes.get(Integer.toString(to)));
        if (bytes.isEmpty()) return List.of();
        if (!bytes.containsKey("plus"))
            throw new ByHand.Refused(
                    "range",
                    new Wrong("overrideOnly", "This override knows only %s %%.", String.join(", ", bytes.keySet())));
        var names = new ArrayList<String>();
        int at = from;
        if (Math.abs(100 - to) < Math.abs(from - to)) {
            names.add(bytes.get("reset"));
            at = 100;
        }
        for (; at + STEP_PERCENT <= to; at += STEP_PERCENT) names.add(bytes.get("plus"));
        for (; at - STEP_PERCENT >= to; at -= STEP_PERCENT) names.add(bytes.get("minus"));
        return names;
    }
}
