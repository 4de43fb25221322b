// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    @Test
    void aSlowLineGetsSmallerPicturesAndAQuickOneTheWholeAgain() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        var whole = out.toByteArray();
        var shrinking = new Shrinking();
        assertThat(shrinking.of(whole)).isSameAs(whole);
        shrinking.took(Duration.ofSeconds(4));
        assertThat(width(shrinking.of(whole))).isEqualTo(640);
        for (int i = 0; i < 9; i++) shrinking.took(Duration.ofSeconds(4));
        assertThat(width(shrinking.of(whole))).isEqualTo(160);
        assertThat(shrinking.factor()).isEqualTo(8);
        shrinking.took(Duration.ofMillis(500));
        assertThat(shrinking.factor()).as("neither slow nor quick").isEqualTo(8);
        for (int i = 0; i < 3; i++) shrinking.took(Duration.ofMillis(20));
        assertThat(shrinking.of(whole)).isSameAs(whole);
    }

    private static int width(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth();
    }
}
