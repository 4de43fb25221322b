// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.store.Database;

/** What somebody who is typing may be about to write. */
record Suggestions(Database database, Search search) {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int WORDS = 5;
    private static final int DESIGNS = 4;
    private static final int PEOPLE = 2;
    private static final int SHORTEST = 2;

    /**
     * @param words whole questions, of which the last word is the one begun
     * @param designs that have all the words in their titles, as far as they go
     * @param people handles of people and groups
     */
    record Suggested(List<String> words, List<Design> designs, List<String> people) {}

    Suggested of(String text) {
        var query = Query.ALL.with(text);
        var words = Words.of(query.text());
        if (words.isEmpty() || words.get(words.size() - 1).length() < SHORTEST)
            return new Suggested(List.of(), List.of(), List.of());
        var begun = words.get(words.size() - 1);
        var before = String.join(" ", words.subList(0, words.size() - 1));
        return database.read(LIMIT, handle -> {
            var store = handle.attach(SearchStore.class);
            List<String> questions = new ArrayList<>();
            var endings = store.wordsFrom(begun, Search.end(begun), 1, 3 * WORDS);
            for (var ending : endings) {
                var question = (before + " " + ending).strip();
                // Only what finds something: words are remembered of one design, the question may have several.
                if (questions.size() < WORDS && finds(store, question)) questions.add(question);
            }
            var best = questions.isEmpty() ? List.<Hit>of() : search.best(query.with(questions.get(0)), DESIGNS);
            return new Suggested(
                    questions.stream().map(question -> written(store, question)).toList(),
                    best.stream().map(Hit::design).toList(),
                    words.size() > 1 ? List.of() : store.handlesFrom(begun, Search.end(begun), PEOPLE));
        });
    }

    /** With the accents that people write; they need none. */
    private static String written(SearchStore store, String question) {
        return Words.of(question).stream()
                .map(word -> store.written(word).orElse(word))
                .collect(Collectors.joining(" "));
    }

    private static boolean finds(SearchStore store, String question) {
        var words = Query.ALL.with(question).words();
        return !words.isEmpty() && store.anyMatches(Match.all(words));
    }
}
