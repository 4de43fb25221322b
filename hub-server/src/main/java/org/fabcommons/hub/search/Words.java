// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;

/** What a text is searched by: its words without accents, and their stems in French and in English. */
final class Words {
    private static final int LONGEST = 40;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HYPHENATED = Pattern.compile("[\\p{L}\\p{N}]+(?:[-\\u2010\\u2011][\\p{L}\\p{N}]+)+");
    private static final int LONGEST_JOINED = 24;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    static final Set<String> ENGLISH = Set.of(
            ("a an and are as at be but by can for from has have how i if in into is it its more no not of on or so"
                            + " some than that the their them then there these they this to use used was we when which will"
                            + " with you your")
                    .split(" "));
    static final Set<String> FRENCH = Set.of(
            ("au aux avec c ce ces cette comme d dans de des du elle en est et il ils j je l la le les leur lui mais"
                            + " me même ne nous on ou où par pas plus pour qu que qui s sa sans se ses son sont sur un une"
                            + " vos votre vous y à été être")
                    .split(" "));

    private Words() {}

    /** Lower case without accents and ligatures, so that "etagere" finds "Étagère". */
    static String plain(String text) {
        var lower = text.toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l");
        return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    }

    /** The words of a text in their order, plain; what is no letter or digit parts them. */
    static List<String> of(String text) {
        return BETWEEN.splitAsStream(plain(text))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        word.length() > LONGEST ? word.substring(0, word.offsetByCodePoints(0, LONGEST / 2)) : word)
                .toList();
    }

    /** Two words that follow each other, as one: "contre plaqué" is also found as "contreplaqué". */
    static List<String> joined(String text) {
        var words = of(text);
        List<String> joined = new ArrayList<>();
        for (int i = 1; i < words.size(); i++)
            join(words.get(i - 1), words.get(i)).ifPresent(joined::add);
        return joined;
    }

    /** Those that only a hyphen parts. */
    static List<String> hyphenated(String text) {
        List<String> joined = new ArrayList<>();
        for (var found = HYPHENATED.matcher(text); found.find(); ) joined.addAll(joined(found.group()));
        return joined;
    }

    /** Two words as one, where both say something. */
    static Optional<String> join(String one, String next) {
        return empty(one) || empty(next) || one.length() + next.length() > LONGEST_JOINED || one.length() < 2
                ? Optional.empty()
                : Optional.of(one + next);
    }

    /** How words are written that are searched by without accents, in lower case; without those that are written so anyway. */
    static Map<String, String> written(String text) {
        Map<String, String> written = new HashMap<>();
        BETWEEN.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .filter(word -> word.length() <= LONGEST && !plain(word).equals(word))
                .forEach(word -> written.putIfAbsent(plain(word), word));
        return written;
    }

    /** Words that say nothing of what is looked for. */
    static boolean empty(String word) {
        return ENGLISH.contains(word) || FRENCH.contains(word);
    }

    /** A plain word as written and its stems: two words that share one are forms of one word. */
    static Set<String> forms(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        if (word.length() > 2 && word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
            forms.add(stem(new EnglishStemmer(), word));
            forms.add(stem(new FrenchStemmer(), word));
        }
        return forms;
    }

    private static String stem(SnowballStemmer stemmer, String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** What the index holds of a text: every form of its words once, of very long texts of the first ones. */
    static String index(String text, int most) {
        return index(of(text), most);
    }

    /** The same of a short text, where words that follow each other are also found written as one. */
    static String indexJoined(String text, int most) {
        return index(Stream.concat(of(text).stream(), joined(text).stream()).toList(), 2 * most);
    }

    static String index(List<String> words, int most) {
        Set<String> forms = new LinkedHashSet<>();
        words.stream().distinct().filter(word -> !empty(word)).limit(most).forEach(word -> forms.addAll(forms(word)));
        return String.join(" ", forms);
    }
}
