// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes pictures anew from their pixels: upright, no larger than asked for, and without what else a file may carry, such as
 * where a phone took it. What is not a picture does not get through.
 */
public final class Raster {
    public static final long MAX_BYTES = 25_000_000;
    private static final long MAX_PIXELS = 120_000_000;
    /** So many pixels of the file at most are read for one of the result, along each axis. */
    private static final int FINE = 4;
    /** A decoded picture takes some dozen megabytes: one at a time. */
    private static final Semaphore DECODING = new Semaphore(1, true);

    private Raster() {}

    /** The file is no picture of a known kind, or claims to be too large a one. */
    public static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean large;

        Unreadable(boolean large, String message) {
            super(message);
            this.large = large;
        }

        /** Whether it may be a picture, and is only too large. */
        public boolean large() {
            return large;
        }
    }

    /**
     * A picture as it goes out.
     *
     * @param mediaType {@code image/jpeg}, or {@code image/png} where something shines through
     */
    public record Made(byte[] bytes, String mediaType) {}

    /**
     * An opaque JPEG, on white, however long others take.
     *
     * @param edge its longer side has at most so many pixels
     * @param formats that are taken, as ImageIO names them
     */
    public static byte[] jpeg(byte[] file, int edge, float quality, List<String> formats) throws Unreadable {
        DECODING.acquireUninterruptibly();
        try {
            return jpeg(opaque(small(file, edge, formats)), quality);
        } finally {
            DECODING.release();
        }
    }

    /**
     * A small picture that keeps what is transparent; none where others take too long.
     *
     * @param edge its longer side has at most so many pixels
     * @param waitMs how long to wait for others
     */
    static Optional<Made> small(byte[] file, int edge, float quality, List<String> formats, long waitMs)
            throws Unreadable {
        try {
            if (!DECODING.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            var picture = small(file, edge, formats);
            return Optional.of(
                    seeThrough(picture)
                            ? new Made(png(picture), "image/png")
                            : new Made(jpeg(opaque(picture), quality), "image/jpeg"));
        } finally {
            DECODING.release();
        }
    }

    private static BufferedImage small(byte[] file, int edge, List<String> formats) throws Unreadable {
        if (file.length > MAX_BYTES) throw new Unreadable(true, "more than " + MAX_BYTES + " bytes");
        try {
            return upright(read(file, edge, formats), orientation(file), edge);
        } catch (Unreadable told) {
            throw told;
        } catch (IOException | RuntimeException broken) {
            // The readers throw all sorts of things at what is no picture.
            var unreadable = new Unreadable(false, "no picture: " + broken.getMessage());
            unreadable.initCause(broken);
            throw unreadable;
        }
    }

    private static BufferedImage read(byte[] file, int edge, List<String> formats) throws IOException {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw new Unreadable(false, "no picture");
            ImageReader reader = readers.next();
            try {
                if (!formats.contains(reader.getFormatName().toLowerCase(Locale.ROOT)))
                    throw new Unreadable(false, "a picture of another kind: " + reader.getFormatName());
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                // A small file may claim to be a huge picture.
                if ((long) width * height > MAX_PIXELS) throw new Unreadable(true, width + " by " + height + " pixels");
                var wish = reader.getDefaultReadParam();
                int step = Math.max(1, Math.max(width, height) / (FINE * edge));
                wish.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, wish);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Scales and turns it. Source of the eight orientations: Exif 2.32, tag 0x0112. */
    private static BufferedImage upright(BufferedImage picture, int orientation, int edge) {
        double scale = Math.min(1, (double) edge / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        boolean lying = orientation >= 5;
        int type = picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var upright = new BufferedImage(lying ? height : width, lying ? width : height, type);
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
        canvas.transform(turn);
        canvas.drawImage(halved(picture, width, height), 0, 0, width, height, null);
        canvas.dispose();
        return upright;
    }

    /** Down by halves until less than that is left: one large step would leave most pixels out. */
    private static BufferedImage halved(BufferedImage picture, int width, int height) {
        var now = picture;
        while (now.getWidth() >= 2 * width
                && now.getHeight() >= 2 * height
                && now.getWidth() > 1
                && now.getHeight() > 1) {
            var half = new BufferedImage(
                    now.getWidth() / 2,
                    now.getHeight() / 2,
                    now.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
            var canvas = half.createGraphics();
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(now, 0, 0, half.getWidth(), half.getHeight(), null);
            canvas.dispose();
            now = half;
        }
        return now;
    }

    private static boolean seeThrough(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha()) return false;
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) if (picture.getRGB(x, y) >>> 24 < 0xff) return true;
        return false;
    }

    private static BufferedImage opaque(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha()) return picture;
        var opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        var canvas = opaque.createGraphics();
        canvas.drawImage(picture, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return opaque;
    }

    private static byte[] png(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(BufferedImage picture, float quality) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var wish = writer.getDefaultWriteParam();
            wish.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wish.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), wish);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
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
