// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.ToolSetter;

/**
 * Finds where the tool touches a setter or a plate: up first, across, down quickly and then slowly, never farther than the
 * setter's own limit or than the machine can go, and up again whatever came of it. Of the session's thread.
 */
final class Measuring {
    /** Why there is no result. */
    enum Trouble {
        NOT_HOMED,
        OUT_OF_REACH,
        ALREADY_TOUCHING,
        NO_CONTACT,
        STILL_TOUCHING,
        TOO_LONG,
        TOO_SHORT
    }

    /** Off again after the quick touch. */
    private static final double BACK_MM = 1;

    private static final double SLOW = 0.25;
    /** From the answer to a probing move until its result is there. Milliseconds. */
    private static final long REPORT_MS = 3000;

    private static final double TOLERANCE = 0.01;

    private final Situation now;
    private final ToolSetter setter;
    private final Jogs jogs;
    private OptionalDouble touched = OptionalDouble.empty();
    private Optional<Trouble> trouble = Optional.empty();
    private double clear;

    Measuring(Situation now, ToolSetter setter, Jogs jogs) {
        this.now = now;
        this.setter = setter;
        this.jogs = jogs;
    }

    /** From the machine's zero; empty when {@link #trouble}. */
    OptionalDouble touched() {
        return touched;
    }

    Optional<Trouble> trouble() {
        return trouble;
    }

    void fails(Trouble why) {
        trouble = Optional.of(why);
        touched = OptionalDouble.empty();
    }

    private Profile profile() {
        return now.profile();
    }

    private Control control() {
        return profile().control().orElseThrow();
    }

    /** To the place above it, where the machine knows the way; a plate is else brought to the tool. */
    List<Step> approach() {
        touched = OptionalDouble.empty();
        trouble = Optional.empty();
        return List.of(Jogs.atRest(), new Step.Then(c -> {
            var at = c.seen().machinePosition();
            if (!jogs.knowTheWay(c)) {
                if (setter.kind() == ToolSetter.Kind.FIXED) fails(Trouble.NOT_HOMED);
                clear = at.getOrDefault("Z", 0.0);
                return List.of();
            }
            clear = setter.clearZ();
            var place = place(c);
            if (!reaches(place)) {
                fails(Trouble.OUT_OF_REACH);
                return List.of();
            }
            var steps = new ArrayList<Step>();
            // Up, not down, before it goes across.
            if (at.get("Z") < clear) steps.addAll(jogs.go(at, Map.of("Z", clear)));
            steps.addAll(jogs.go(at, Map.of("X", place.get("X"), "Y", place.get("Y"))));
            steps.addAll(jogs.go(Map.of("Z", clear)));
            return steps;
        }));
    }

    private Map<String, Double> place(Connection c) {
        double x = setter.x();
        double y = setter.y();
        if (setter.kind() == ToolSetter.Kind.PLATE) {
            x += c.seen().machinePosition().get("X") - c.seen().position().getOrDefault("X", 0.0);
            y += c.seen().machinePosition().get("Y") - c.seen().position().getOrDefault("Y", 0.0);
        }
        return Map.of("X", x, "Y", y, "Z", setter.clearZ());
    }

    private boolean reaches(Map<String, Double> place) {
        for (var axis : Whereabouts.Axis.values()) {
            double at = place.get(axis.name());
            double low = control().min(profile().envelope(), axis.number());
            double high = control().max(profile().envelope(), axis.number());
            if (at < low - TOLERANCE || at > high + TOLERANCE) return false;
        }
        return true;
    }

    /** Down, twice, and up. */
    List<Step> probe() {
        return List.of(
                new Step.Then(c -> {
                    if (trouble.isPresent()) return List.of();
                    if (c.seen().probeTouches()) {
                        fails(Trouble.ALREADY_TOUCHING);
                        return List.of();
                    }
                    double travel = setter.travelMm();
                    double room = c.seen().machinePosition().getOrDefault("Z", 0.0)
                            - control().min(profile().envelope(), Whereabouts.Axis.Z.number());
                    if (jogs.knowTheWay(c)) travel = Math.min(travel, room);
                    return touch(c, travel, setter.feedMmPerMin(), this::off);
                }),
                new Step.Then(c -> trouble.filter(why -> why == Trouble.NOT_HOMED || why == Trouble.OUT_OF_REACH)
                                .isPresent()
                        ? List.of()
                        : jogs.go(Map.of("Z", clear))));
    }

    /** A little up after the quick touch; then once more, slowly. */
    private List<Step> off() {
        return List.of(Jogs.atRest(), new Step.Then(c -> {
            var at = c.seen().machinePosition();
            var steps = new ArrayList<>(jogs.go(at, Map.of("Z", at.get("Z") + BACK_MM)));
            steps.add(new Step.Then(d -> {
                if (!d.seen().probeTouches())
                    return touch(d, 2 * BACK_MM, setter.feedMmPerMin() * SLOW, () -> {
                        touched = OptionalDouble.of(
                                d.seen().probed().orElseThrow().at().get("Z"));
                        return List.of();
                    });
                fails(Trouble.STILL_TOUCHING);
                return List.of();
            }));
            return steps;
        }));
    }

    private List<Step> touch(Connection c, double mm, double feed, Supplier<List<Step>> then) {
        long before = c.seen().probes();
        var steps = new ArrayList<Step>();
        for (var line : control().lines(Control.PROBE))
            steps.add(new Step.Hand(
                    line.replace("{move}", "Z" + Numbers.plain(-mm)).replace("{feed}", Numbers.plain(feed)),
                    Source.CONTROL));
        steps.add(Step.allow(d -> d.seen().probes() > before, REPORT_MS));
        steps.add(new Step.Then(d -> {
            boolean contact = d.seen().probes() > before
                    && d.seen().probed().orElseThrow().contact();
            if (contact) return then.get();
            fails(Trouble.NO_CONTACT);
            return List.of();
        }));
        return steps;
    }
}
