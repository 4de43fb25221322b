// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Notices passwords, keys and access codes in a toolpath's comments: slicers write their settings at a file's end, those
 * of the printer's host among them (PrusaSlicer issue 3584). Sees the bytes as they are read for something else; keeps a
 * setting's name, never its value.
 */
public final class Secrets {
    /** So many different settings are named; the rest is not looked at. */
    static final int MAX = 10;
    /** A comment is looked at up to here, in bytes; names stand at its beginning. */
    private static final int KEPT_BYTES = 8192;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_. -]{0,63}");
    /** As names are compared: small letters and figures only. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "apikey|password|passwd|passphrase|accesscode|accesstoken|authtoken|secretkey|privatekey|bearer"
                    + "|(?:token|secret|psk)$");
    /** Values of a switch, and what slicers write for nothing. */
    private static final Set<String> NO_SECRET = Set.of("", "0", "1", "true", "false", "nil", "none", "null");

    /** A name and a password before an address's host. */
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("://[^/\\s@:?#]*:[^/\\s@]+@");
    /** A key among an address's parameters. */
    private static final Pattern KEY_PARAMETER =
            Pattern.compile("[?&](?:api_?key|access_?token|token|password)=[^\\s&]", Pattern.CASE_INSENSITIVE);

    private final byte[] comment = new byte[KEPT_BYTES];
    private final List<Secret> found = new ArrayList<>();
    private Place place = Place.BEGIN;
    private int kept;
    /** Whether the comment has what a setting or an address has. */
    private boolean telling;

    private boolean afterReturn;
    private long line = 1;

    /** A setting that holds a secret; {@code URL} where an address stands by itself. Line from 1. */
    public record Secret(String name, long line) {}

    private enum Place {
        BEGIN,
        COMMENT,
        /** Of no interest until the line ends. */
        REST
    }

    /** What a whole file holds, see {@link #found()}. */
    public static List<Secret> in(InputStream file) throws IOException {
        var secrets = new Secrets();
        secrets.watch(file).transferTo(OutputStream.nullOutputStream());
        return secrets.found();
    }

    /** The settings in one line, for people. */
    public static String names(List<Secret> found) {
        return found.stream().map(Secret::name).collect(Collectors.joining(", "));
    }

    /** The same bytes, looked at while they are read. */
    public InputStream watch(InputStream file) {
        return new Watched(file);
    }

    /** The next bytes of the file, in pieces of any size. */
    public void take(byte[] bytes, int from, int count) {
        int end = from + count;
        for (int at = from; at < end && found.size() < MAX; at++) {
            if (place == Place.REST) at = endOfLine(bytes, at, end);
            if (at < end) take(bytes[at]);
        }
    }

    /** What the file holds, each setting once, at its first line. Asked when the file has been read. */
    public List<Secret> found() {
        endOfComment();
        return List.copyOf(found);
    }

    private static int endOfLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') at++;
        return at;
    }

    private void take(byte b) {
        boolean secondOfPair = b == '\n' && afterReturn;
        afterReturn = b == '\r';
        if (secondOfPair) return;
        if (b == '\n' || b == '\r') {
            endOfComment();
            line++;
            place = Place.BEGIN;
        } else if (place == Place.COMMENT) {
            if (b == '=' || b == '/') telling = true;
            comment[kept++] = b;
            if (kept == KEPT_BYTES) {
                endOfComment();
                place = Place.REST;
            }
        } else if (b == ';') {
            place = Place.COMMENT;
        } else if (b != ' ' && b != '\t') {
            place = Place.REST;
        }
    }

    private void endOfComment() {
        if (telling) look(new String(comment, 0, kept, StandardCharsets.ISO_8859_1));
        telling = false;
        kept = 0;
    }

    private void look(String text) {
        int equals = text.indexOf('=');
        var name = equals < 0 ? "" : text.substring(0, equals).replace(';', ' ').strip();
        boolean named = NAME.matcher(name).matches();
        if (named && isSecret(name) && hasValue(text.substring(equals + 1))) add(name);
        else if (isSecretAddress(text)) add(named ? name : "URL");
    }

    private void add(String name) {
        if (found.size() < MAX
                && found.stream().noneMatch(secret -> secret.name().equals(name))) found.add(new Secret(name, line));
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME
                .matcher(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
                .find();
    }

    private static boolean isSecretAddress(String text) {
        return text.contains("://")
                && (USER_AND_PASSWORD.matcher(text).find()
                        || KEY_PARAMETER.matcher(text).find());
    }

    /** Quotes, the separators of a list and stars in a secret's place are no value. */
    private static boolean hasValue(String value) {
        return !NO_SECRET.contains(value.toLowerCase(Locale.ROOT).replaceAll("[\\s\"';,=*]", ""));
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0 && found.size() < MAX) take((byte) b);
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = super.read(bytes, from, count);
            if (read > 0) take(bytes, from, read);
            return read;
        }
    }
}
