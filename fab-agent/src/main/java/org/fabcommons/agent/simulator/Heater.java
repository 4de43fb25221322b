// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/** A heater, its mass and its sensor; degrees Celsius. */
final class Heater {
    private static final double AMBIENT = 21;

    private final double fastest;
    private final double coolingSeconds;
    private double actual = AMBIENT;
    private double target;
    private double power;

    /**
     * @param fastest heating at full power, °C/s
     * @param coolingSeconds in which the distance to room temperature falls to a third
     */
    Heater(double fastest, double coolingSeconds) {
        this.fastest = fastest;
        this.coolingSeconds = coolingSeconds;
    }

    void target(double celsius) {
        target = celsius;
    }

    double target() {
        return target;
    }

    double actual() {
        return actual;
    }

    /** 0 to 127, as Marlin prints it. */
    int duty() {
        return (int) Math.round(power * 127);
    }

    boolean reached() {
        return Math.abs(actual - target) < 1;
    }

    void advance(double seconds) {
        double rest = seconds;
        while (rest > 0) {
            double step = Math.min(rest, 0.5);
            double loss = (actual - AMBIENT) / coolingSeconds;
            // As a tuned controller does: full power until near, then just what is lost.
            double wanted = target > 0 ? (target - actual) / 2 + loss : 0;
            power = Math.max(0, Math.min(1, wanted / (fastest + (target - AMBIENT) / coolingSeconds)));
            actual += (power * (fastest + Math.max(0, target - AMBIENT) / coolingSeconds) - loss) * step;
            rest -= step;
        }
    }
}
