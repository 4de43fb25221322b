// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** A mill whose owner has set it to report in inches. */
class MillimetresTest {
    @Test
    void whatItSaysOfPlacesIsInMillimetresOnceItHasSaidSo() {
        var profile = Profiles.standard().require("grbl");
        var seen = new Seen(profile);
        var units = new Millimetres(profile);
        for (var line : List.of(
                "$13=1",
                "[G28:-1.2345,-2.1357,0.0000]",
                "[PRB:0.0000,0.0000,-1.0000:1]",
                "<Idle|MPos:-10.0000,0.0000,-0.5000|FS:0,0|WCO:-1.0000,0.0000,0.0000>")) {
            for (var reply : units.of(Dialect.of(profile).read(line))) seen.take(reply, 0);
        }
        assertThat(seen.machinePosition().get("X")).isCloseTo(-254, within(1e-6));
        assertThat(seen.position().get("X")).isCloseTo(-228.6, within(1e-6));
        assertThat(seen.storedPositions().get("G28").y()).isCloseTo(-54.247, within(1e-3));
        assertThat(seen.probed().orElseThrow().at().get("Z")).isCloseTo(-25.4, within(1e-6));
    }
}
