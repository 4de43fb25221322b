// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * How small live pictures have to be for the line: halved while one takes longer than a second, doubled again when one takes
 * less than a fifth of that. Of one thread.
 */
final class Shrinking {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration QUICK = Duration.ofMillis(200);
    /** An eighth of the width and height of a camera's picture is still a picture. */
    private static final int MOST = 8;

    private static final int LEAST_WIDTH = 160;
    private static final float QUALITY = 0.6f;

    private int factor = 1;

    /** How much smaller pictures are made now, 1 for as they are. */
    int factor() {
        return factor;
    }

    /** An upload took so long. */
    void took(Duration upload) {
        if (upload.compareTo(SLOW) > 0) factor = Math.min(MOST, factor * 2);
        else if (upload.compareTo(QUICK) < 0) factor = Math.max(1, factor / 2);
    }

    /** The picture as it is, or smaller. */
    byte[] of(byte[] jpeg) throws IOException {
        if (factor == 1) return jpeg;
        var whole = ImageIO.read(new ByteArrayInputStream(jpeg));
        if (whole == null) throw new IOException("a camera's picture is no JPEG");
        int width = Math.min(whole.getWidth(), Math.max(LEAST_WIDTH, whole.getWidth() / factor));
        int height = Math.max(1, Math.round((float) width * whole.getHeight() / whole.getWidth()));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = small.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(whole, 0, 0, width, height, null);
        canvas.dispose();
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            var wish = writer.getDefaultWriteParam();
            wish.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wish.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(small, null, null), wish);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
