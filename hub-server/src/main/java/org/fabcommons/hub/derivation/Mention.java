// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A design as people write it on a form: {@code owner/name}, {@code owner/name@revision} or the address of its page.
 *
 * @param design {@code owner/name}; what was written where it is neither
 * @param revision the first digits of one, where it was written too
 */
record Mention(String design, Optional<String> revision) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:\\S*@)?([^/@?#\\s]+/[^/@?#\\s]+)(?:(?:@|\\?revision=)([0-9a-fA-F]{7,40}))?/?");
    private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

    static Mention of(String written) {
        var words = written.strip();
        var found = WRITTEN.matcher(words);
        return found.matches()
                ? new Mention(found.group(1), Optional.ofNullable(found.group(2)))
                : new Mention(words, Optional.empty());
    }

    /** Several, parted by spaces or commas. */
    static List<Mention> all(String written) {
        return Arrays.stream(BETWEEN.split(written, -1))
                .filter(word -> !word.isBlank())
                .map(Mention::of)
                .toList();
    }
}
