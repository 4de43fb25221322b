// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.gcode.Line;
import org.fabcommons.plot.PlotProgram;
import org.fabcommons.preflight.Finding;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FreeCAD, Inkscape and others write fits the machines it is for, and is carried out move for move. */
class ProgramsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "freecad-grbl.nc,     grbl",
        "freecad-grbl.nc,     fluidnc",
        "freecad-linuxcnc.nc, grbl",
        "freecad-linuxcnc.nc, tinyg",
        "freecad-uccnc.nc,    carbide-3d-shapeoko-3",
        "gcodetools.ngc,      genmitsu-3018",
        "gcodetools.ngc,      tinyg",
        "freecad.rml,         roland-mdx-20",
        "inkscape.hpgl,       roland-gx-24",
        "inkscape.hpgl,       hp-7475a",
        "pstoedit.hpgl,       graphtec-ce5000-60",
        "hp2xx.hpgl,          summa-d60"
    })
    void aFileOfAnotherProgramRunsAsItStands(String name, String id) throws IOException {
        var profile = Profiles.standard().require(id);
        try (var in = file(name)) {
            var checked = Preflight.check(in, profile);
            assertThat(checked.refusals()).as(name + " on " + id).isEmpty();
            assertThat(checked.findings())
                    .extracting(Finding::code)
                    .isSubsetOf("ask-command", "left-out", "spindle-no-speed");
            assertThat(checked.toolpath().sendable()).isGreaterThan(50);
        }
        var lines = lines(name, profile);
        var wire = new VirtualWire(profile, folder, 3);
        wire.stream(lines);
        assertThat(wire.broken()).isEmpty();
        assertThat(wire.executed())
                .isEqualTo(lines.stream().map(line -> line.replace(" ", "")).toList());
    }

    private static java.io.InputStream file(String name) {
        return ProgramsTest.class.getResourceAsStream("/programs/" + name);
    }

    /** What the session would send; changes of tools are its own. */
    private static List<String> lines(String name, Profile profile) throws IOException {
        var lines = new ArrayList<String>();
        try (var program = PlotProgram.open(file(name), profile)) {
            for (var line = program.next(); line.isPresent(); line = program.next())
                if (!line.get().blank() && !isToolChange(line.get()))
                    lines.add(line.get().text());
        }
        return lines;
    }

    private static boolean isToolChange(Line line) {
        return line.codes().contains("M6");
    }
}
