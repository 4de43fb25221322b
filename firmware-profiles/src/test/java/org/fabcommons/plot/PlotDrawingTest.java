// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

class PlotDrawingTest {
    private static final Profile PLOTTER = Profiles.standard().require("hp-7475a");

    private static InputStream file(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anInstructionIsDrawnWhereItEnds() throws IOException {
        var text = "IN;SP1;PU4019,0;PD4019,8038;PU;";
        var drawing = PlotDrawing.of(file(text), PLOTTER, 100);
        assertThat(drawing.line()).containsExactly(3, 3, 4);
        assertThat(drawing.works()).containsExactly(false, false, true);
        assertThat(drawing.x()[0]).isZero();
        assertThat(drawing.y()[2]).isEqualTo(200f);
        assertThat(PlotDrawing.layers(file(text), PLOTTER).all()).hasSize(1);
        assertThat(PlotDrawing.layers(file("IN;PU100,100;"), PLOTTER).all()).isEmpty();
    }

    @Test
    void whatHeldAfterAnInstructionIsKnown() throws IOException {
        var text = "IN;SP2;VS10;PU4019,0;PD4019,8038;PU;SP0;";
        var then = PlotDrawing.after(file(text), PLOTTER, 5);
        assertThat(then.at()).isEqualTo(new Point(100, 200, 0));
        assertThat(then).extracting("down", "pen", "mmPerS").containsExactly(true, 2, 100.0);
        assertThat(PlotDrawing.after(file(text), PLOTTER, 1))
                .extracting("at", "down", "pen")
                .containsExactly(new Point(0, 0, 0), false, 0);
    }
}
