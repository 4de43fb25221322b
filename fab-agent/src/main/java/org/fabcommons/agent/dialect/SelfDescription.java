// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Told;

/** Gathers what a machine says of itself while it is being met. */
public final class SelfDescription {
    /** What differs between machines: Marlin and its kin, grbl's {@code $I}, TinyG, plotters. */
    private static final Set<String> NAMING =
            Set.of("FIRMWARE_NAME", "MACHINE_TYPE", "UUID", "VER", "BOARD", "id", "OI");

    /** Blocks that have left grbl's planner and are not made yet: its step segment buffer. Source: stepper.h, config.h. */
    private static final int STEPPED = 9;

    private static final String LASER_MODE = "$32";
    private static final Pattern SETS_LASER_MODE = Pattern.compile("\\$32\\s*=\\s*(\\d)");

    private final Map<String, Double> settings = new HashMap<>();
    private Optional<Envelope> volume = Optional.empty();
    private Optional<Integer> tools = Optional.empty();
    private Optional<Integer> plannedMoves = Optional.empty();
    private final Map<String, String> names = new TreeMap<>();

    /** Takes a reply, of any kind. */
    public void take(Reply reply) {
        if (reply instanceof Reply.Setting setting)
            number(truth(setting.value())).ifPresent(n -> settings.put(setting.name(), n));
        else if (reply instanceof Reply.BufferSize size && size.blocks() > 0)
            plannedMoves = Optional.of(size.blocks() + STEPPED);
        else if (reply instanceof Reply.BuildVolume told) volume = Optional.of(told.envelope());
        else if (reply instanceof Reply.Identity who) {
            who.fields().forEach((key, value) -> {
                if (NAMING.contains(key)) names.put(key, value);
            });
            Optional.ofNullable(who.fields().get("EXTRUDER_COUNT"))
                    .flatMap(SelfDescription::number)
                    .filter(n -> n >= 1 && n <= 64)
                    .ifPresent(n -> tools = Optional.of(n.intValue()));
        }
    }

    /** A person's line was carried out: what it sets is no longer what the machine said before. */
    public void carriedOut(String command) {
        var m = SETS_LASER_MODE.matcher(command);
        if (m.matches()) settings.put(LASER_MODE, Double.parseDouble(m.group(1)));
    }

    /** Whether grbl's kin says that its laser mode is off. */
    public boolean laserModeOff() {
        return settings.getOrDefault(LASER_MODE, 1.0) != 1;
    }

    /** FluidNC says true and false. */
    private static String truth(String value) {
        return value.equals("true") ? "1" : value.equals("false") ? "0" : value;
    }

    private static Optional<Double> number(String text) {
        if (!text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) return Optional.empty();
        return Optional.of(Double.parseDouble(text));
    }

    /** By what it can be told from others, as far as it has said so; empty where it has not. */
    public String fingerprint() {
        return names.values().stream().filter(name -> !name.isBlank()).collect(Collectors.joining(", "));
    }

    /** As far as it is known now. */
    public Told told() {
        var reach = reach();
        return new Told(
                volume.or(() -> reach).or(this::travel),
                reach.map(asked -> Control.Space.ENVELOPE),
                higher("$110", "$111"),
                lower("$110", "$111"),
                lower("$120", "$121"),
                above0("$30"),
                tools,
                plannedMoves);
    }

    /** Where FluidNC's axes can go, in machine coordinates; empty where it homes none. Source: FluidNC Limit.cpp. */
    private Optional<Envelope> reach() {
        var from = new double[3];
        var to = new double[3];
        boolean homes = false;
        for (int i = 0; i < 3; i++) {
            var axis = "$/axes/" + "xyz".charAt(i);
            var travel = above0(axis + "/max_travel_mm");
            if (travel.isEmpty()) return Optional.empty();
            var mpos = Optional.ofNullable(settings.get(axis + "/homing/mpos_mm"));
            homes |= mpos.isPresent();
            boolean down = mpos.isPresent() && settings.getOrDefault(axis + "/homing/positive_direction", 1.0) == 0;
            from[i] = down ? mpos.get() : mpos.orElse(0.0) - travel.get();
            to[i] = from[i] + travel.get();
        }
        if (!homes) return Optional.empty();
        return Optional.of(new Envelope(Envelope.Origin.STOCK, from[0], from[1], from[2], to[0], to[1], to[2]));
    }

    /** grbl's travel is often left as it was shipped; only where it stops the machine ($20) somebody has set it. */
    private Optional<Envelope> travel() {
        var x = above0("$130");
        var y = above0("$131");
        var z = above0("$132");
        boolean stops = settings.getOrDefault("$20", 0.0) == 1;
        if (!stops || x.isEmpty() || y.isEmpty() || z.isEmpty()) return Optional.empty();
        return Optional.of(new Envelope(Envelope.Origin.STOCK, 0, 0, -z.get(), x.get(), y.get(), 0));
    }

    private Optional<Double> above0(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> value > 0);
    }

    private Optional<Double> higher(String one, String other) {
        return above0(one).flatMap(a -> above0(other).map(b -> Math.max(a, b)));
    }

    private Optional<Double> lower(String one, String other) {
        return above0(one).flatMap(a -> above0(other).map(b -> Math.min(a, b)));
    }
}
