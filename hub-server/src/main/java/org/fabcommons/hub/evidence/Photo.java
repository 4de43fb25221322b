// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.fabcommons.hub.web.Problem;

/**
 * Makes a picture anew from its pixels: upright, of a size for a page, and without what a phone writes into it, such as
 * where it was taken. What is not a picture does not get through.
 */
final class Photo {
    static final String TYPE = "image/jpeg";
    static final long MAX_BYTES = 25_000_000;
    private static final int EDGE = 1600;
    private static final long MAX_PIXELS = 120_000_000;
    private static final List<String> FORMATS = List.of("jpeg", "png");
    /** A decoded picture takes some dozen megabytes: one at a time. */
    private static final Semaphore DECODING = new Semaphore(1, true);

    private Photo() {}

    /**
     * @return a JPEG
     * @throws Problem INVALID for {@code photo}
     */
    static byte[] clean(byte[] file) {
        DECODING.acquireUninterruptibly();
        try {
            return jpeg(upright(read(file), orientation(file)));
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Problem problem) throw problem;
            throw Problem.invalid("photo", "report-photo");
        } finally {
            DECODING.release();
        }
    }

    private static BufferedImage read(byte[] file) throws IOException {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw Problem.invalid("photo", "report-photo");
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT)))
                    throw Problem.invalid("photo", "report-photo");
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                // A small file may claim to be a huge picture.
                if ((long) width * height > MAX_PIXELS) throw Problem.invalid("photo", "report-photo-large");
                var wish = reader.getDefaultReadParam();
                int step = Math.max(1, Math.max(width, height) / (2 * EDGE));
                wish.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, wish);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Scales and turns it. Source of the eight orientations: Exif 2.32, tag 0x0112. */
    private static BufferedImage upright(BufferedImage picture, int orientation) {
        double scale = Math.min(1, (double) EDGE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        boolean lying = orientation >= 5;
        var upright = new BufferedImage(lying ? height : width, lying ? width : height, BufferedImage.TYPE_INT_RGB);
        var turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
                    default -> new AffineTransform();
                };
        var canvas = upright.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        canvas.transform(turn);
        canvas.drawImage(picture, 0, 0, width, height, null);
        canvas.dispose();
        return upright;
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var wish = writer.getDefaultWriteParam();
            wish.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wish.setCompressionQuality(0.85f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), wish);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The orientation tag of a JPEG's Exif segment; 1 (upright) where there is none. */
    static int orientation(byte[] file) {
        int at = 2;
        while (at + 4 < file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            int length = big(file, at + 2, 2);
            // The pixels begin; Exif comes before them.
            if (marker == 0xda || length < 2) return 1;
            if (marker == 0xe1 && at + 10 < file.length && file[at + 4] == 'E' && file[at + 5] == 'x')
                return tiff(file, at + 10, Math.min(file.length, at + 2 + length));
            at += 2 + length;
        }
        return 1;
    }

    private static int tiff(byte[] file, int start, int end) {
        if (start + 8 > end) return 1;
        boolean little = file[start] == 'I';
        int at = start + number(file, start + 4, 4, little);
        if (at < start || at + 2 > end) return 1;
        int entries = number(file, at, 2, little);
        for (int i = 0; i < entries; i++) {
            int entry = at + 2 + 12 * i;
            if (entry + 12 > end) return 1;
            if (number(file, entry, 2, little) != 0x0112) continue;
            int value = number(file, entry + 8, 2, little);
            return value >= 1 && value <= 8 ? value : 1;
        }
        return 1;
    }

    private static int big(byte[] file, int at, int count) {
        return number(file, at, count, false);
    }

    private static int number(byte[] file, int at, int count, boolean little) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int next = file[little ? at + count - 1 - i : at + i] & 0xff;
            value = (value << 8) | next;
        }
        return value;
    }
}
