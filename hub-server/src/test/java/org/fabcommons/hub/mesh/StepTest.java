// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read of STEP files, which are not measured. */
public class StepTest {
    /** A red box of 20 × 30 × 10 mm, AP214. */
    public static byte[] box() throws IOException {
        try (InputStream in = Objects.requireNonNull(StepTest.class.getResourceAsStream("/box.step"))) {
            return in.readAllBytes();
        }
    }

    private static StepFacts read(String text) throws IOException, MeshFault {
        return Step.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
                new Limits(1_000, 100_000, () -> {}));
    }

    @Test
    void aFileTellsItsProtocolUnitBodiesFacesAndParts() throws IOException, MeshFault {
        assertThat(Step.read(new ByteArrayInputStream(box()), Limits.STANDARD))
                .isEqualTo(new StepFacts("AP214", "FabCommons", "mm", 1, 6, 1, List.of("Boîte")));
    }

    @Test
    void inchesCountBeforeTheMetresTheyAreMadeOf() throws IOException, MeshFault {
        var facts = read(
                """
                ISO-10303-21;
                FILE_SCHEMA(('CONFIG_CONTROL_DESIGN'));
                DATA; /* #9=PRODUCT('no','no',''); */
                #1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.));
                #2=(CONVERSION_BASED_UNIT('INCH',#3)LENGTH_UNIT()NAMED_UNIT(#4));
                #3=PRODUCT('a;''b',
                  '','',(#1));
                """);
        assertThat(facts).isEqualTo(new StepFacts("AP203", "", "in", 0, 0, 1, List.of("a;'b")));
    }

    @Test
    void whatIsBrokenOrEndlessIsReadAsFarAsItGoesAndNoFurther() throws IOException, MeshFault {
        assertThat(read("ISO-10303-21;\n#1=PRODUCT('x").products()).isZero();
        assertThat(read("ISO-10303-21;#1=ADVANCED_FACE('" + "x".repeat(50_000) + "');")
                        .faces())
                .isEqualTo(1);
        assertThatThrownBy(() -> read("/*" + "x".repeat(200_000)))
                .isInstanceOf(MeshFault.class)
                .hasMessageContaining("bytes");
    }
}
