// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a camera's process tells the agent, and how it stands on the pipe between them. */
public sealed interface Report {
    /** A picture of 1920 x 1920 pixels as JPEG stays well below. */
    int MAX_JPEG = 8 << 20;

    /** The libraries are loaded; what takes long from now on is the source. */
    record Ready() implements Report {}

    /** The source answers. */
    record Opened(int widthPx, int heightPx) implements Report {}

    /**
     * @param motion share of the picture that has changed since about a second ago, 0 to 1
     * @param score how much it looks like trouble; empty when it was not looked at for that
     */
    record Taken(int widthPx, int heightPx, double motion, OptionalDouble score, byte[] jpeg) implements Report {}

    /** It cannot go on. */
    record Failed(String reason, String detail) implements Report {}

    /** A film is complete. */
    record Filmed(int pictures) implements Report {}

    /**
     * A comparison with the closest reference.
     *
     * @param changed largest connected part of the region that looks different, as a share of it
     * @param shiftPx by how much the picture had to be moved, in pixels of a picture 320 wide
     * @param usable why there is nothing to be said: {@code dark} or {@code moved}; empty when there is
     */
    record Compared(double changed, double shiftPx, Optional<String> usable) implements Report {}

    default void write(DataOutputStream out) throws IOException {
        if (this instanceof Opened opened) {
            out.writeByte(1);
            out.writeInt(opened.widthPx());
            out.writeInt(opened.heightPx());
        } else if (this instanceof Taken taken) {
            out.writeByte(2);
            out.writeInt(taken.widthPx());
            out.writeInt(taken.heightPx());
            out.writeDouble(taken.motion());
            out.writeDouble(taken.score().orElse(Double.NaN));
            out.writeInt(taken.jpeg().length);
            out.write(taken.jpeg());
        } else if (this instanceof Failed failed) {
            out.writeByte(3);
            out.writeUTF(failed.reason());
            out.writeUTF(failed.detail());
        } else if (this instanceof Filmed filmed) {
            out.writeByte(4);
            out.writeInt(filmed.pictures());
        } else if (this instanceof Compared compared) {
            out.writeByte(5);
            out.writeDouble(compared.changed());
            out.writeDouble(compared.shiftPx());
            out.writeUTF(compared.usable().orElse(""));
        } else if (this instanceof Ready) {
            out.writeByte(6);
        }
        out.flush();
    }

    /** The next one; empty when the process has ended. */
    static Optional<Report> read(DataInputStream in) throws IOException {
        try {
            return Optional.of(
                    switch (in.readByte()) {
                        case 1 -> new Opened(in.readInt(), in.readInt());
                        case 2 -> taken(in);
                        case 3 -> new Failed(in.readUTF(), in.readUTF());
                        case 4 -> new Filmed(in.readInt());
                        case 5 ->
                            new Compared(
                                    in.readDouble(),
                                    in.readDouble(),
                                    Optional.of(in.readUTF()).filter(why -> !why.isEmpty()));
                        case 6 -> new Ready();
                        default -> throw new IOException("a camera's process says what nobody understands");
                    });
        } catch (EOFException ended) {
            return Optional.empty();
        }
    }

    private static Taken taken(DataInputStream in) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        double motion = in.readDouble();
        double score = in.readDouble();
        int length = in.readInt();
        if (length < 0 || length > MAX_JPEG) throw new IOException("a picture has no " + length + " bytes");
        var jpeg = new byte[length];
        in.readFully(jpeg);
        return new Taken(
                width, height, motion, Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score), jpeg);
    }
}
