// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One line of a file: what may be sent of it, and what it says.
 *
 * @param number counted from 1 in the file
 * @param text what to send: without comments, the file's own line numbers and checksums, and needless blanks; empty if
 *     nothing is left
 * @param words in their order; only the command itself if free text follows it
 * @param fault why it must not be sent
 */
public record Line(long number, String text, List<Word> words, Optional<Fault> fault) {
    /** What can be wrong with a line whatever the firmware. */
    public enum Fault {
        /** Control characters: this is no text. */
        BINARY,
        /** Characters outside ASCII that are no comment; bytes of 0x80 and above are override commands to grbl. */
        NOT_ASCII,
        /** {@code ?}, {@code !} or {@code ~}, which act at once instead of in their turn. */
        REALTIME,
        /** Neither words nor a comment. */
        MALFORMED,
        /** A letter twice: some firmwares go by the first, some by the last, some by none. */
        REPEATED,
        /** Computes, with variables, expressions or subprograms. */
        VARIABLES,
        /** A drilling cycle that cannot be written out as moves. */
        CYCLE,
        /** Longer than any firmware's line, or cut off by the reader. */
        TOO_LONG
    }

    /** Of {@code NAME=VALUE}. Source: Klipper klippy/gcode.py, extended commands. */
    private static final Pattern PARAMETER = Pattern.compile("(?<=\\s)([A-Za-z_][A-Za-z0-9_]*)=(\\S*)");
    /** Quotes may stand anywhere in a parameter; Klipper takes them away as a shell does (shlex). */
    private static final Pattern QUOTES = Pattern.compile("[\"'\\\\]");

    /** As macros are named. */
    private static final Pattern NAME = Pattern.compile("[A-Z_]{3}[A-Z0-9_]*");

    private static final Pattern NAMELY = Pattern.compile("(?!(?i:inf|infinity|nan)$)[A-Za-z_]\\S*");

    private static final Pattern PROGRAM_NUMBER = Pattern.compile("[Oo]\\d{1,8}");
    /** Subprograms by number; {@code #}, {@code [} and {@code <} begin what else computes. Source: LinuxCNC, O codes. */
    private static final Pattern SUBPROGRAM = Pattern.compile("^[Oo]\\d+ *[A-Za-z]{2}");

    /** Longest line looked at, in characters, comments included. */
    public static final int MAX_LENGTH = 4096;

    public static Line parse(long number, String raw) {
        return parse(number, raw, List.of());
    }

