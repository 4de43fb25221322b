// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last acknowledged line of a running job, written at every acknowledgement: one positioned write of a few
 * microseconds, so that even a killed agent knows the exact line, while the journal's transactions stay off the
 * machine's thread. Two slots take turns, each with its checksum: a write that was cut off leaves the one before.
 */
final class LineMark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineMark.class);
    private static final int SLOT_BYTES = 32;

    /**
     * @param line number in the file of the last acknowledged line, 0 before the first
     * @param count acknowledged lines
     */
    record At(long line, long count) {
        static final At START = new At(0, 0);
    }

    private final FileChannel channel;
    private final ByteBuffer slot = ByteBuffer.allocateDirect(SLOT_BYTES);
    private long writes;
    private boolean failed;
    private volatile At last = At.START;

    private LineMark(FileChannel channel) {
        this.channel = channel;
    }

    /** Starts a new mark, replacing what the file held. */
    static LineMark begin(Path file) {
        try {
            var mark = new LineMark(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
            // Both slots now, so that later writes need no new room on the disk.
            mark.write(0, 0);
            mark.write(0, 0);
            mark.force();
            return mark;
        } catch (IOException e) {
            throw new UncheckedIOException("the mark of the last line could not be begun: " + file, e);
        }
    }

    /** Only the machine's thread calls this, once the run has begun. */
    void write(long line, long count) {
        slot.clear();
        slot.putLong(++writes).putLong(line).putLong(count).putLong(checksum(writes, line, count));
        slot.flip();
        try {
            channel.write(slot, (writes & 1) * SLOT_BYTES);
        } catch (IOException e) {
            // The job is worth more than its mark.
            if (!failed) LOG.error("the mark of the last line could not be written", e);
            failed = true;
        }
        last = new At(line, count);
    }

    At last() {
        return last;
    }

    /** Brings it to the disk itself, so that it is nearly right even after a power cut. */
    void force() {
        try {
            if (channel.isOpen()) channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("the mark of the last line could not be brought to the disk", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a former run left; empty where there is no whole slot. */
    static Optional<At> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            Optional<At> newest = Optional.empty();
            long newestWrite = 0;
            while (bytes.remaining() >= SLOT_BYTES) {
                long write = bytes.getLong();
                long line = bytes.getLong();
                long count = bytes.getLong();
                if (bytes.getLong() == checksum(write, line, count) && write > newestWrite) {
                    newestWrite = write;
                    newest = Optional.of(new At(line, count));
                }
            }
            return newest;
        } catch (IOException e) {
            throw new UncheckedIOException("the mark of the last line could not be read: " + file, e);
        }
    }

    private static long checksum(long write, long line, long count) {
        var crc = new CRC32();
        crc.update(ByteBuffer.allocate(24)
                .putLong(write)
                .putLong(line)
                .putLong(count)
                .flip());
        return crc.getValue();
    }
}
