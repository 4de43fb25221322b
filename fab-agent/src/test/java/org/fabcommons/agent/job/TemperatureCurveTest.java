// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.Test;

class TemperatureCurveTest {
    @Test
    void aJobOfDaysIsKeptInAsManyMomentsAsOneOfMinutesFromItsStartToItsEnd() {
        var curve = new TemperatureCurve();
        int days = 3 * 24 * 3600;
        for (int second = 0; second <= days; second++)
            curve.note(second, second / (double) days, Map.of("T0", new Telemetry.Temperature(second / 1000.0, 210)));
        var samples = curve.samples();
        assertThat(samples).hasSizeBetween(TemperatureCurve.MOST / 2, TemperatureCurve.MOST);
        assertThat(samples.get(0).seconds()).isZero();
        assertThat(samples.get(samples.size() - 1).done()).isGreaterThan(0.98);
        long step = samples.get(1).seconds();
        for (int i = 1; i < samples.size(); i++)
            assertThat(samples.get(i).seconds() - samples.get(i - 1).seconds()).isEqualTo(step);
        assertThat(samples.get(samples.size() - 1).seconds()).isGreaterThan(days - 2 * step);
        curve.end(days + 1L, 1, Map.of());
        assertThat(curve.samples().get(curve.samples().size() - 1).done())
                .as("its end is not left out")
                .isEqualTo(1);
    }
}