    /**
     * Reads one line.
     *
     * @param raw without its end, one character for each byte
     * @param textCodes commands that are followed by free text, and names of commands that are names
     */
    public static Line parse(long number, String raw, Collection<String> textCodes) {
        if (raw.length() > MAX_LENGTH) return faulty(number, Fault.TOO_LONG);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) return faulty(number, Fault.BINARY);
        }
        var start = start(raw);
        var body = raw.substring(start, commentStart(raw, start));
        var text = textCommand(number, body, textCodes).or(() -> namedCommand(number, body, textCodes));
        if (text.isPresent()) return text.get();
        var bare = withoutParentheses(body);
        if (bare.isEmpty()) return faulty(number, Fault.MALFORMED);
        return words(number, bare.get().strip());
    }

    /** Nothing to send, because there is only a comment or nothing at all. */
    public boolean blank() {
        return text.isEmpty() && fault.isEmpty();
    }

    /** Whether its command is a name with parameters, {@code PRINT_START BED=60}, as macros are called. */
    public boolean named() {
        return words.size() == 1 && words.get(0).letter() == Word.NAME;
    }

    /**
     * What a named command says of its parameters: names in capitals to numbers. Those that are told a word are left out;
     * whatever is neither a word nor a plain number counts as infinite, so that no way of writing gets past a limit.
     */
    public Map<String, Double> parameters() {
        var all = new TreeMap<String, Double>();
        if (!named()) return all;
        var plain = QUOTES.matcher(text).replaceAll("");
        var found = PARAMETER.matcher(plain);
        while (found.find()) {
            if (NAMELY.matcher(found.group(2)).matches()) continue;
            // Within quotes blanks may stand before a number, which Klipper reads all the same.
            var digits = found.group(2).isEmpty()
                    ? plain.substring(found.end()).strip().split("\\s", 2)[0]
                    : found.group(2);
            var value = number(digits).orElse(Double.POSITIVE_INFINITY);
            all.merge(found.group(1).toUpperCase(Locale.ROOT), value, Math::max);
        }
        return all;
    }

    /** The commands of this line, canonical; a T beside a G or M is that command's parameter and no tool change. */
    public List<String> codes() {
        if (named()) return List.of(text.split(" ", 2)[0]);
        var codes = new ArrayList<String>(2);
        for (var word : words) if (word.letter() == 'G' || word.letter() == 'M') codes.add(word.code());
        if (codes.isEmpty()) for (var word : words) if (word.letter() == 'T') codes.add(word.code());
        return codes;
    }

    /** The number after this letter, if the letter has one. */
    public OptionalDouble value(char letter) {
        for (var word : words) if (word.letter() == letter && word.hasValue()) return OptionalDouble.of(word.value());
        return OptionalDouble.empty();
    }

    public boolean has(char letter) {
        for (var word : words) if (word.letter() == letter) return true;
        return false;
    }

    private static Line faulty(long number, Fault fault) {
        return new Line(number, "", List.of(), Optional.of(fault));
    }

    /** Skips blanks and the file's own line number. */
    private static int start(String raw) {
        int at = skipBlanks(raw, 0);
        if (at < raw.length() && (raw.charAt(at) == 'N' || raw.charAt(at) == 'n')) {
            int digits = at + 1;
            while (digits < raw.length() && Character.isDigit(raw.charAt(digits))) digits++;
            if (digits > at + 1) at = skipBlanks(raw, digits);
        }
        return at;
    }

    private static int skipBlanks(String raw, int from) {
        int at = from;
        while (at < raw.length() && (raw.charAt(at) == ' ' || raw.charAt(at) == '\t')) at++;
        return at;
    }

    private static int commentStart(String raw, int from) {
        int semicolon = raw.indexOf(';', from);
        return semicolon < 0 ? raw.length() : semicolon;
    }

    private static Optional<Line> textCommand(long number, String body, Collection<String> textCodes) {
        if (textCodes.isEmpty() || body.isEmpty() || Character.toUpperCase(body.charAt(0)) != 'M')
            return Optional.empty();
        int end = 1;
        while (end < body.length() && (Character.isDigit(body.charAt(end)) || body.charAt(end) == '.')) end++;
        if (end == 1) return Optional.empty();
        var code = "M" + body.substring(1, end);
        if (!textCodes.contains(code)) return Optional.empty();
        // The message is for people: letters outside ASCII become a question mark rather than stop the job.
        var rest = new StringBuilder();
        for (int i = end; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c < 0x80 && c != '*') rest.append(c);
            else if (c >= 0xc0) rest.append('?');
        }
        var text = (code + " " + rest.toString().strip()).strip();
        var word = new Word('M', Double.parseDouble(code.substring(1)));
        return Optional.of(new Line(number, text, List.of(word), Optional.empty()));
    }

    private static Optional<Line> namedCommand(long number, String body, Collection<String> names) {
        int end = 0;
        while (end < body.length() && (Character.isLetterOrDigit(body.charAt(end)) || body.charAt(end) == '_')) end++;
        // Two letters at the least: everything else is words.
        if (names.isEmpty() || end < 2 || !Character.isLetter(body.charAt(0)) || Character.isDigit(body.charAt(1)))
            return Optional.empty();
        var name = body.substring(0, end).toUpperCase(Locale.ROOT);
        if (!names.contains(name)) return unknownName(number, body, name, names);
        var rest = body.substring(end).replace('\t', ' ').strip();
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c >= 0x80) return Optional.of(faulty(number, Fault.NOT_ASCII));
            if (c == '?' || c == '!' || c == '~') return Optional.of(faulty(number, Fault.REALTIME));
        }
        return Optional.of(new Line(
                number, (name + " " + rest).strip(), List.of(new Word(Word.NAME, Double.NaN)), Optional.empty()));
    }

    /** A name that stands in no list, where the firmware has names at all: kept, so that it is named when it is refused. */
    private static Optional<Line> unknownName(long number, String body, String name, Collection<String> names) {
        boolean alone = name.length() == body.length() || " \t=".indexOf(body.charAt(name.length())) >= 0;
        boolean known = names.stream().anyMatch(NAME.asMatchPredicate());
        if (!alone || !known || !NAME.matcher(name).matches()) return Optional.empty();
        return Optional.of(new Line(number, name, List.of(new Word(Word.NAME, Double.NaN)), Optional.empty()));
    }

    /** Empty if a parenthesis is not closed. */
    private static Optional<String> withoutParentheses(String body) {
        if (body.indexOf('(') < 0 && body.indexOf(')') < 0) return Optional.of(body);
        var result = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (inside) inside = c != ')';
            else if (c == '(') inside = true;
            else if (c == ')') return Optional.empty();
            else result.append(c);
        }
        return inside ? Optional.empty() : Optional.of(result.toString());
    }

    private static Line words(long number, String bare) {
        // The per cent sign that some programs put around a file, and a program's number, mean nothing to a firmware.
        if (bare.isEmpty() || bare.charAt(0) == '%') return new Line(number, "", List.of(), Optional.empty());
        boolean program = bare.charAt(0) == 'O' || bare.charAt(0) == 'o';
        if (program && PROGRAM_NUMBER.matcher(bare).matches()) return new Line(number, "", List.of(), Optional.empty());
        int star = bare.indexOf('*');
        var body = star >= 0 && bare.substring(star + 1).strip().matches("\\d{1,3}")
                ? bare.substring(0, star).strip()
                : bare;
        boolean computes = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c >= 0x80) return faulty(number, Fault.NOT_ASCII);
            if (c == '?' || c == '!' || c == '~') return faulty(number, Fault.REALTIME);
            computes |= c == '#' || c == '[' || c == '<';
        }
        if (body.startsWith("$") || body.startsWith("[")) return setting(number, body);
        if (computes || (program && SUBPROGRAM.matcher(body).find())) return faulty(number, Fault.VARIABLES);
        var words = new ArrayList<Word>();
        var text = new StringBuilder(body.length());
        int letters = 0;
        boolean repeated = false;
        int at = 0;
        while (at < body.length()) {
            char letter = Character.toUpperCase(body.charAt(at));
            if (letter < 'A' || letter > 'Z') return faulty(number, Fault.MALFORMED);
            at = skipBlanks(body, at + 1);
            int begin = at;
            while (at < body.length() && "+-.0123456789".indexOf(body.charAt(at)) >= 0) at++;
            var digits = body.substring(begin, at);
            var value = number(digits);
            if (value.isEmpty() && !digits.isEmpty()) return faulty(number, Fault.MALFORMED);
            int bit = letter == 'G' || letter == 'M' || value.isEmpty() ? 0 : 1 << (letter - 'A');
            repeated |= (letters & bit) != 0;
            letters |= bit;
            words.add(new Word(letter, value.orElse(Double.NaN)));
            if (text.length() > 0) text.append(' ');
            text.append(letter).append(digits);
            at = skipBlanks(body, at);
        }
        if (repeated) return faulty(number, Fault.REPEATED);
        return new Line(number, text.toString(), List.copyOf(words), Optional.empty());
    }

    /** A setting or system command of the firmware itself; kept whole so that it can be named when it is refused. */
    private static Line setting(long number, String body) {
        return new Line(number, body.toUpperCase(Locale.ROOT), List.of(), Optional.empty());
    }

    private static OptionalDouble number(String digits) {
        int points = 0;
        int figures = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == '.') points++;
            else if (c >= '0' && c <= '9') figures++;
            else if (i > 0) return OptionalDouble.empty();
        }
        if (figures == 0 || figures > 18 || points > 1) return OptionalDouble.empty();
        return OptionalDouble.of(Double.parseDouble(digits));
    }
}
