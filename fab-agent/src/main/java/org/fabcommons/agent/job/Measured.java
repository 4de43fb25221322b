// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.link.Message;

/** What the tools of a job were measured at, and which of it has not been told yet. Of the jobs thread. */
final class Measured {
    private final InstantSource clock;
    private final List<Message.ToolLength> tools = new ArrayList<>();
    private int told;

    Measured(InstantSource clock) {
        this.clock = clock;
    }

    void take(String tool, double longerMm) {
        tools.add(new Message.ToolLength(tool, longerMm, clock.millis()));
    }

    List<Message.ToolLength> all() {
        return List.copyOf(tools);
    }

    /** Sentences in English on what is new. */
    Optional<String> told() {
        if (told == tools.size()) return Optional.empty();
        var sentences = new ArrayList<String>();
        for (; told < tools.size(); told++) sentences.add(sentence(tools.get(told)));
        return Optional.of(String.join(" ", sentences));
    }

    private static String sentence(Message.ToolLength length) {
        if (length.tool().isEmpty() && length.longerMm() == 0)
            return "The tool with which the zero was set has been measured.";
        return String.format(
                Locale.ROOT,
                "%s is %.3f mm %s than the tool with which the zero was set.",
                length.tool().isEmpty() ? "The tool that is in" : "Tool " + length.tool(),
                Math.abs(length.longerMm()),
                length.longerMm() < 0 ? "shorter" : "longer");
    }
}
