// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import org.fabcommons.link.Detail;

/** The page's words, in English or French. */
final class Texts {
    private final Locale locale;
    private final ResourceBundle bundle;

    Texts(Locale asked) {
        locale = asked.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        bundle = ResourceBundle.getBundle(
                "org.fabcommons.agent.local.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Locale locale() {
        return locale;
    }

    /** The text with its arguments filled in, not yet escaped. */
    String of(String key, Object... arguments) {
        return new MessageFormat(typeset(bundle.getString(key)), locale).format(arguments);
    }

    /** The text as it stands, its holes {@code {0}} left for a script to fill. */
    String pattern(String key) {
        return typeset(bundle.getString(key)).replace("''", "'");
    }

    Optional<String> find(String key) {
        try {
            return Optional.of(typeset(bundle.getString(key)));
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }

    /** What is said of a job beside its reason, in this element; marked as English where it is known in English alone. */
    Html said(String element, String look, Detail detail) {
        var language = detail.spoken() || locale.equals(Locale.ENGLISH) ? "" : " lang=\"en\"";
        return new Html()
                .add("<" + element + " class=\"" + look + "\"" + language + ">%s</" + element + ">", detail.in(locale));
    }

    /**
     * French puts a space before ? ! ; : and inside « »; so that no line breaks there it must be a no-break one. What
     * people are shown to type, such as {@code = 1 : 1}, stays as it is.
     */
    private String typeset(String text) {
        return locale.equals(Locale.FRENCH)
                ? text.replaceAll("(?<=[\\p{L}\\d»}.…)]) (?=[?!;](\\s|$))", "\u202f")
                        .replaceAll("(?<=[\\p{L}»}…)]) (?=:)|(?<=\\S) (?=»)|(?<=«) ", "\u00a0")
                : text;
    }

    String percent(double fraction) {
        return NumberFormat.getPercentInstance(locale).format(fraction);
    }

    String count(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** Some figures are enough for a person. */
    String number(double value, int decimals) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }

    /** A day and time of day as people write them here. */
    String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                // The day before the month, and 24 hours, in both languages.
                .withLocale(locale.equals(Locale.FRENCH) ? Locale.FRANCE : Locale.UK)
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    String size(long bytes) {
        if (bytes < 1_000_000) return of("size.kilobytes", number(bytes / 1_000.0, 1));
        return of("size.megabytes", number(bytes / 1_000_000.0, 1));
    }

    String duration(long seconds) {
        if (seconds < 60) return of("time.seconds", seconds);
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? of("time.minutes", minutes) : of("time.hours", minutes / 60, minutes % 60);
    }
}
