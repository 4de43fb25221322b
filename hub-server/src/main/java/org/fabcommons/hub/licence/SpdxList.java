// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The SPDX licence list as it was published: every identifier with its name and what others say of it. */
final class SpdxList {
    private static final SpdxList STANDARD = read("spdx-list.tsv");

    private final Map<String, Entry> licences = new LinkedHashMap<>();
    private final Map<String, Entry> exceptions = new LinkedHashMap<>();

    private SpdxList() {}

    /**
     * One identifier.
     *
     * @param osi whether the Open Source Initiative approved it
     * @param fsf whether the Free Software Foundation calls it free
     * @param replacement the expression to write in the place of a deprecated identifier
     */
    record Entry(String id, String name, boolean osi, boolean fsf, boolean deprecated, Optional<String> replacement) {
        boolean open() {
            return osi || fsf;
        }
    }

    static SpdxList standard() {
        return STANDARD;
    }

    private static SpdxList read(String resource) {
        var list = new SpdxList();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SpdxList.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(list::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }

    private void take(String line) {
        var cells = line.split("\t", -1);
        var flags = cells[1];
        var entry = new Entry(
                cells[0],
                cells[3],
                flags.contains("o"),
                flags.contains("f"),
                flags.contains("d"),
                cells[2].equals("-") ? Optional.empty() : Optional.of(cells[2]));
        (flags.contains("x") ? exceptions : licences).put(entry.id().toLowerCase(Locale.ROOT), entry);
    }

    /** Upper and lower case are the same, as SPDX wants. */
    Optional<Entry> licence(String id) {
        return Optional.ofNullable(licences.get(id.toLowerCase(Locale.ROOT)));
    }

    Optional<Entry> exception(String id) {
        return Optional.ofNullable(exceptions.get(id.toLowerCase(Locale.ROOT)));
    }

    /** In the order of their identifiers. */
    List<Entry> licences() {
        return List.copyOf(licences.values());
    }

    /** What somebody who wrote this may have meant. */
    Optional<String> near(String written, boolean exception) {
        var wanted = letters(written);
        return (exception ? exceptions : licences)
                .values().stream()
                        .filter(entry -> !entry.deprecated())
                        .map(Entry::id)
                        .filter(id -> distance(letters(id), wanted) <= Math.min(2, wanted.length() / 4))
                        .min((one, other) ->
                                Integer.compare(distance(letters(one), wanted), distance(letters(other), wanted)));
    }

    private static String letters(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** How many letters must change to make one of the other; at most 3, more are not counted. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 2) return 3;
        var before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) before[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            var now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++)
                now[j] = Math.min(
                        Math.min(now[j - 1], before[j]) + 1,
                        before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
            before = now;
        }
        return Math.min(3, before[other.length()]);
    }
}
