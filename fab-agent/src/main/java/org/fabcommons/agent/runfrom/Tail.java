// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * The rest of a file from a line on, byte for byte but for two things that no line before it can say: the motion that a
 * line of axis words alone repeats, since the prelude has moved by another one and an arc cannot be named without moving;
 * and the power of a beam, which must not be on before it moves.
 */
final class Tail extends InputStream {
    private static final List<String> MOTIONS =
            List.of("G0", "G1", "G2", "G3", "G38.2", "G38.3", "G38.4", "G38.5", "G80");

    private final InputStream in;
    private final Profile profile;
    private boolean motionMissing;
    private int motion;
    private OptionalDouble power;
    private byte[] line = new byte[0];
    private int at;

    Tail(InputStream in, RunFrom from) throws IOException {
        this.in = in;
        profile = from.profile();
        var held = from.held();
        motion = held.motion();
        motionMissing = profile.commands().modalMotion() && held.motion() >= 0;
        boolean dark = profile.language() != Language.REPRAP && from.options().laser();
        power = dark && !held.spindle().equals("M5") ? OptionalDouble.of(held.spindleSpeed()) : OptionalDouble.empty();
        for (long skipped = 1; skipped < from.line(); skipped++) raw();
        prepare();
    }

    @Override
    public int read() throws IOException {
        if (at < line.length) return line[at++] & 0xff;
        if (!motionMissing && power.isEmpty()) return in.read();
        prepare();
        return at < line.length ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at >= line.length && !motionMissing && power.isEmpty()) return in.read(into, offset, length);
        if (length == 0) return 0;
        int one = read();
        if (one < 0) return -1;
        into[offset] = (byte) one;
        return 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void prepare() throws IOException {
        var raw = raw();
        at = 0;
        line = raw.length == 0 || (!motionMissing && power.isEmpty()) ? raw : completed(raw);
    }

    private byte[] completed(byte[] raw) {
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        var parsed = Line.parse(0, text.stripTrailing(), profile.commands().text());
        if (parsed.fault().isPresent() || parsed.words().isEmpty()) return raw;
        var named = parsed.codes().stream().filter(MOTIONS::contains).findFirst();
        boolean goes = parsed.has('X') || parsed.has('Y') || parsed.has('Z') || parsed.has('I') || parsed.has('J');
        boolean axisless = parsed.codes().stream()
                .allMatch(code -> code.charAt(0) != 'G'
                        || !List.of("G4", "G10", "G28", "G30", "G92").contains(code));
        var prefix = "";
        if (named.isPresent()) {
            motionMissing = false;
            motion = named.get().matches("G[0-3]") ? named.get().charAt(1) - '0' : -1;
        } else if (motionMissing && goes && axisless) {
            motionMissing = false;
            prefix = "G" + motion + " ";
        }
        var suffix = "";
        if (power.isPresent()) {
            boolean over = parsed.has('S')
                    || parsed.codes().contains("M5")
                    || parsed.codes().contains("M2")
                    || parsed.codes().contains("M30");
            boolean burns = goes && motion >= 1;
            if (burns && !over) suffix = " S" + Preludes.number(power.getAsDouble(), 3);
            if (over || burns) power = OptionalDouble.empty();
        }
        if (prefix.isEmpty() && suffix.isEmpty()) return raw;
        return (prefix + parsed.text() + suffix + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** One line with its end; empty after the last. */
    private byte[] raw() throws IOException {
        var bytes = new ByteArrayOutputStream(64);
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.write(b);
            if (b == '\n') break;
            if (b != '\r') continue;
            in.mark(1);
            int next = in.read();
            if (next == '\n') bytes.write(next);
            else if (next >= 0) in.reset();
            break;
        }
        return bytes.toByteArray();
    }
}
