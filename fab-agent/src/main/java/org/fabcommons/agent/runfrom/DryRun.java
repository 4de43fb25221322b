// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.LineReader;
import org.fabcommons.gcode.Word;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * A file as it moves, with nothing hot, nothing extruded, no fan, spindle, beam or coolant; each line at its old number.
 * For firmware without a check mode of its own.
 */
public final class DryRun extends InputStream {
    private static final Set<String> LEFT_OUT = Set.of(
            "M104", "M109", "M140", "M190", "M141", "M191", "M106", "M107", "M3", "M4", "M5", "M7", "M8", "M9", "G10",
            "G11", "M600", "M701", "M702");

    private final LineReader reader;
    private final boolean printer;
    private byte[] line = new byte[0];
    private int at;

    /**
     * Opens a file.
     *
     * @throws IOException when it cannot be read
     */
    public DryRun(Path file, Profile profile) throws IOException {
        reader = new LineReader(
                new BufferedInputStream(Files.newInputStream(file)),
                profile.commands().text());
        printer = profile.language() == Language.REPRAP;
    }

    @Override
    public int read() throws IOException {
        if (at >= line.length) {
            var next = reader.next();
            if (next.isEmpty()) return -1;
            line = (dry(next.get()) + "\n").getBytes(StandardCharsets.US_ASCII);
            at = 0;
        }
        return line[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        int first = read();
        if (first < 0) return -1;
        into[offset] = (byte) first;
        int count = Math.min(length - 1, line.length - at);
        System.arraycopy(line, at, into, offset + 1, count);
        at += count;
        return count + 1;
    }

    private String dry(Line whole) {
        // What is wrong with a line is for the preflight to say, so it must still be seen to be wrong.
        if (whole.fault().isPresent()) return "\u0001";
        var codes = whole.codes();
        if (whole.blank()) return "";
        if (codes.stream().anyMatch(LEFT_OUT::contains)) return onlyModes(whole);
        boolean extrudes = printer && whole.has('E') && !codes.contains("G92");
        boolean powers = !printer && whole.has('S');
        if (!extrudes && !powers) return whole.text();
        var kept = whole.words().stream()
                .filter(word -> !(extrudes && word.letter() == 'E') && !(powers && word.letter() == 'S'))
                .map(DryRun::text)
                .collect(Collectors.joining(" "));
        // The firmware would take a move of the extruder alone for one of no axis.
        return kept.matches("G[01](?: F[0-9.]+)?") && !whole.has('F') ? "" : kept;
    }

    /** Of a line that switches something on, what it says besides: mills put several commands into one. */
    private String onlyModes(Line whole) {
        if (printer || whole.words().size() < 2) return "";
        return whole.words().stream()
                .filter(word -> word.letter() != 'M' && word.letter() != 'S')
                .map(DryRun::text)
                .collect(Collectors.joining(" "));
    }

    private static String text(Word word) {
        return word.hasValue() ? word.letter() + Preludes.number(word.value(), 5) : String.valueOf(word.letter());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
