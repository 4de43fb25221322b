// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A small file that is written again and again and on the disk each time. Two slots take turns, each with its number and its
 * checksum: a power cut in the middle leaves the one before. As the file neither grows nor is renamed, one write of its
 * own bytes is all that the disk has to do.
 */
final class TwoSlots {
    private static final int SLOT_BYTES = 8192;
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

    /** What fits into it. */
    static final int MOST_BYTES = SLOT_BYTES - HEAD_BYTES;

    private record Slot(long number, byte[] content) {
        static final Slot NONE = new Slot(0, new byte[0]);
    }

    private TwoSlots() {}

    /** @param content at most {@link #MOST_BYTES} */
    static void write(Path file, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            boolean fresh = channel.size() < 2L * SLOT_BYTES;
            if (fresh) put(channel, ByteBuffer.allocate(2 * SLOT_BYTES), 0);
            long number = newest(channel).number() + 1;
            var slot = ByteBuffer.allocate(SLOT_BYTES)
                    .putLong(number)
                    .putInt(content.length)
                    .putLong(sum(number, content))
                    .put(content)
                    .flip();
            put(channel, slot, (number & 1) * SLOT_BYTES);
            channel.force(fresh);
        }
    }

    /** What was written last; empty where there is nothing, or nothing whole. */
    static Optional<byte[]> read(Path file) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(newest(channel))
                    .filter(slot -> slot.number() > 0)
                    .map(Slot::content);
        }
    }

    private static Slot newest(FileChannel channel) throws IOException {
        var one = slot(channel, 0);
        var other = slot(channel, SLOT_BYTES);
        return one.number() > other.number() ? one : other;
    }

    private static Slot slot(FileChannel channel, long at) throws IOException {
        var bytes = ByteBuffer.allocate(SLOT_BYTES);
        while (bytes.hasRemaining()) if (channel.read(bytes, at + bytes.position()) < 0) return Slot.NONE;
        bytes.flip();
        long number = bytes.getLong();
        int length = bytes.getInt();
        long sum = bytes.getLong();
        if (number <= 0 || length < 0 || length > MOST_BYTES) return Slot.NONE;
        var content = new byte[length];
        bytes.get(content);
        return sum == sum(number, content) ? new Slot(number, content) : Slot.NONE;
    }

    private static void put(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) at += channel.write(bytes, at);
    }

    private static long sum(long number, byte[] content) {
        var crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(content);
        return crc.getValue();
    }
}
