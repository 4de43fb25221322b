// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The last line of a running job that was sent and the last that was acknowledged, written at every line: into a mapped
 * file, some ten nanoseconds, so that even a killed agent knows the exact lines, while the journal's transactions stay
 * off the machine's thread. The system keeps what was written when the process dies; {@link #force}, every second, keeps
 * it when the power fails. Two slots take turns, each with its checksum: a write that was cut off leaves the one before.
 */
final class LineMark implements AutoCloseable {
    private static final int SLOT_BYTES = 40;

    /**
     * @param line number in the file of the last acknowledged line, 0 before the first
     * @param count acknowledged lines
     * @param sent number in the file of the last line that was on its way to the machine
     */
    record At(long line, long count, long sent) {
        static final At START = new At(0, 0, 0);
    }

    private final FileChannel channel;
    private final MappedByteBuffer slots;
    private long writes;
    private volatile At last = At.START;

    private LineMark(FileChannel channel, MappedByteBuffer slots) {
        this.channel = channel;
        this.slots = slots;
    }

    /** Starts a new mark, replacing what the file held. */
    static LineMark begin(Path file) {
        try {
            // A new file: whoever still has the old one mapped is not cut off from it.
            Files.deleteIfExists(file);
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // Real bytes now: a mapped file with a hole in it would end the process on a full disk.
            var empty = ByteBuffer.allocate(2 * SLOT_BYTES);
            while (empty.hasRemaining()) channel.write(empty);
            var mark = new LineMark(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, 2L * SLOT_BYTES));
            mark.write(At.START);
            mark.force();
            return mark;
        } catch (IOException e) {
            throw new UncheckedIOException("the mark of the last line could not be begun: " + file, e);
        }
    }

    /** A line is on its way. Only the machine's thread calls this, once the run has begun. */
    void sent(long line) {
        write(new At(last.line(), last.count(), line));
    }

    /** Only the machine's thread calls this, once the run has begun. */
    void acknowledged(long line, long count) {
        write(new At(line, count, Math.max(line, last.sent())));
    }

    private void write(At now) {
        writes++;
        int at = (int) (writes & 1) * SLOT_BYTES;
        slots.putLong(at, writes)
                .putLong(at + 8, now.line())
                .putLong(at + 16, now.count())
                .putLong(at + 24, now.sent())
                .putLong(at + 32, checksum(writes, now));
        last = now;
    }

    At last() {
        return last;
    }

    /** Brings it to the disk itself, so that it is nearly right even after a power cut. */
    void force() {
        slots.force();
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
                var at = new At(bytes.getLong(), bytes.getLong(), bytes.getLong());
                if (bytes.getLong() == checksum(write, at) && write > newestWrite) {
                    newestWrite = write;
                    newest = Optional.of(at);
                }
            }
            return newest;
        } catch (IOException e) {
            throw new UncheckedIOException("the mark of the last line could not be read: " + file, e);
        }
    }

    /** Mixes the numbers as SplitMix64 does; it is to notice a torn write, not a forger. */
    private static long checksum(long write, At at) {
        long sum = mixed(write);
        sum = mixed(sum ^ at.line());
        sum = mixed(sum ^ at.count());
        return mixed(sum ^ at.sent());
    }

    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
