// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Figures as people read them, for templates: {@code format.bytes(it.size)}. */
public final class Format {
    private static final String[] UNITS_EN = {"B", "kB", "MB", "GB", "TB"};
    private static final String[] UNITS_FR = {"o", "ko", "Mo", "Go", "To"};

    private final Locale locale;

    public Format(Locale locale) {
        this.locale = locale;
    }

    /** A size in bytes, by thousands. */
    public String bytes(long bytes) {
        var units = locale.getLanguage().equals("fr") ? UNITS_FR : UNITS_EN;
        double value = bytes;
        int unit = 0;
        for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
        return number(value, unit == 0 || value >= 100 ? 0 : 1) + "\u00a0" + units[unit];
    }

    /** A number with at most so many decimals. */
    public String number(double value, int decimals) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }

    /** An amount of money: with cents, and finer where it is. */
    public String amount(double value) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(4);
        return format.format(value);
    }

    /** A number by which something grew or shrank, with its sign. */
    public String signed(double value, int decimals) {
        var amount = number(Math.abs(value), decimals);
        if (amount.equals("0")) return amount;
        return (value < 0 ? "−" : "+") + amount;
    }

    /** A duration in seconds, as hours and minutes or minutes and seconds. */
    public String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        if (whole >= 3600) return "%d\u00a0h\u00a0%02d".formatted(whole / 3600, whole % 3600 / 60);
        if (whole >= 60) return "%d\u00a0min\u00a0%02d\u00a0s".formatted(whole / 60, whole % 60);
        return whole + "\u00a0s";
    }

    /** A day, from UTC epoch milliseconds. */
    public String date(long epochMillis) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC));
    }

    /** A day written as ISO 8601 has it; what is none stays as it is. */
    public String day(String iso) {
        try {
            return date(LocalDate.parse(iso)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeParseException otherwise) {
            return iso;
        }
    }

    /** A day and time, UTC, from epoch milliseconds. */
    public String time(long epochMillis) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC))
                + " UTC";
    }

    /** ISO 8601, for the {@code datetime} attribute. */
    public String iso(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
