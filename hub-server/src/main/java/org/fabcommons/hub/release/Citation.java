// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.fabcommons.hub.design.Design;

/**
 * How to cite a design.
 *
 * @param authors by name, in the order in which they came to it
 * @param version the release's name, or the revision shortened
 * @param revision the commit meant
 * @param licence SPDX expression of that revision
 */
record Citation(
        Design design,
        List<Author> authors,
        String version,
        String revision,
        String licence,
        long releasedAt,
        URI address) {
    /** @param page empty where they are not of this hub */
    record Author(String name, String page) {}

    private LocalDate day() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(releasedAt), ZoneOffset.UTC);
    }

    /** Citation File Format 1.2.0. Source: https://github.com/citation-file-format, schema guide. */
    String cff() {
        var text = new StringBuilder("cff-version: 1.2.0\n");
        text.append("message: ")
                .append(quoted("If you build on this design, please cite it."))
                .append('\n');
        // The format knows software and data; a hardware design is files to build from.
        text.append("type: dataset\n");
        text.append("title: ").append(quoted(design.title())).append('\n');
        text.append("abstract: ").append(quoted(design.summary())).append('\n');
        text.append("authors:\n");
        for (var author : authors) {
            text.append("  - name: ").append(quoted(author.name())).append('\n');
            if (!author.page().isEmpty())
                text.append("    website: ").append(quoted(author.page())).append('\n');
        }
        text.append("version: ").append(quoted(version)).append('\n');
        text.append("commit: ").append(revision).append('\n');
        text.append("date-released: ").append(day()).append('\n');
        // Only plain ids of the SPDX list are allowed here.
        if (licence.matches("[A-Za-z0-9.+-]+") && !licence.startsWith("LicenseRef"))
            text.append("license: ").append(licence).append('\n');
        text.append("url: ").append(quoted(address.toString())).append('\n');
        if (!design.tags().isEmpty()) {
            text.append("keywords:\n");
            for (var tag : design.tags())
                text.append("  - ").append(quoted(tag)).append('\n');
        }
        return text.toString();
    }

    /** BibTeX, as {@code @misc} so that every style knows it. */
    String bibtex() {
        var text = new StringBuilder("@misc{");
        text.append((design.ownerHandle() + "-" + design.name() + "-" + version).replaceAll("[^A-Za-z0-9.-]", "-"))
                .append(",\n");
        field(
                text,
                "author",
                String.join(
                        " and ",
                        authors.stream().map(author -> braced(author.name())).toList()));
        field(text, "title", braced(design.title()));
        field(text, "year", Integer.toString(day().getYear()));
        field(text, "month", Integer.toString(day().getMonthValue()));
        field(text, "version", tex(version));
        field(text, "howpublished", "\\url{" + address + "}");
        field(text, "note", "Open hardware design, " + tex(licence) + ", revision " + revision.substring(0, 10));
        return text.append("}\n").toString();
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(" = {").append(value).append("},\n");
    }

    /** In braces, so that a name is not taken apart and a title keeps its capitals. */
    private static String braced(String text) {
        return "{" + tex(text) + "}";
    }

    private static String tex(String text) {
        var safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '\\' -> safe.append("\\textbackslash{}");
                case '~' -> safe.append("\\textasciitilde{}");
                case '^' -> safe.append("\\textasciicircum{}");
                case '{', '}', '#', '$', '%', '&', '_' -> safe.append('\\').append(each);
                default -> safe.append(each);
            }
        }
        return safe.toString();
    }

    /** A YAML string in double quotes, whatever it holds. */
    private static String quoted(String text) {
        var safe = new StringBuilder("\"");
        text.codePoints().forEach(each -> {
            if (each == '"' || each == '\\') safe.append('\\').appendCodePoint(each);
            else if (each < 0x20 || each == 0x7f || each == 0x85 || each == 0x2028 || each == 0x2029)
                safe.append("\\u%04x".formatted(each));
            else safe.appendCodePoint(each);
        });
        return safe.append('"').toString();
    }
}
