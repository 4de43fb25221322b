// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Manifest;

/**
 * What a design says of itself, where a revision says it in other words.
 *
 * @param label the message that names it
 * @param pieces in the order in which they are read
 */
public record Wording(String label, List<Piece> pieces) {
    /** So many words of each are compared; what comes after them counts as one. */
    private static final int MOST_WORDS = 400;

    /** What became of words. */
    public enum Fate {
        SAME,
        REMOVED,
        ADDED
    }

    /** Words beside each other to which the same happened. */
    public record Piece(Fate fate, String text) {}

    /** What differs between two revisions, in the order of the design's page. */
    static List<Wording> between(Manifest before, Manifest after) {
        List<Wording> all = new ArrayList<>();
        add(all, "design.form.title", before.title(), after.title());
        add(all, "design.form.summary", before.summary(), after.summary());
        add(all, "design.licence", before.licence(), after.licence());
        add(
                all,
                "derivation.wording.documentation",
                before.parts().documentation(),
                after.parts().documentation());
        add(
                all,
                "derivation.wording.software",
                before.parts().software(),
                after.parts().software());
        add(all, "design.tags", inOrder(before.tags()), inOrder(after.tags()));
        return all;
    }

    /** Where a tag stands among the others says nothing. */
    private static String inOrder(List<String> tags) {
        return tags.stream().sorted().collect(Collectors.joining(" "));
    }

    private static void add(List<Wording> all, String label, String before, String after) {
        if (!before.equals(after)) all.add(new Wording(label, compared(words(before), words(after))));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+", MOST_WORDS));
    }

    /** By the longest row of words that both have. */
    static List<Piece> compared(List<String> before, List<String> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--)
            for (int j = after.size() - 1; j >= 0; j--)
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size())
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                say(pieces, Fate.SAME, after.get(j++));
                i++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1]))
                say(pieces, Fate.REMOVED, before.get(i++));
            else say(pieces, Fate.ADDED, after.get(j++));
        return pieces;
    }

    private static void say(List<Piece> pieces, Fate fate, String word) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).fate() == fate)
            pieces.set(last, new Piece(fate, pieces.get(last).text() + " " + word));
        else pieces.add(new Piece(fate, word));
    }
}
