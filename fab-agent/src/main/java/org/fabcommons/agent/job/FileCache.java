// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.link.Detail;

/**
 * The files of jobs, by the SHA-256 of what is in them. A file has its name only when every byte is there, on the disk,
 * and the hash is right; a download that broke off goes on where it stopped.
 */
public final class FileCache {
    /** Room that is left for the journal and the rest of the computer. */
    private static final long SPARE_BYTES = 64L << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private final Path folder;

    public FileCache(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for files could not be made: " + folder, e);
        }
    }

    /** Why a file is not there. */
    public static final class NotFetched extends IOException {
        private static final long serialVersionUID = 1;

        private final String reason;
        private final transient Detail detail;

        /**
         * @param reason a stable code
         * @param detail what people are told
         */
        public NotFetched(String reason, Detail detail) {
            super(detail.english());
            this.reason = reason;
            this.detail = detail;
        }

        Detail detail() {
            return detail;
        }

        /** A stable code. */
        public String reason() {
            return reason;
        }
    }

    public Optional<Path> find(String sha256) {
        var file = folder.resolve(sha256);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Brings a file here.
     *
     * @throws NotFetched when what came is not the file that was named, or there is no room
     * @throws IOException when the source broke off; calling again goes on from there
     */
    public Path fetch(String sha256, long sizeBytes, FileSource source) throws IOException {
        var here = find(sha256);
        if (here.isPresent() && hash(here.get()).equals(sha256)) return here.get();
        requireRoom(sizeBytes);
        var part = folder.resolve(sha256 + ".part");
        try (var out = FileChannel.open(part, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            if (out.size() > sizeBytes) out.truncate(0);
            if (out.size() < sizeBytes || sizeBytes == 0) copy(source, sha256, sizeBytes, out);
            out.force(true);
        }
        if (!hash(part).equals(sha256)) {
            Files.delete(part);
            throw new NotFetched("hash-mismatch", Detail.of("hash-mismatch"));
        }
        return publish(part, sha256);
    }

    /**
     * Keeps a stream's bytes.
     *
     * @return their SHA-256
     * @throws NotFetched when there are more bytes than this, or there is no room
     */
    public Kept keep(InputStream bytes, long maxBytes) throws IOException {
        var part = Files.createTempFile(folder, "upload", ".part");
        try {
            var digest = sha256();
            long size = 0;
            try (var out = FileChannel.open(part, Set.of(StandardOpenOption.WRITE))) {
                var chunk = new byte[CHUNK_BYTES];
                for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                    size += read;
                    if (size > maxBytes)
                        throw new NotFetched("too-large", Detail.of("too-large", maxBytes / 1_000_000));
                    if (size % (16 << 20) < read) requireRoom(0);
                    digest.update(chunk, 0, read);
                    write(out, chunk, read);
                }
                out.force(true);
            }
            var sha256 = HexFormat.of().formatHex(digest.digest());
            return new Kept(sha256, size, publish(part, sha256));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file that is here now. */
    public record Kept(String sha256, long sizeBytes, Path path) {}

    /** Forgets every file but these, and what uploads left that broke off. */
    public void keepOnly(Set<String> sha256s) {
        keepOnly(sha256s, Instant.MAX);
    }

    /**
     * The same while the agent works.
     *
     * @param since what came later may be about to be wanted, and stays
     */
    public void keepOnly(Set<String> sha256s, Instant since) {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var sha256 = name.endsWith(".part") ? name.substring(0, name.length() - 5) : name;
                if (!sha256s.contains(sha256) && older(file, since)) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old files could not be removed from " + folder, e);
        }
    }

    private static boolean older(Path file, Instant than) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private void copy(FileSource source, String sha256, long sizeBytes, FileChannel out) throws IOException {
        var part = source.open(sha256, out.size());
        try (var in = part.bytes()) {
            if (part.fromByte() != out.size()) out.truncate(part.fromByte());
            out.position(part.fromByte());
            var chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (out.position() + read > sizeBytes) {
                    out.truncate(0);
                    throw new NotFetched("hash-mismatch", Detail.of("more-bytes"));
                }
                write(out, chunk, read);
            }
        }
        if (out.size() < sizeBytes)
            throw new IOException("the download broke off after " + out.size() + " of " + sizeBytes + " bytes");
    }

    /** Room for more files, in bytes. */
    public long freeBytes() {
        return Math.max(0, usableBytes() - SPARE_BYTES);
    }

    // Not by its FileStore: that looks for the disk in the list of mounts, where a container's or chroot's is not.
    private long usableBytes() {
        return folder.toFile().getUsableSpace();
    }

    private void requireRoom(long bytes) throws IOException {
        if (usableBytes() < bytes + SPARE_BYTES) throw new NotFetched("disk-full", Detail.of("disk-full"));
    }

    private Path publish(Path part, String sha256) throws IOException {
        var file = folder.resolve(sha256);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private static void write(FileChannel out, byte[] chunk, int length) throws IOException {
        var bytes = ByteBuffer.wrap(chunk, 0, length);
        while (bytes.hasRemaining()) out.write(bytes);
    }

    private static String hash(Path file) throws IOException {
        var digest = sha256();
        try (var in = Files.newInputStream(file)) {
            var chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) digest.update(chunk, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
