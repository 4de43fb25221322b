// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the index holds of a design.
 *
 * @param title with its parts as text: summary and READMEs are the body
 * @param people the owner's handle and name
 * @param parts names and materials of its bill of materials
 * @param facets words such as {@code material:pla}
 */
record Entry(Row row, String title, String tags, String people, String parts, String body, Set<String> facets) {
    /** Of longer texts the first words count. */
    private static final int MOST_WORDS = 3_000;

    private static final int MOST_SUGGESTED = 30;
    private static final int MOST_KNOWN = 1_000;
    private static final int SHORTEST = 2;

    /**
     * The table's line.
     *
     * @param facets parted by spaces
     * @param words the words of title, tags and owner, parted by spaces
     * @param makes how often a machine began it or a person judged it
     * @param derived without variants and uses as a part
     * @param longMm the longest side of any of its models; 0 where none was measured
     * @param updatedAt UTC epoch milliseconds
     */
    public record Row(
            long id,
            String design,
            String facets,
            String words,
            int makes,
            int worked,
            int judged,
            int derived,
            int variants,
            double longMm,
            double middleMm,
            double shortMm,
            long updatedAt) {
        Standing standing() {
            return new Standing(
                    id, makes, derived, Order.quality(makes, worked, derived), facets.contains(NEWCOMER), updatedAt);
        }

        List<String> facetList() {
            return facets.isEmpty() ? List.of() : Arrays.asList(facets.split(" "));
        }

        Size size() {
            return new Size(longMm, middleMm, shortMm);
        }
    }

    /** Whose owner has published little, and of which nobody has made anything yet. */
    static final String NEWCOMER = "newcomer:yes";

    String indexedTitle() {
        return Words.indexJoined(title, MOST_WORDS);
    }

    String indexedBody() {
        return Words.index(
                Stream.concat(Words.of(body).stream().limit(MOST_WORDS), Words.hyphenated(body).stream())
                        .toList(),
                2 * MOST_WORDS);
    }

    /** The words of its texts, that typing errors are measured by too. */
    List<String> known() {
        return Stream.of(Words.of(parts), Words.of(body), Words.hyphenated(body))
                .flatMap(List::stream)
                .filter(word -> !Words.empty(word) && !Spelling.of(word).isEmpty())
                .distinct()
                .limit(MOST_KNOWN)
                .toList();
    }

    /** How the words that suggestions offer are written. */
    Map<String, String> written() {
        return Words.written(title + " " + tags + " " + people);
    }

    /** The words that suggestions offer and typing errors are measured by. */
    static String suggested(String title, String tags, String people) {
        return Words.of(title + " " + tags + " " + people).stream()
                .filter(word -> word.length() >= SHORTEST && !Words.empty(word))
                .distinct()
                .limit(MOST_SUGGESTED)
                .collect(Collectors.joining(" "));
    }

    static Set<String> wordSet(String words) {
        return words.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(words.split(" ")));
    }
}
