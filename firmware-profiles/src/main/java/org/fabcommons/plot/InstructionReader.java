// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Line;

/**
 * Reads a file instruction by instruction. Lists of coordinates are cut into pieces that fit into the machine's line,
 * since small parsers lose what is longer. Device-control instructions ({@code ESC .}) are left out: the handshake is the
 * agent's.
 */
public final class InstructionReader implements Closeable {
    private static final int END = -1;
    private static final char ESC = 0x1b;
    /** Ends a label unless {@code DT} says otherwise. */
    private static final char ETX = 3;

    /** Their coordinates may go on in a further instruction of the same name. */
    private static final Set<String> LISTS = Set.of("PA", "PD", "PR", "PU", "D", "M");

    /** Followed by text instead of numbers. */
    private static final Set<String> TEXTS = Set.of("BL", "CO", "DT", "LB", "PE", "WD");

    /** {@code ESC .} instructions with parameters, which a colon ends. */
    private static final String WITH_PARAMETERS = "@HIMNPQST";

    private final InputStream in;
    private final int maxBytes;
    private long number;
    private int peeked = END - 1;
    private String listed = "";
    private String prefix = "";
    private boolean deviceControl;

    /** @param maxBytes longest text of an instruction */
    public InstructionReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** The next instruction; empty at the end. */
    public Optional<Instruction> next() throws IOException {
        if (!listed.isEmpty()) {
            var name = listed;
            listed = "";
            return Optional.of(values(name));
        }
        for (int c = read(); c != END; c = read()) {
            if (c == ESC) {
                if (!skipDeviceControl()) return Optional.of(faulty(Line.Fault.BINARY));
            } else if (c != ';' && c > ' ') {
                return Optional.of(instruction((char) c));
            } else if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != ETX) {
                return Optional.of(faulty(Line.Fault.BINARY));
            }
        }
        return Optional.empty();
    }

    /** Whether the file has held device-control instructions so far. */
    public boolean deviceControl() {
        return deviceControl;
    }

    private Instruction instruction(char first) throws IOException {
        var name = new StringBuilder();
        int c = first;
        prefix = "";
        if (c == '!') name.append('!');
        // Roland's way to say that a two-letter instruction follows, whatever the mode.
        else if (c == '^') prefix = "^";
        if (c == '!' || c == '^') c = read();
        if (!letter(c)) return faulty(c >= 0x80 ? Line.Fault.NOT_ASCII : Line.Fault.MALFORMED);
        name.append(upper(c));
        int second = read();
        if (letter(second)) name.append(upper(second));
        else unread(second);
        var whole = name.toString();
        return TEXTS.contains(whole) ? text(whole) : values(whole);
    }

    private Instruction end(String name) {
        return new Instruction(++number, name + ";", name, List.of(), Optional.empty());
    }

    private static boolean letter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static char upper(int c) {
        return (char) (c & ~0x20);
    }

    /** What it says is not looked at: none of these may be sent. */
    private Instruction text(String name) throws IOException {
        boolean untilEtx = name.equals("LB") || name.equals("BL") || name.equals("WD");
        for (int c = read(); c != END && (untilEtx ? c != ETX : c != ';'); c = read()) {
            // Nothing of it is kept.
        }
        return end(name);
    }

    private Instruction values(String name) throws IOException {
        var values = new ArrayList<Double>();
        var text = new StringBuilder(prefix).append(name);
        while (true) {
            int c = skipSeparators();
            if (c == ';' || c == END || letter(c) || c == '!' || c == '^' || c == ESC) {
                if (c != ';') unread(c);
                break;
            }
            var figures = figures(c);
            if (figures.isEmpty()) return faulty(c >= 0x80 ? Line.Fault.NOT_ASCII : Line.Fault.MALFORMED);
            if (text.length() > maxBytes) return faulty(Line.Fault.TOO_LONG);
            if (!values.isEmpty()) text.append(',');
            text.append(figures);
            values.add(Double.valueOf(figures));
            // Room for one more pair of coordinates, each of at most 12 figures.
            if (LISTS.contains(name) && values.size() % 2 == 0 && text.length() > maxBytes - 28 && more()) {
                listed = name;
                break;
            }
        }
        if (text.length() + 1 > maxBytes) return faulty(Line.Fault.TOO_LONG);
        return new Instruction(++number, text.append(';').toString(), name, values, Optional.empty());
    }

    private boolean more() throws IOException {
        int c = skipSeparators();
        unread(c);
        return c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9');
    }

    private int skipSeparators() throws IOException {
        int c = read();
        while (c == ' ' || c == ',' || c == '\n' || c == '\r' || c == '\t') c = read();
        return c;
    }

    /** A number as it is written, without a plus; empty if it is none. */
    private String figures(int first) throws IOException {
        var text = new StringBuilder();
        int digits = 0;
        int points = 0;
        int c = first;
        if (c == '-') text.append('-');
        if (c == '-' || c == '+') c = read();
        while ((c >= '0' && c <= '9') || c == '.') {
            if (c == '.') points++;
            else digits++;
            if (text.length() < 14) text.append((char) c);
            c = read();
        }
        unread(c);
        boolean number = digits > 0 && digits <= 12 && points <= 1;
        return number ? text.toString() : "";
    }

    /** False if it is something else than {@code ESC .}, such as the printer language around a file. */
    private boolean skipDeviceControl() throws IOException {
        if (read() != '.') return false;
        int letter = read();
        deviceControl = true;
        if (letter == END || WITH_PARAMETERS.indexOf(letter) < 0) return true;
        for (int i = 0; i < 80; i++) {
            int c = read();
            if (c == ':' || c == END) return true;
        }
        return false;
    }

    private Instruction faulty(Line.Fault fault) throws IOException {
        for (int c = read(); c != END && c != ';' && c != '\n'; c = read()) {
            // To where the next instruction may begin.
        }
        return new Instruction(++number, "", "", List.of(), Optional.of(fault));
    }

    private int read() throws IOException {
        if (peeked >= END) {
            int c = peeked;
            peeked = END - 1;
            return c;
        }
        return in.read();
    }

    private void unread(int c) {
        peeked = c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
