// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customizer comments as OpenSCAD's manual describes them, and which files a source may read. */
class CustomizerTest {
    private static final String SOURCE =
            """
            // SPDX-License-Identifier: MIT
            /* A stand.
               hidden = 3; */

            /* [Size] */
            // How wide it is
            width = 80; // [20:5:200]
            height = 40; // [100]
            wall = 1.6; // .1
            depth = 13;             // how deep a bit stands
            /* [Shape] */
            part = "hook"; // [hook, rail, "both":Both of them]
            count = 2; // [1:One, 2:Two]
            quoted = "a, b"; // ["a, b":"First, of two", "c:d", "e":]
            lid = true; /* or none */
            odd = 62; // [20:5:120]
            label = "say \\"hi\\""; // 12
            corner = [1, 2.5,3]; // [0:10]
            computed = width * 2;
            /* [Hidden] */
            $fn = 48;
            /* [More] */
            late = 1;
            module stand() {
            after = 1;
            }
            """;

    private static Parameter named(String name) {
        return Customizer.read(SOURCE).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsPlainAndBeforeTheFirstBraceIsAParameter() {
        assertThat(Customizer.read(SOURCE))
                .extracting(Parameter::name)
                .containsExactly(
                        "width", "height", "wall", "depth", "part", "count", "quoted", "lid", "odd", "label", "corner",
                        "late");
    }

    @Test
    void severalInALineShareWhatStandsAboveAndBehind() {
        var found = Customizer.read("// Feet\nleft = 1; right = 2; // [0:9]\nlast = 3; module m() {\nafter = 4;\n}");
        assertThat(found).extracting(Parameter::name).containsExactly("left", "right", "last");
        assertThat(found.get(0).max()).contains(new BigDecimal("9"));
        assertThat(found.get(1).description()).isEqualTo("Feet");
    }

    @Test
    void sectionsAndDescriptionsAreRead() {
        assertThat(named("width").section()).isEqualTo("Size");
        assertThat(named("width").description()).isEqualTo("How wide it is");
        assertThat(named("depth").description()).isEqualTo("how deep a bit stands");
        assertThat(named("lid").section()).isEqualTo("Shape");
    }

    @Test
    void rangesStepsAndChoicesAreRead() {
        assertThat(named("width").min()).contains(new BigDecimal("20"));
        assertThat(named("width").step()).contains(new BigDecimal("5"));
        assertThat(named("width").max()).contains(new BigDecimal("200"));
        assertThat(named("height").max()).contains(new BigDecimal("100"));
        assertThat(named("wall").step()).contains(new BigDecimal(".1"));
        assertThat(named("part").choices())
                .containsExactly(
                        new Parameter.Choice("hook", "hook"),
                        new Parameter.Choice("rail", "rail"),
                        new Parameter.Choice("both", "Both of them"));
        assertThat(named("count").choices())
                .containsExactly(new Parameter.Choice("1", "One"), new Parameter.Choice("2", "Two"));
        assertThat(named("quoted").choices())
                .containsExactly(
                        new Parameter.Choice("a, b", "First, of two"),
                        new Parameter.Choice("c:d", "c:d"),
                        new Parameter.Choice("e", "e"));
        // A step that its own value does not stand on would make a form that no browser sends.
        assertThat(named("odd").step()).isEmpty();
        assertThat(named("odd").max()).contains(new BigDecimal("120"));
        assertThat(named("label").maxLength()).isEqualTo(12);
        assertThat(named("label").given()).isEqualTo("say \"hi\"");
        assertThat(named("corner").given()).isEqualTo("1, 2.5, 3");
    }

    @Test
    void onlyValuesThatWillDoAreTaken() {
        assertThat(named("width").fault("60")).isEmpty();
        assertThat(named("width").fault("201")).isPresent();
        for (var wrong : List.of("", "1;cube(1)", "1e999", "0x10", "NaN", "1/0"))
            assertThat(named("width").fault(wrong)).as(wrong).isPresent();
        assertThat(named("part").fault("saw")).isPresent();
        assertThat(named("corner").fault("1,2,3")).isEmpty();
        assertThat(named("corner").fault("1,2")).isPresent();
        assertThat(named("label").literal("a\\\"); cube(1); //")).isEqualTo("\"a\\\\\\\"); cube(1); //\"");
    }

    @Test
    void pathsThatAreWrittenOutAndStayInTheDesignAreFine() throws Exception {
        assertThat(
                        FileUse.of(
                                """
                        use <lib/gear.scad>
                        include <more.scad>
                        // import(x)
                        import("a.stl", convexity = 3); surface(file = "b.png", center = true);
                        text("import(x)"); linear_extrude(height = 2) import(file="c.svg");
                        """))
                .containsExactlyInAnyOrder("lib/gear.scad", "more.scad", "a.stl", "b.png", "c.svg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import(\"/etc/passwd\");",
                "import(\"../other.stl\");",
                "import(str(\"/etc\", \"/passwd\"));",
                "x = \"a.stl\"; import(x);",
                "import(convexity = 2, file = x);",
                "import /* */ (\"\\x2fetc\");",
                "surface(file = \"a\" + \"b\");",
                "import(\"a.stl\" == 1 ? x : y);",
                "use </usr/lib/x.scad>",
                "include > <../x.scad>",
                "include <secrets.txt>",
                "d = dxf_dim(file = name, name = \"x\");",
                "linear_extrude(height = 1, file = f);"
            })
    void otherPathsAreRefused(String source) {
        assertThatThrownBy(() -> FileUse.of(source)).isInstanceOf(FileUse.Refused.class);
    }
}
