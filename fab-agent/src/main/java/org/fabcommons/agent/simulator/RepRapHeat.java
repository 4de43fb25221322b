// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.fabcommons.profile.Limits;

/** A printer's nozzle, bed and fan. */
final class RepRapHeat {
    private static final double COLD_EXTRUSION_C = 170;

    private final Heater nozzle = new Heater(3.5, 90);
    private final Heater bed = new Heater(0.7, 400);
    private final Limits limits;
    private double fan;

    RepRapHeat(Limits limits) {
        this.limits = limits;
    }

    void off() {
        nozzle.target(0);
        bed.target(0);
        fan = 0;
    }

    void advance(double seconds) {
        nozzle.advance(seconds);
        bed.advance(seconds);
    }

    /** Whether nothing may be extruded. */
    boolean cold() {
        return nozzle.actual() < COLD_EXTRUSION_C;
    }

    void fan(double speed) {
        fan = speed;
    }

    double fan() {
        return fan;
    }

    /** @param ofNozzle else of the bed */
    void set(boolean ofNozzle, Words words) {
        words.number('S').ifPresent(celsius -> heater(ofNozzle).target(Math.min(celsius, max(ofNozzle))));
    }

    /** Sets the target and tells when it is reached; with R also by cooling. */
    BooleanSupplier reach(boolean ofNozzle, Words words) {
        var heater = heater(ofNozzle);
        boolean alsoCooling = words.has('R');
        words.number(alsoCooling ? 'R' : 'S').ifPresent(celsius -> heater.target(Math.min(celsius, max(ofNozzle))));
        return () -> heater.reached() || heater.target() == 0 || (!alsoCooling && heater.actual() > heater.target());
    }

    private Heater heater(boolean ofNozzle) {
        return ofNozzle ? nozzle : bed;
    }

    private double max(boolean ofNozzle) {
        Optional<Double> max = ofNozzle ? limits.nozzleMaxC() : limits.bedMaxC();
        return max.orElse(0.0);
    }

    String temperatures() {
        return String.format(
                Locale.ROOT,
                " T:%.2f /%.2f B:%.2f /%.2f @:%d B@:%d",
                nozzle.actual(),
                nozzle.target(),
                bed.actual(),
                bed.target(),
                nozzle.duty(),
                bed.duty());
    }

    /** As Klipper writes it. Source: {@code extras/heaters.py}, _get_temp. */
    String sensors() {
        return String.format(
                Locale.ROOT,
                " B:%.1f /%.1f T0:%.1f /%.1f",
                bed.actual(),
                bed.target(),
                nozzle.actual(),
                nozzle.target());
    }

    Map<String, Object> status() {
        return Map.of(
                "T0", Map.of("actual", nozzle.actual(), "target", nozzle.target()),
                "B", Map.of("actual", bed.actual(), "target", bed.target()));
    }
}
