// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures for pages at the size that is seen, by the content of the large ones. A cache: what is thrown away is made again, so backups need
 * not have it. What cannot be made small is remembered by an empty file.
 */
public final class Thumbnails {
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
    /** Raised when they are made in another way, so that all are made anew. */
    private static final int EDITION = 1;

    private static final List<String> FORMATS = List.of("jpeg", "png", "gif");
    private static final float QUALITY = 0.82f;
    /** Whoever comes while very many are made gets none this time. */
    private static final long WAIT_MS = 10_000;

    /** How much is kept, and what is left of it when there is more. */
    private static final long MOST_BYTES = 1_000_000_000;

    private static final long LEFT_BYTES = 800_000_000;

    /** How large: for rows of a list, for cards, or for the one that a page is about. */
    public enum Size {
        ROW(176),
        CARD(480),
        /** Where it has the page's width, on a screen with fine pixels. */
        STAGE(1280);

        private final int edge;

        Size(int edge) {
            this.edge = edge;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Size> parse(String name) {
            return Arrays.stream(values())
                    .filter(size -> size.wireName().equals(name))
                    .findFirst();
        }
    }

    /** One that is kept; the media type is told by the name's ending. */
    public record Small(Path file, long sizeBytes, String mediaType) {}

    /** Opens the large picture. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    private final Path folder;

    Thumbnails(Path pictures) {
        this.folder = pictures.resolve("small-" + EDITION);
    }

    /** Of a picture; none where it cannot be made small, or too many are being made. */
    public Optional<Small> ofPicture(String sha256, Size size, Content content) throws IOException {
        return of("picture", sha256, size, content);
    }

    /** Of the picture that the hub drew of a model with this content. */
    public Optional<Small> ofDrawn(String sha256, Size size, Path drawn) throws IOException {
        // Apart from the others: the same content under another name may be no picture.
        return of("drawn-" + Models.EDITION, sha256, size, () -> Files.newInputStream(drawn));
    }

    private Optional<Small> of(String of, String sha256, Size size, Content content) throws IOException {
        var name = size.wireName() + "-" + of;
        for (var ending : List.of(".jpg", ".png")) {
            var kept = place(sha256, name + ending);
            if (Files.isRegularFile(kept)) return small(kept);
        }
        if (Files.isRegularFile(place(sha256, name + ".none"))) return Optional.empty();
        byte[] file;
        try (var in = content.open()) {
            file = in.readNBytes((int) Raster.MAX_BYTES + 1);
        }
        try {
            var made = Raster.small(file, size.edge, QUALITY, FORMATS, WAIT_MS);
            if (made.isEmpty()) return Optional.empty();
            if (size == Size.STAGE && made.get().bytes().length >= file.length)
                throw new Raster.Unreadable(false, "it would not become smaller");
            var place = place(sha256, name + (made.get().mediaType().equals("image/png") ? ".png" : ".jpg"));
            keep(place, made.get().bytes());
            return small(place);
        } catch (Raster.Unreadable unreadable) {
            LOG.info("no small picture of {}: {}", sha256, unreadable.getMessage());
            keep(place(sha256, name + ".none"), new byte[0]);
            return Optional.empty();
        }
    }

    private static Optional<Small> small(Path kept) throws IOException {
        return Optional.of(
                new Small(kept, Files.size(kept), kept.toString().endsWith(".png") ? "image/png" : "image/jpeg"));
    }

    private static void keep(Path place, byte[] bytes) throws IOException {
        Files.createDirectories(place.getParent());
        var beside = Files.createTempFile(place.getParent(), "arriving", ".part");
        try {
            Files.write(beside, bytes);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private Path place(String sha256, String name) {
        if (!sha256.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("not a SHA-256: " + sha256);
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + "-" + name);
    }

    /** Takes the oldest away when there are too many. */
    void sweep() {
        record Kept(Path file, long bytes, long at) {}
        if (!Files.isDirectory(folder)) return;
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
                all.add(new Kept(
                        file, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
            long total = all.stream().mapToLong(Kept::bytes).sum();
            if (total <= MOST_BYTES) return;
            all.sort(Comparator.comparingLong(Kept::at));
            for (var kept : all) {
                if (total <= LEFT_BYTES) break;
                Files.deleteIfExists(kept.file());
                total -= kept.bytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("small pictures cannot be counted in " + folder, e);
        }
    }
}
