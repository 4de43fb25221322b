// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.link.Telemetry;

/** Reads what RepRap firmwares say of their heat. */
final class Temperatures {
    private static final Pattern SENSOR = Pattern.compile(
            "(?:^|\\s)(B|C|T\\d*):\\s*(-?\\d{1,6}(?:\\.\\d{1,6})?)\\s*/\\s*(-?\\d{1,6}(?:\\.\\d{1,6})?)");

    private Temperatures() {}

    /** By sensor: T0, T1…, B for the bed, C for the chamber; empty when the line holds none. */
    static Optional<Reply> in(String line) {
        if (line.indexOf('/') < 0) return Optional.empty();
        Map<String, Telemetry.Temperature> bySensor = new HashMap<>();
        for (var m = SENSOR.matcher(line); m.find(); )
            bySensor.put(
                    m.group(1),
                    new Telemetry.Temperature(Double.parseDouble(m.group(2)), Double.parseDouble(m.group(3))));
        // T alone is the active tool; beside T0 it only repeats it, beside T1 alone it is tool 0.
        var active = Optional.ofNullable(bySensor.remove("T"));
        active.ifPresent(t -> bySensor.putIfAbsent("T0", t));
        return bySensor.isEmpty() ? Optional.empty() : Optional.of(new Reply.Temperatures(Map.copyOf(bySensor)));
    }
}
