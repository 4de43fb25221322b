// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.vault.DiskSpace;
import org.fabcommons.hub.web.Problem;

/**
 * The file of one upload. One request at a time writes to it: a newer one at the right place takes the turn from an older
 * one, whose connection is most likely dead without the hub having noticed.
 */
final class Arrival {
    private static final int CHUNK_BYTES = 1 << 17;
    private static final long LOOK_AT_DISK_EVERY_BYTES = 1 << 26;

    private final Path file;
    /** While it is there, what stands behind the offset in it has not been verified and does not count. */
    private final Path mark;

    private final DiskSpace space;
    private Blobs.Measuring measuring = new Blobs.Measuring();
    private Object turn = this;

    Arrival(Path folder, String id, DiskSpace space) {
        this.file = folder.resolve(id);
        this.mark = folder.resolve(id + ".unverified");
        this.space = space;
    }

    Path file() {
        return file;
    }

    /** How many bytes there are. */
    synchronized long offset() throws IOException {
        if (Files.exists(mark) && turn == this) forget(Long.parseLong(Files.readString(mark)));
        if (Files.exists(mark)) return Long.parseLong(Files.readString(mark));
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Writes what a request brings; what has been written stays, however the request ends.
     *
     * @param size of the whole file
     * @return how many bytes there are now
     * @throws Problem CONFLICT where it does not begin at the end, or a newer request has taken its turn
     */
    long receive(long at, long size, InputStream in, Optional<Checksum> checksum) throws IOException {
        var mine = new Object();
        begin(at, mine, checksum.isPresent());
        var digest = checksum.map(Checksum::digest);
        var chunk = new byte[CHUNK_BYTES];
        long here = at;
        long lookAgain = at + LOOK_AT_DISK_EVERY_BYTES;
        boolean right = false;
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
                if (read > size - here) throw Problem.of(Problem.Kind.TOO_LARGE, "upload-beyond", size);
                if (here > lookAgain) {
                    space.require(0);
                    lookAgain = here + LOOK_AT_DISK_EVERY_BYTES;
                }
                write(out, here, chunk, read, mine);
                if (digest.isPresent()) digest.get().update(chunk, 0, read);
                here += read;
            }
            right = checksum.isEmpty() || checksum.get().isThatOf(digest.orElseThrow());
            if (!right) throw Problem.of(Problem.Kind.CHECKSUM, "upload-checksum-wrong", at);
        } finally {
            end(mine, at, right, checksum.isPresent());
        }
        return here;
    }

    private synchronized void begin(long at, Object mine, boolean checked) throws IOException {
        long there = offset();
        if (there != at) throw Problem.conflict("upload-offset", at, there);
        if (Files.exists(mark)) forget(there);
        if (checked) Files.write(mark, Long.toString(at).getBytes(StandardCharsets.US_ASCII));
        turn = mine;
    }

    private static int read(InputStream in, byte[] chunk) {
        try {
            return in.read(chunk);
        } catch (IOException cutOff) {
            // Whoever sent it has gone, and comes back to where the file ends.
            throw Problem.badRequest("upload-cut-off");
        }
    }

    private synchronized void write(FileChannel out, long at, byte[] chunk, int count, Object mine) throws IOException {
        if (turn != mine) throw Problem.conflict("upload-elsewhere");
        var bytes = ByteBuffer.wrap(chunk, 0, count);
        try {
            for (long here = at; bytes.hasRemaining(); ) here += out.write(bytes, here);
        } catch (IOException e) {
            throw space.explain(e);
        }
        measuring.add(at, chunk, count);
    }

    private synchronized void end(Object mine, long at, boolean right, boolean checked) throws IOException {
        if (turn != mine) return;
        turn = this;
        if (!checked) return;
        if (right) Files.deleteIfExists(mark);
        else forget(at);
    }

    /** Back to what was verified. */
    private void forget(long at) throws IOException {
        measuring = new Blobs.Measuring();
        if (Files.exists(file))
            try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                out.truncate(at);
            }
        Files.deleteIfExists(mark);
    }

    /** What the whole file is; read again where the hub was started anew in between. */
    synchronized Blob measure() throws IOException {
        if (!Files.exists(file)) Files.createFile(file);
        return measuring.of(file);
    }

    synchronized void delete() throws IOException {
        turn = new Object();
        Files.deleteIfExists(file);
        Files.deleteIfExists(mark);
    }
}
