// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    void whatHeldAfterAnInstructionIsSaidInWords() throws IOException {
        var text = "IN;SP2;VS10;PU4019,0;PD4019,8038;PU;SP0;";
        assertThat(PlotDrawing.after(file(text), PLOTTER, 5))
                .startsWith("X100.00 Y200.00, the tool down, pen 2, 100.0");
        assertThat(PlotDrawing.after(file(text), PLOTTER, 1)).startsWith("X0.00 Y0.00, the tool up");
    }
}
