// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The texts of all features in French and English; each feature brings {@code messages.en/fr.properties}. */
public final class Messages {
    /** The languages of the hub; the first is spoken where none is asked for. */
    public static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private final Map<Locale, Map<String, String>> texts = new HashMap<>();

    /** @param features the names of the packages that have texts */
    public Messages(List<String> features) {
        for (var locale : LOCALES) {
            Map<String, String> all = new HashMap<>();
            for (var feature : features)
                load(feature, locale).forEach((key, text) -> all.put((String) key, typeset(locale, (String) text)));
            texts.put(locale, all);
        }
    }

    /**
     * French puts a space before ? ! ; : and inside « »; so that no line breaks there it must be a no-break one, which
     * nobody sees in a properties file.
     */
    static String typeset(Locale locale, String text) {
        return locale.equals(Locale.FRENCH)
                ? text.replaceAll("(?<=\\S) (?=[?!;](\\s|$))", "\u202f")
                        .replaceAll("(?<=\\S) (?=[:»])|(?<=«) ", "\u00a0")
                : text;
    }

    private static Properties load(String feature, Locale locale) {
        var resource = "/org/fabcommons/hub/" + feature + "/messages." + locale.getLanguage() + ".properties";
        var texts = new Properties();
        try (var in = Messages.class.getResourceAsStream(resource)) {
            if (in != null) texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("texts could not be read: " + resource, e);
        }
        return texts;
    }

    public Optional<String> find(Locale locale, String key) {
        return Optional.ofNullable(texts.get(locale).get(key));
    }

    /** The text with its arguments filled in; a key without a text is a fault of ours. */
    public String text(Locale locale, String key, Object... arguments) {
        var pattern = find(locale, key)
                .orElseThrow(() -> new IllegalArgumentException("no " + locale.getLanguage() + " text for " + key));
        // Most are plain words, and a page has hundreds.
        if (pattern.indexOf('{') < 0 && pattern.indexOf('\'') < 0) return pattern;
        return new MessageFormat(pattern, locale).format(arguments);
    }
}
