// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.Test;

/** A heater on its way, by minutes that are counted here. */
class WarmthTest {
    private static final Heating WANTED = new Heating("T0", 200, false);
    private static final long MINUTE_MS = 60_000;

    private final Warmth warmth = new Warmth();

    private void at(long minute, double actual) {
        warmth.take(Map.of("T0", new Telemetry.Temperature(actual, 200)), minute * MINUTE_MS);
    }

    @Test
    void aHeaterThatComesNoNearerForFiveMinutesIsStuck() {
        at(0, 20);
        at(1, 90);
        for (int minute = 2; minute < 6; minute++) {
            at(minute, 90.4);
            assertThat(warmth.stuck(WANTED, minute * MINUTE_MS)).isFalse();
        }
        at(6, 89);
        assertThat(warmth.stuck(WANTED, 6 * MINUTE_MS)).isTrue();
        assertThat(warmth.reached(WANTED, 6 * MINUTE_MS)).isFalse();
    }

    @Test
    void aSlowOneIsNotAndOneThatIsThereNeverIs() {
        // Two degrees a minute, as a large bed in a cold room.
        for (int minute = 0; minute < 90; minute++) {
            at(minute, 20 + 2 * minute);
            assertThat(warmth.stuck(WANTED, minute * MINUTE_MS)).isFalse();
        }
        for (int minute = 90; minute < 120; minute++) at(minute, 200);
        assertThat(warmth.reached(WANTED, 120 * MINUTE_MS)).isTrue();
        assertThat(warmth.stuck(WANTED, 120 * MINUTE_MS)).isFalse();
    }

    @Test
    void anHourAtRoomTemperatureSaysNothingOfAHeaterThatWasJustSwitchedOn() {
        for (int minute = 0; minute <= 60; minute++)
            warmth.take(Map.of("T0", new Telemetry.Temperature(21, 0)), minute * MINUTE_MS);
        // The machine reports every few seconds; until then it has not said that it heard.
        assertThat(warmth.stuck(WANTED, 60 * MINUTE_MS + 100)).isFalse();
        at(61, 40);
        assertThat(warmth.stuck(WANTED, 61 * MINUTE_MS)).isFalse();
    }

    @Test
    void aTargetThatTheMachineNeverTakesIsStuckAfterFiveMinutes() {
        long until = 0;
        for (int minute = 0; minute <= 5; minute++) {
            warmth.take(Map.of("T0", new Telemetry.Temperature(21, 0)), minute * MINUTE_MS);
            assertThat(warmth.stuck(WANTED, minute * MINUTE_MS)).isEqualTo(minute == 5);
            until = minute * MINUTE_MS;
        }
        // A wait long after that begins anew.
        assertThat(warmth.stuck(WANTED, until + 10 * MINUTE_MS)).isFalse();
    }

    @Test
    void oneThatDipsAfterAnHourAtItsTargetHasItsTimeToComeBack() {
        for (int minute = 0; minute <= 60; minute++) at(minute, 200);
        at(61, 196);
        assertThat(warmth.stuck(WANTED, 61 * MINUTE_MS)).isFalse();
        for (int minute = 62; minute <= 66; minute++) at(minute, 195.5);
        assertThat(warmth.stuck(WANTED, 66 * MINUTE_MS)).isTrue();
    }
}
