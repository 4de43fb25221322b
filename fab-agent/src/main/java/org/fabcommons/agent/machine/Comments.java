// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file's comments say about a line: the one beside it, or else the nearest one just before. */
final class Comments {
    private static final int LINES_BEFORE = 4;
    private static final int MOST_CHARACTERS = 120;
    /** Behind a semicolon, or in brackets. */
    private static final Pattern COMMENT = Pattern.compile(";\\s*(.*)$|\\(\\s*([^)]*?)\\s*\\)");
    /** Nothing but that. */
    private static final Pattern ONLY_COMMENT = Pattern.compile("\\s*(?:\\([^)]*\\)\\s*)*(?:;.*)?");

    /** What slicers write for programs, such as {@code TYPE:WALL} or {@code M600} again, tells a person nothing. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile("[A-Z_]+:\\S*|[GMT]\\d+.*|[-=*\\s]*");

    private Comments() {}

    /**
     * Reads the file up to that line; its lines are known to be short.
     *
     * @throws IOException if it cannot be read
     */
    static Optional<String> about(Path file, long line) throws IOException {
        var near = new ArrayDeque<String>();
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            for (long number = 1; number <= line; number++) {
                var text = in.readLine();
                if (text == null) break;
                near.push(text);
                if (near.size() > LINES_BEFORE + 1) near.removeLast();
            }
        }
        boolean itself = true;
        for (var text : near) {
            // A comment beside another command is about that one.
            if (!itself && !ONLY_COMMENT.matcher(text).matches()) break;
            itself = false;
            var comment = comment(text);
            if (comment.isPresent()) return comment;
        }
        return Optional.empty();
    }

    private static Optional<String> comment(String text) {
        var found = COMMENT.matcher(text);
        if (!found.find()) return Optional.empty();
        var words = (found.group(1) != null ? found.group(1) : found.group(2))
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        if (words.isEmpty() || FOR_PROGRAMS.matcher(words).matches()) return Optional.empty();
        return Optional.of(words.length() > MOST_CHARACTERS ? words.substring(0, MOST_CHARACTERS) + " …" : words);
    }
}
