// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.preflight.Finding;

/** What is said beside a reason: which line, what the machine answered, what to look at. Never empty. */
public record Detail(List<Sentence> sentences) {
    /** So that a page can show them and a message hold them. */
    private static final int MOST = 20;

    private static final int MOST_VALUES = 20;
    private static final int MOST_CHARACTERS = 1000;
    /** The sentence that says no more than its reason, where that has another code. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("cancelled", "cancelled-by-person"),
            Map.entry("emergency-stop", "stopped-at-once"),
            Map.entry("withdrawn", "offer-withdrawn"),
            Map.entry("replaced", "newer-offer"),
            Map.entry("check-failed", "cannot-check"),
            Map.entry("agent-restarted", "restarted-before"),
            Map.entry("machine-recovering", "being-made-safe"),
            Map.entry("something-asked", "paused-waits"));

    public Detail {
        sentences = List.copyOf(sentences);
    }

    /** @param values numbers with a fraction are written as the reader's language does, all else as it is */
    public static Detail of(String code, Object... values) {
        return new Detail(List.of(new Sentence(
                code,
                Stream.of(values)
                        .map(value -> value instanceof Double ? value : (Object) String.valueOf(value))
                        .toList())));
    }

    /** Words that are known in one language only: a machine's own, or those of an older agent. */
    public static Detail plain(String words) {
        return new Detail(List.of(new Sentence("", List.of(words))));
    }

    /** What a check found, with its line. */
    public static Detail of(Finding finding) {
        var found = new Detail(List.of(Sentence.of(finding)));
        return finding.line() > 0 ? of("line", finding.line()).and(found) : found;
    }

    /**
     * What was told of a job or a machine.
     *
     * @param english as every agent says it; empty where it says nothing
     * @param sentences the same by codes, from others: kept only where they can be read and shown
     */
    public static Optional<Detail> told(Optional<String> english, Optional<List<Sentence>> sentences) {
        return sentences
                .filter(Detail::readable)
                .map(Detail::new)
                .filter(Detail::known)
                .or(() -> english.filter(words -> !words.isBlank())
                        .map(words -> plain(words.substring(0, Math.min(words.length(), MOST_CHARACTERS)))));
    }

    /** Whether this program has words for all of it. */
    boolean known() {
        return sentences.stream()
                .allMatch(sentence -> sentence.in(Locale.ENGLISH).isPresent());
    }

    private static boolean readable(List<Sentence> told) {
        return !told.isEmpty()
                && told.size() <= MOST
                && told.stream()
                        .allMatch(sentence -> sentence != null
                                && sentence.code() != null
                                && sentence.code().length() <= 100
                                && sentence.values().size() <= MOST_VALUES
                                && sentence.values().stream().allMatch(Detail::readable));
    }

    private static boolean readable(Object value) {
        return value instanceof Number || (value instanceof String words && words.length() <= MOST_CHARACTERS);
    }

    public Detail and(Detail more) {
        var all = new ArrayList<>(sentences);
        all.addAll(more.sentences);
        return new Detail(all);
    }

    public Detail and(String code, Object... values) {
        return and(of(code, values));
    }

    /** For the log and for programs. */
    public String english() {
        return in(Locale.ENGLISH);
    }

    /** For people; what is known in one language only stays as it is. */
    public String in(Locale language) {
        return sentences.stream()
                .flatMap(sentence -> sentence.in(language).stream())
                .collect(Collectors.joining(" "));
    }

    /** What is left beside this reason, which says some of it already; empty where that is all. */
    public Optional<Detail> beside(String reason) {
        var same = SAME.getOrDefault(reason, reason);
        var more = sentences.stream()
                .filter(sentence ->
                        !sentence.values().isEmpty() || !sentence.code().equals(same))
                .toList();
        return more.isEmpty() ? Optional.empty() : Optional.of(new Detail(more));
    }

    /** Whether it is said in the reader's language; otherwise it is likely English. */
    public boolean spoken() {
        return sentences.stream().anyMatch(sentence -> !sentence.plain());
    }

    @Override
    public String toString() {
        return english();
    }
}
