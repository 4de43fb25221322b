// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Forgives typing errors. Two words of which one is the other with a letter too many, too few, another or two swapped have
 * a spelling in common when each is written with one letter left out; so a table of those answers without any search
 * (Garbe's symmetric deletion).
 */
final class Spelling {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 24;

    private Spelling() {}

    /** The spellings under which a word is found. */
    static Set<String> of(String word) {
        Set<String> all = new LinkedHashSet<>();
        if (word.length() < SHORTEST || word.length() > LONGEST || word.chars().anyMatch(Character::isDigit))
            return all;
        all.add(word);
        for (int i = 0; i < word.length(); i++) all.add(word.substring(0, i) + word.substring(i + 1));
        return all;
    }

    /** What somebody who wrote this may have meant: one error away before two, then the most used. */
    static Optional<String> meant(SearchStore store, String word) {
        var spellings = of(word);
        if (spellings.isEmpty()) return Optional.empty();
        var known = store.meant(java.util.List.copyOf(spellings), 50);
        return known.stream()
                .filter(each -> !each.equals(word) && errors(each, word) == 1)
                .findFirst()
                // Two errors in a short word make another word.
                .or(() -> known.stream()
                        .filter(each -> word.length() > 6 && errors(each, word) == 2)
                        .findFirst());
    }

    /** How many letters must be put, taken, changed or swapped with the next one (Damerau, each letter touched once). */
    static int errors(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++)
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        return d[a.length()][b.length()];
    }
}
