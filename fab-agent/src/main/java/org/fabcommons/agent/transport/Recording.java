// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what goes over a line: {@code >>} sent, {@code <<} heard, {@code ..} so many milliseconds passed. One thing
 * that happened on a line; bytes that are no text as {@code \x85}. Passwords and keys are left out. From any thread.
 */
public final class Recording implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    /** Less is not worth a line. Milliseconds. */
    private static final long PAUSE_MS = 20;
    /** A line longer than this is noise; it is cut. Characters. */
    private static final int LONGEST = 2000;
    /** A recording larger than this ends: something runs wild, or somebody forgot it. Bytes. */
    private static final long LARGEST = 512L << 20;

    /** RepRapFirmware's M587 to M589 name networks, M551 sets the password; all end in parameters that tell. */
    private static final Pattern SECRET_COMMAND = Pattern.compile("(?i)(?<![A-Z])(M55[01]|M58[789])\\b.*");

    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:pass(?:word|wd|phrase)?|pwd|psk|secret|token|api[_-]?key|login|ssid)\\w*[\"']?\\s*[=: ]\\s*[\"']?)[^\\s\"',;}]+");

    private enum Way {
        SENT(">> "),
        HEARD("<< ");

        private final String mark;

        Way(String mark) {
            this.mark = mark;
        }
    }

    private final BufferedWriter out;
    private final LongSupplier nanos;
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder heard = new StringBuilder();
    private long lastNanos;
    private long written;
    private boolean ended;
    /** What acts without an end of line, besides what is no letter. */
    private String atOnce = "?!~";

    private Recording(BufferedWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        lastNanos = nanos.getAsLong();
    }

    /**
     * Begins a file, which must not exist yet.
     *
     * @param heading what was recorded, and when; one line
     * @throws IOException when it exists or cannot be written
     */
    public static Recording begin(Path file, String heading, LongSupplier nanos) throws IOException {
        var out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var recording = new Recording(out, nanos);
        recording.note(heading);
        recording.note(">> sent, << received, .. milliseconds passed; \\x85 is a single byte. Passwords are left out.");
        return recording;
    }

    /** A remark, on a line of its own. */
    public synchronized void note(String text) {
        flush();
        write("# " + text.replaceAll("\\p{Cntrl}", " "));
    }

    /** Which machine it is, so that whoever replays it need not ask. */
    public synchronized void profile(Profile machine) {
        // To plotters and Roland's mills these are letters as others.
        if (machine.language() == Language.PLOTTER) atOnce = "";
        write("profile " + machine.id());
    }

    /** Bytes on their way to the machine. */
    public void sent(byte[] bytes, int count) {
        take(Way.SENT, sent, bytes, count);
    }

    /** Bytes that came from it. */
    public void heard(byte[] bytes, int count) {
        take(Way.HEARD, heard, bytes, count);
    }

    private synchronized void take(Way way, StringBuilder line, byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c == '\n' || c == '\r') {
                if (line.length() > 0) write(way, line);
            } else {
                line.append(c);
                // What acts at once comes without an end of line.
                boolean alone =
                        way == Way.SENT && line.length() == 1 && (c < ' ' || c >= 0x7f || atOnce.indexOf(c) >= 0);
                boolean control = line.length() == 3 && line.indexOf("\u001b.") == 0 && "@HIMNPQST".indexOf(c) < 0;
                boolean parameters = c == ':' && line.indexOf("\u001b.") == 0;
                if ((alone && c != 0x1b) || control || parameters || line.length() >= LONGEST) write(way, line);
            }
        }
    }

    private void write(Way way, StringBuilder line) {
        long now = nanos.getAsLong();
        long passedMs = (now - lastNanos) / 1_000_000;
        if (passedMs >= PAUSE_MS) {
            lastNanos = now;
            write(".. " + passedMs);
        }
        write(way.mark + readable(withoutSecrets(line.toString())));
        line.setLength(0);
    }

    static String withoutSecrets(String line) {
        var command = SECRET_COMMAND.matcher(line);
        if (command.find()) return line.substring(0, command.end(1)) + " ***";
        return SECRET.matcher(line).replaceAll("$1***");
    }

    private static String readable(String line) {
        var text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= ' ' && c < 0x7f) text.append(c);
            else text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
        }
        return text.toString();
    }

    /** What is not yet a whole line. */
    private void flush() {
        if (sent.length() > 0) write(Way.SENT, sent);
        if (heard.length() > 0) write(Way.HEARD, heard);
    }

    private void write(String line) {
        if (ended) return;
        try {
            out.write(line);
            out.write('\n');
            out.flush();
            written += line.length() + 1L;
            if (written > LARGEST) end("The recording ends here: it has grown to " + LARGEST + " bytes.");
        } catch (IOException full) {
            // The job is worth more than its recording.
            ended = true;
            LOG.error("the recording ends: it could not be written", full);
        }
    }

    private void end(String why) throws IOException {
        ended = true;
        out.write("# " + why + "\n");
        out.flush();
        LOG.warn("{}", why);
    }

    @Override
    public synchronized void close() throws IOException {
        flush();
        ended = true;
        out.close();
    }
}
