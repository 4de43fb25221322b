// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fabcommons.agent.Toolpaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fab-agent analyse}, {@code ports} and {@code help}. */
class AnalysingTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFileIsDescribedForPeople() {
        var file = Toolpaths.printed(folder, 500);
        assertThat(agent("analyse", file.toString())).isZero();
        assertThat(out.toString())
                .contains("500 are sent", "Nozzle     up to 200 °C", "Filament", "It fits this machine.");
    }

    @Test
    void aDrawingIsFlatAndNeitherHeatsNorTurns() throws Exception {
        var file = Files.writeString(folder.resolve("d.plt"), "IN;SP1;PA0,0;PD;PA1000,1000;PU;SP0;");
        assertThat(agent("analyse", "--profile", "hp-7475a", file.toString())).isZero();
        assertThat(out.toString())
                .contains("X 0.0 to 24.9, Y 0.0 to 24.9 mm", "Cut        0.04 m")
                .doesNotContain("Z ", "S0", "heating");
    }

    @Test
    void aFileIsDescribedForPrograms() throws Exception {
        var file = Toolpaths.milled(folder, 500);
        assertThat(agent("analyse", "--profile", "grbl", "--json", file.toString()))
                .isZero();
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("fits").asBoolean()).isTrue();
        assertThat(json.at("/toolpath/sendable").asInt()).isEqualTo(500);
        assertThat(json.at("/toolpath/cutMm").asDouble()).isPositive();
        assertThat(json.path("findings").isArray()).isTrue();
    }

    @Test
    void aFileThatDoesNotFitSaysWhere() throws Exception {
        var file = Toolpaths.write(folder.resolve("hot.gcode"), List.of("G28", "M104 S400"));
        assertThat(agent("analyse", "--json", file.toString())).isEqualTo(3);
        var finding = new ObjectMapper().readTree(out.toString()).at("/findings/0");
        assertThat(finding.path("severity").asText()).isEqualTo("refuse");
        assertThat(finding.path("line").asInt()).isEqualTo(4);
        assertThat(finding.path("message").asText()).contains("400", "275");
    }

    @Test
    void wrongCallsSayWhatWouldBeRight() {
        assertThat(agent("analyse", "--profile", "marlyn", "x.gcode")).isEqualTo(2);
        assertThat(err.toString()).contains("There are: marlin, ", " grbl,");
        assertThat(agent("simulate", "--profile", "grbl", "--fault", "fire@3")).isEqualTo(2);
        assertThat(err.toString()).contains("lose-ok");
        assertThat(agent("analyse", folder.resolve("none.gcode").toString())).isEqualTo(2);
        assertThat(agent("send", "--port", "p", "--profile", "grbl", "--arcs", "none.nc"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There is no readable file none.nc");
        assertThat(agent("send", "--port", "p", "--profile", "grbl", "--arcs", "5", "none.nc"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--arcs takes 0.001 to 0.5 mm, not 5");
    }

    @Test
    void portsAreListedAndHelpIsGiven() {
        assertThat(agent("ports")).isZero();
        assertThat(agent("help", "send")).isZero();
        assertThat(out.toString()).contains("--report", "Exit codes");
    }

    private int agent(String... arguments) {
        return AgentCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
