// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Something about a file that its maker should know.
 *
 * @param code stable, such as {@code outside-envelope}
 * @param line of the file, from 1; 0 when it is about the whole file
 * @param args numbers and words for the text; a word that starts with {@code @} is itself a key of the texts
 */
public record Finding(Severity severity, String code, long line, List<Object> args) {
    public Finding {
        args = List.copyOf(args);
    }

    /** How bad it is. */
    public enum Severity {
        /** The file does not run on this machine. */
        REFUSE,
        /** It runs only if a person says by name that it may. */
        ASK,
        /** It runs, but a person should look. */
        WARN
    }

    static Finding refuse(String code, long line, Object... args) {
        return new Finding(Severity.REFUSE, code, line, List.of(args));
    }

    static Finding ask(String code, long line, List<Object> args) {
        return new Finding(Severity.ASK, code, line, args);
    }

    static Finding warn(String code, long line, Object... args) {
        return new Finding(Severity.WARN, code, line, List.of(args));
    }

    /** What is wrong and the way out; without the line number. English where the language is not French. */
    public String message(Locale locale) {
        var language = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        var texts = texts(language);
        var shown = args.stream()
                .map(arg -> arg instanceof String word && word.startsWith("@") ? text(texts, word.substring(1)) : arg)
                .toArray();
        return new MessageFormat(text(texts, code), language).format(shown);
    }

    /** The same; empty where this program does not know the code, or what belongs to it is missing. */
    public Optional<String> messageIfKnown(Locale locale) {
        var known = texts(Locale.ENGLISH);
        boolean complete = known.containsKey(code)
                && args.stream()
                        .allMatch(arg -> !(arg instanceof String word && word.startsWith("@"))
                                || known.containsKey(((String) arg).substring(1)));
        if (!complete) return Optional.empty();
        try {
            return Optional.of(message(locale));
        } catch (IllegalArgumentException unfit) {
            // Of another version, which gives words where this one wants numbers.
            return Optional.empty();
        }
    }

    static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                "org.fabcommons.preflight.findings",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String text(ResourceBundle texts, String key) {
        try {
            return texts.getString(key);
        } catch (MissingResourceException missing) {
            throw new IllegalStateException("no text for the finding " + key, missing);
        }
    }
}
