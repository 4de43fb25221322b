// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.link.Detail;
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

    /** What is new. */
    Optional<Detail> told() {
        if (told == tools.size()) return Optional.empty();
        var all = tools.subList(told, tools.size()).stream()
                .map(Measured::sentence)
                .reduce(Detail::and);
        told = tools.size();
        return all;
    }

    private static Detail sentence(Message.ToolLength length) {
        if (length.tool().isEmpty() && length.longerMm() == 0) return Detail.of("zero-tool-measured");
        var than = length.longerMm() < 0 ? "shorter" : "longer";
        double by = Math.abs(length.longerMm());
        return length.tool().isEmpty()
                ? Detail.of("present-tool-" + than, by)
                : Detail.of("tool-" + than, length.tool(), by);
    }
}
