// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/** The numbered settings of grbl, with the defaults of {@code defaults.h}. */
final class GrblSettings {
    private static final int LASER_MODE = 32;

    private final Map<Integer, String> values = new TreeMap<>(Map.ofEntries(
            Map.entry(0, "10"),
            Map.entry(1, "25"),
            Map.entry(2, "0"),
            Map.entry(3, "0"),
            Map.entry(4, "0"),
            Map.entry(5, "0"),
            Map.entry(6, "0"),
            Map.entry(10, "1"),
            Map.entry(11, "0.010"),
            Map.entry(12, "0.002"),
            Map.entry(13, "0"),
            Map.entry(20, "0"),
            Map.entry(21, "0"),
            Map.entry(22, "0"),
            Map.entry(23, "0"),
            Map.entry(24, "25.000"),
            Map.entry(25, "500.000"),
            Map.entry(26, "250"),
            Map.entry(27, "1.000"),
            Map.entry(30, "1000"),
            Map.entry(31, "0"),
            Map.entry(32, "0"),
            Map.entry(100, "250.000"),
            Map.entry(101, "250.000"),
            Map.entry(102, "250.000"),
            Map.entry(110, "500.000"),
            Map.entry(111, "500.000"),
            Map.entry(112, "500.000"),
            Map.entry(120, "10.000"),
            Map.entry(121, "10.000"),
            Map.entry(122, "10.000"),
            Map.entry(130, "200.000"),
            Map.entry(131, "200.000"),
            Map.entry(132, "200.000")));

    private final boolean homesDown;

    /** As somebody has set them who knows the machine. */
    GrblSettings(Profile machine) {
        var travel = machine.envelope();
        set(30, machine.limits().spindleMax().orElse(1000.0));
        for (int axis = 0; axis < 3; axis++) {
            set(110 + axis, machine.limits().feedMaxMmPerMin());
            set(120 + axis, machine.motion().accelerationMmPerS2());
        }
        set(130, travel.width());
        set(131, travel.depth());
        set(132, travel.height());
        homesDown = machine.control()
                .filter(control -> control.space() == Control.Space.ENVELOPE)
                .isPresent();
        if (machine.isLaser()) values.put(LASER_MODE, "1");
        if (machine.family() == Family.GRBL09) values.remove(LASER_MODE);
    }

    /** Whether its coordinates go up from where it homes. */
    boolean homesDown() {
        return homesDown;
    }

    /** Whether the beam follows the speed, and goes out in a hold. */
    boolean laserMode() {
        return values.getOrDefault(LASER_MODE, "0").equals("1");
    }

    private void set(int id, double value) {
        values.put(id, String.format(Locale.ROOT, "%.3f", value));
    }

    double number(int id) {
        return Double.parseDouble(values.get(id));
    }

    /** Whether it reports in inches. */
    boolean inches() {
        return number(13) != 0;
    }

    List<String> lines() {
        return values.entrySet().stream()
                .map(e -> "$" + e.getKey() + "=" + e.getValue())
                .toList();
    }

    /**
     * Takes {@code $n=value}.
     *
     * @return grbl's error code, 0 when taken
     */
    int set(String text) {
        int equals = text.indexOf('=');
        int id = Integer.parseInt(text.substring(1, Math.min(equals, 5)));
        var value = text.substring(equals + 1);
        if (!value.matches("-?\\d{1,9}(\\.\\d{0,6})?")) return 2;
        if (value.startsWith("-")) return 4;
        if (!values.containsKey(id)) return 3;
        if (id == 20 && Double.parseDouble(value) != 0 && number(22) == 0) return 10;
        values.put(id, value);
        return 0;
    }
}
