// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.web.Problem;

/**
 * Files by the SHA-256 of their content. A file is there as a whole or not at all: it is written beside, forced to the
 * disk, then moved. Safe for use by many threads.
 */
public final class Blobs {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final long LOOK_AT_DISK_EVERY_BYTES = 1 << 24;

    private final Path folder;
    private final Path arriving;
    private final DiskSpace space;
    /** Many may put while nobody deletes. */
    private final ReadWriteLock deleting = new ReentrantReadWriteLock();

    Blobs(Path folder, DiskSpace space) {
        this.folder = folder;
        this.arriving = folder.resolve("arriving");
        this.space = space;
        try {
            Files.createDirectories(arriving);
            // What a crash left half-written belongs to nobody.
            try (var left = Files.list(arriving)) {
                for (var file : left.toList()) Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the blob store at " + folder + " cannot be used", e);
        }
    }

    /**
     * Keeps everything the stream gives; the caller closes it.
     *
     * @throws Problem TOO_LARGE when it gives more than {@code maxBytes}, FULL when the disk has no room for it
     * @throws IOException when the stream fails
     */
    public Blob put(InputStream in, long maxBytes) throws IOException {
        space.require(0);
        var file = arriving.resolve(Id.random());
        try {
            var blob = receive(in, maxBytes, file);
            var place = place(blob.sha256());
            // One that is there already becomes new: who sent it may rely on it for as long as if it had been missing.
            deleting.readLock().lock();
            try {
                Files.createDirectories(place.getParent());
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
                force(place.getParent());
            } finally {
                deleting.readLock().unlock();
            }
            return blob;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Takes over a whole file from the same disk, by a link where the disk knows links; the file itself stays its
     * owner's to delete.
     */
    public void adopt(Path whole, Blob blob) throws IOException {
        try (var channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw space.explain(e);
        }
        var beside = arriving.resolve(Id.random());
        try {
            link(whole, beside);
            var place = place(blob.sha256());
            deleting.readLock().lock();
            try {
                Files.createDirectories(place.getParent());
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                force(place.getParent());
            } finally {
                deleting.readLock().unlock();
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void link(Path whole, Path beside) throws IOException {
        try {
            Files.createLink(beside, whole);
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            try {
                Files.copy(whole, beside);
            } catch (IOException e) {
                throw space.explain(e);
            }
        }
    }

    /** The SHA-256 of a file that is written from its beginning to its end, computed meanwhile. */
    public static final class Measuring {
        private final MessageDigest digest = sha256();
        private long size;

        /** Bytes were written there; such as do not go on where the last ones ended are not followed. */
        public void add(long at, byte[] bytes, int count) {
            if (at != size) return;
            digest.update(bytes, 0, count);
            size += count;
        }

        /** What the file is; it is read where not all of it was followed. Once only. */
        public Blob of(Path file) throws IOException {
            if (size == Files.size(file)) return new Blob(HexFormat.of().formatHex(digest.digest()), size);
            try (var in = Files.newInputStream(file)) {
                return measure(in);
            }
        }
    }

    /** The names of all that were last sent before this time, in UTC epoch milliseconds. */
    List<String> olderThan(long before) throws IOException {
        List<String> old = new ArrayList<>();
        try (var folders = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (var one : folders)
                try (var files = Files.newDirectoryStream(one)) {
                    for (var file : files)
                        if (Files.getLastModifiedTime(file).toMillis() < before)
                            old.add(String.valueOf(file.getFileName()));
                }
        }
        return old;
    }

    /** Takes one away, unless it was sent again meanwhile; gives its size in bytes, or -1 where it stays. */
    long deleteOlderThan(String sha256, long before) throws IOException {
        deleting.writeLock().lock();
        try {
            var place = place(sha256);
            if (!Files.exists(place) || Files.getLastModifiedTime(place).toMillis() >= before) return -1;
            long size = Files.size(place);
            Files.delete(place);
            return size;
        } finally {
            deleting.writeLock().unlock();
        }
    }

    private Blob receive(InputStream in, long maxBytes, Path file) throws IOException {
        var digest = sha256();
        var chunk = new byte[CHUNK_BYTES];
        long size = 0;
        long lookAgain = LOOK_AT_DISK_EVERY_BYTES;
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                size += read;
                if (size > maxBytes) throw Problem.of(Problem.Kind.TOO_LARGE, "file-too-large", maxBytes / 1_000_000);
                if (size > lookAgain) {
                    space.require(0);
                    lookAgain = size + LOOK_AT_DISK_EVERY_BYTES;
                }
                digest.update(chunk, 0, read);
                write(out, ByteBuffer.wrap(chunk, 0, read));
            }
            out.force(true);
        }
        return new Blob(HexFormat.of().formatHex(digest.digest()), size);
    }

    private void write(FileChannel out, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) out.write(bytes);
        } catch (IOException e) {
            throw space.explain(e);
        }
    }

    /** What a stream gives, kept nowhere. */
    static Blob measure(InputStream in) throws IOException {
        var digest = sha256();
        var chunk = new byte[CHUNK_BYTES];
        long size = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            digest.update(chunk, 0, read);
            size += read;
        }
        return new Blob(HexFormat.of().formatHex(digest.digest()), size);
    }

    /** The file with this content, if it is kept. */
    public Optional<Path> find(String sha256) {
        return Optional.of(sha256)
                .filter(id -> id.matches("[0-9a-f]{64}"))
                .map(this::place)
                .filter(Files::isRegularFile);
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** The move itself must survive a power cut; folders can be forced on the systems hubs run on. */
    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException notHere) {
            // Windows does not open folders, and needs no such thing.
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
