// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** What a machine says of itself goes before what its profile assumes. */
class SelfDescriptionTest {
    private static Profile after(String id, String... lines) {
        var profile = Profiles.standard().require(id);
        var dialect = Dialect.of(profile);
        var description = new SelfDescription();
        for (var line : lines) dialect.read(line).forEach(description::take);
        return description.told().over(profile);
    }

    @Test
    void aMillsSettingsAreItsSpeedsAndItsSpindle() {
        var told = after("grbl", "$30=24000", "$110=4000.000", "$111=3500.000", "$120=150.000", "$121=90.000");
        assertThat(told.limits().spindleMax()).hasValue(24000.0);
        assertThat(told.limits().feedMaxMmPerMin()).isEqualTo(4000);
        assertThat(told.motion().rapidMmPerMin()).isEqualTo(3500);
        assertThat(told.motion().accelerationMmPerS2()).isEqualTo(90);
    }

    @Test
    void itsTravelCountsOnlyWhereItStopsTheMachine() {
        var assumed = Profiles.standard().require("grbl").envelope();
        assertThat(after("grbl", "$20=0", "$130=800.000", "$131=800.000", "$132=80.000")
                        .envelope())
                .isEqualTo(assumed);
        var told = after("grbl", "$20=1", "$130=800.000", "$131=700.000", "$132=80.000")
                .envelope();
        assertThat(told.width()).isEqualTo(800);
        assertThat(told.depth()).isEqualTo(700);
        assertThat(told.minZ()).isEqualTo(-80);
    }

    @Test
    void fluidNcSaysWhereItsCoordinatesLie() {
        var told = after(
                "fluidnc",
                "$/axes/x/max_travel_mm=300.000",
                "$/axes/x/homing/mpos_mm=5.000",
                "$/axes/x/homing/positive_direction=false",
                "$/axes/y/max_travel_mm=200.000",
                "$/axes/y/homing/mpos_mm=150.000",
                "$/axes/y/homing/positive_direction=true",
                "$/axes/z/max_travel_mm=80.000");
        var control = told.control().orElseThrow();
        assertThat(control.min(told.envelope(), 0)).isEqualTo(5);
        assertThat(control.max(told.envelope(), 0)).isEqualTo(305);
        assertThat(control.min(told.envelope(), 1)).isEqualTo(-50);
        assertThat(control.max(told.envelope(), 1)).isEqualTo(150);
        assertThat(control.min(told.envelope(), 2)).isEqualTo(-80);
        assertThat(control.max(told.envelope(), 2)).isZero();
    }

    @Test
    void grbl09SaysTheSameWithWordsBehindIt() {
        assertThat(after("grbl09", "$110=900.000 (x max rate, mm/min)", "$111=800.000 (y max rate, mm/min)")
                        .motion()
                        .rapidMmPerMin())
                .isEqualTo(800);
    }

    @Test
    void aPrinterSaysItsVolumeAndItsTools() {
        var told = after(
                "marlin",
                "FIRMWARE_NAME:Marlin 2.1 PROTOCOL_VERSION:1.0 MACHINE_TYPE:My printer EXTRUDER_COUNT:2 UUID:x",
                "area:{full:{min:{x:-5.0000,y:0.0000,z:0.0000},max:{x:310.0000,y:300.0000,z:400.0000}},work:{}}");
        assertThat(told.limits().tools()).isEqualTo(2);
        assertThat(told.envelope().minX()).isEqualTo(-5);
        assertThat(told.envelope().maxZ()).isEqualTo(400);
    }

    @Test
    void whatCannotBeIsNotBelieved() {
        var assumed = Profiles.standard().require("marlin");
        var told = after(
                "marlin",
                "FIRMWARE_NAME:Marlin EXTRUDER_COUNT:0",
                "area:{full:{min:{x:0,y:0,z:0},max:{x:0,y:300,z:400}}}");
        assertThat(told).isEqualTo(assumed);
        assertThat(after("grbl", "$30=lots", "$110=-3", "$111=0"))
                .isEqualTo(Profiles.standard().require("grbl"));
    }
}
