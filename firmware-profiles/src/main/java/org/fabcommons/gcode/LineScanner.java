// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Reads a file's lines where they lie: straight moves word by word out of the bytes, without an object for any of them;
 * everything else is left to {@link Line}. Memory does not grow with the file.
 */
final class LineScanner {
    /** What a line is. */
    enum Kind {
        BLANK,
        /** Only a straight move, see {@link #code}, {@link #mask} and {@link #values}. */
        PLAIN,
        /** To be read by {@link #line}. */
        OTHER,
        END
    }

    static final int X = 0;
    static final int E = 3;
    static final int F = 4;
    static final int S = 5;

    private static final int BUFFER_BYTES = 1 << 18;
    /** More figures than this are left to a reader that rounds them rightly. */
    private static final int MAX_FIGURES = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final InputStream in;
    private final Collection<String> textCodes;
    private final double[] values = new double[6];
    private final byte[] bytes = new byte[BUFFER_BYTES];
    /** Up to here whole lines lie in the buffer, each with its end. */
    private int whole;

    private int filled;
    private int begin;
    private int next;
    private boolean ended;
    private long number;
    private int code;
    private int mask;
    private int textLength;

    LineScanner(InputStream in, Collection<String> textCodes) {
        this.in = in;
        this.textCodes = textCodes;
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    int code() {
        return code;
    }

    /** Which of {@link #values} the line has. */
    int mask() {
        return mask;
    }

    /** Numbers of X, Y, Z, E, F and S. */
    double[] values() {
        return values;
    }

    int textLength() {
        return textLength;
    }

    /** The line as it is, whatever its kind. */
    Line line() {
        int end = endOf(begin);
        int length = Math.min(end - begin, Line.MAX_LENGTH + 1);
        return Line.parse(number, new String(bytes, begin, length, StandardCharsets.ISO_8859_1), textCodes);
    }

    /** @param modal whether a line that begins with an axis is a straight move now */
    Kind next(boolean modal) throws IOException {
        begin = next;
        if (begin >= whole && !fill()) return Kind.END;
        number++;
        var kind = scan(modal);
        if (kind == Kind.OTHER) next = after(endOf(begin));
        else if (next - begin > Line.MAX_LENGTH) kind = Kind.OTHER;
        return kind;
    }

    private int endOf(int from) {
        int at = from;
        while (bytes[at] != '\n' && bytes[at] != '\r') at++;
        return at;
    }

    private int after(int end) {
        return bytes[end] == '\r' && end + 1 < whole && bytes[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private Kind scan(boolean modal) {
        int at = skipBlanks(begin);
        int b = bytes[at];
        if (b == '\n' || b == '\r' || b == ';') return blank(at);
        code = -1;
        textLength = 0;
        if ((b | 0x20) == 'g') {
            int digit = at + 1;
            if (bytes[digit] == '0' && (bytes[digit + 1] == '0' || bytes[digit + 1] == '1')) digit++;
            code = bytes[digit] - '0';
            textLength = digit - at + 1;
            at = digit + 1;
            boolean longer = bytes[at] == '.' || (bytes[at] >= '0' && bytes[at] <= '9');
            if (longer || (code != 0 && code != 1)) return Kind.OTHER;
        } else if (!modal || (b | 0x20) < 'x' || (b | 0x20) > 'z') {
            return Kind.OTHER;
        }
        return words(at);
    }

    private Kind blank(int from) {
        int end = comment(from);
        if (end < 0) return Kind.OTHER;
        next = after(end);
        return Kind.BLANK;
    }

    /** Where the line ends, looked for from the comment on; -1 if there is something in it that is no text. */
    private int comment(int from) {
        int at = from;
        int b = bytes[at];
        while (b != '\n' && b != '\r') {
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) return -1;
            b = bytes[++at];
        }
        return at;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (bytes[at] == ' ' || bytes[at] == '\t') at++;
        return at;
    }

    private Kind words(int from) {
        int at = from;
        mask = 0;
        while (true) {
            int b = bytes[at];
            if (b == ' ' || b == '\t') {
                at++;
                continue;
            }
            if (b == '\n' || b == '\r' || b == ';') break;
            int index =
                    switch (b | 0x20) {
                        case 'x', 'y', 'z' -> (b | 0x20) - 'x';
                        case 'e' -> E;
                        case 'f' -> F;
                        case 's' -> S;
                        default -> -1;
                    };
            if (index < 0 || (mask & (1 << index)) != 0) return Kind.OTHER;
            mask |= 1 << index;
            at = number(skipBlanks(at + 1), index);
            if (at < 0) return Kind.OTHER;
        }
        if (textLength == 0 && mask == 0) return Kind.OTHER;
        int end = comment(at);
        if (end < 0) return Kind.OTHER;
        next = after(end);
        // Words are joined by one blank each; one counted too much when the line begins with a word.
        if (code < 0) textLength--;
        return Kind.PLAIN;
    }

    /** Reads a number; where it ends, or -1 if it is none or a strange one. */
    private int number(int from, int index) {
        int at = from;
        boolean minus = bytes[at] == '-';
        if (minus || bytes[at] == '+') at++;
        long figures = 0;
        int count = 0;
        int point = -1;
        int b = bytes[at];
        while ((b >= '0' && b <= '9') || (b == '.' && point < 0)) {
            if (b == '.') {
                point = count;
            } else {
                figures = figures * 10 + (b - '0');
                count++;
            }
            b = bytes[++at];
        }
        if (count == 0 || count > MAX_FIGURES || b == '.' || b == '+' || b == '-') return -1;
        double value = point < 0 ? figures : figures / POWERS[count - point];
        values[index] = minus ? -value : value;
        textLength += at - from + 2;
        return at;
    }

    /** Brings at least one whole line into the buffer. */
    private boolean fill() throws IOException {
        System.arraycopy(bytes, begin, bytes, 0, filled - begin);
        filled -= begin;
        begin = 0;
        next = 0;
        whole = 0;
        while (!ended && whole == 0) {
            if (filled == bytes.length - 1) skipRestOfLongLine();
            int count = in.read(bytes, filled, bytes.length - 1 - filled);
            if (count < 0) ended = true;
            else filled += count;
            // A CR at the very end may have its LF in what comes next.
            int last = filled - 1;
            if (!ended && last >= 0 && bytes[last] == '\r') last--;
            while (last >= 0 && bytes[last] != '\n' && bytes[last] != '\r') last--;
            whole = last + 1;
        }
        if (ended && filled > 0 && bytes[filled - 1] != '\n' && bytes[filled - 1] != '\r') bytes[filled++] = '\n';
        if (ended) whole = filled;
        return whole > 0;
    }

    /** Of a line larger than the buffer only so much is kept that it is seen to be too long. */
    private void skipRestOfLongLine() {
        filled = Math.min(filled, 2 * Line.MAX_LENGTH);
    }
}
