// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a profile calls verified is in the recording that it names. */
class VerifiedTest {
    /** By key: whether the lines of a recording show this profile's value. */
    private static final Map<String, BiPredicate<Profile, List<String>>> SHOWN = Map.ofEntries(
            Map.entry(
                    "replies.greetings", (p, lines) -> heard(lines, p.replies().greetings())),
            Map.entry(
                    "replies.reset",
                    (p, lines) -> heard(lines, p.replies().reset().stream().toList())),
            Map.entry(
                    "replies.recognise", (p, lines) -> heard(lines, p.replies().recognise())),
            Map.entry(
                    "replies.busy",
                    (p, lines) -> heard(lines, p.replies().busy().stream().toList())),
            Map.entry("replies.fatal", (p, lines) -> heard(lines, p.replies().fatal())),
            // After a line with an error comes the next line's answer, and no ok.
            Map.entry(
                    "replies.errorsAnswer",
                    (p, lines) -> p.replies().errorsAnswer() && follows(lines, "<< error:\\d+", ">> .*")),
            Map.entry(
                    "wire.resend",
                    (p, lines) -> heard(lines, p.wire().resend().stream().toList())),
            // The same number twice, and twice refused.
            Map.entry(
                    "wire.repeatsRefused",
                    (p, lines) -> p.wire().repeatsRefused()
                            && follows(lines, ">> N1 M105\\*38", "<< Error:Line Number is not .* Last Line: 1")),
            Map.entry(
                    "wire.rxBufferBytes",
                    (p, lines) -> heard(lines, List.of("\\|Bf:\\d+," + (p.wire().rxBufferBytes() + 1) + "\\|"))),
            Map.entry(
                    "wire.maxLineBytes",
                    (p, lines) -> refusedAbove(lines, p.wire().maxLineBytes())),
            Map.entry(
                    "status.grammar",
                    (p, lines) -> p.status().grammar() == Grammar.GRBL11
                            ? heard(lines, List.of("^<Idle\\|MPos:"))
                            : heard(lines, List.of("^ok T:[\\d.]+ /[\\d.]+"))));

    @Test
    void everyVerifiedValueIsInItsRecording() throws IOException {
        for (var profile : Profiles.standard().all())
            for (var claim : profile.verified().entrySet()) {
                var recording = Path.of("recordings", claim.getValue());
                assertThat(recording).as(profile.id() + " " + claim.getKey()).exists();
                assertThat(SHOWN).as("how a recording shows it").containsKey(claim.getKey());
                assertThat(SHOWN.get(claim.getKey()).test(profile, Files.readAllLines(recording)))
                        .as(profile.id() + ": " + claim.getKey() + " in " + recording)
                        .isTrue();
            }
    }

    private static boolean heard(List<String> lines, List<String> patterns) {
        return patterns.stream().map(Pattern::compile).anyMatch(pattern -> lines.stream()
                .filter(line -> line.startsWith("<< "))
                .anyMatch(line -> pattern.matcher(line.substring(3)).find()));
    }

    private static boolean follows(List<String> lines, String first, String second) {
        for (int i = 1; i < lines.size(); i++)
            if (lines.get(i - 1).matches(first) && lines.get(i).matches(second)) return true;
        return false;
    }

    /** A line longer than this, blanks and comments left out, was refused as too long. */
    private static boolean refusedAbove(List<String> lines, int bytes) {
        for (int i = 1; i < lines.size(); i++) {
            var sent = lines.get(i - 1);
            if (sent.startsWith(">> ")
                    && lines.get(i).equals("<< error:11")
                    && sent.substring(3).replace(" ", "").length() > bytes) return true;
        }
        return false;
    }
}
