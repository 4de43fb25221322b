// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.guard.Piece;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations as they were, or could be, written down: one file, one thing that happens on a wire. */
class TranscriptTest {
    static Stream<String> sessions() throws IOException, URISyntaxException {
        try (var files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".session"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(TranscriptTest.class.getResource("marlin-plain.session").toURI())
                .getParent();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void theConversationGoesAsWritten(String name) throws Exception {
        var lines = Files.readAllLines(folder().resolve(name));
        var profile = lines.stream()
                .filter(line -> line.startsWith("profile "))
                .findFirst()
                .orElseThrow()
                .substring(8);
        new Conversation(profile).play(lines);
    }

    private static final class Conversation {
        private final Dialect dialect;
        private final Streamer streamer;
        private final Deque<Outgoing> wanted = new ArrayDeque<>();
        private final Deque<String> sent = new ArrayDeque<>();
        private final Deque<String> rejected = new ArrayDeque<>();
        private final Deque<String> broken = new ArrayDeque<>();
        private final Deque<String> held = new ArrayDeque<>();
        private long fileLine;
        private int acknowledged;
        private long now = 1_000_000;

        Conversation(String profileId) {
            var profile = Profiles.standard().require(profileId);
            dialect = Dialect.of(profile);
            streamer = Streamer.of(profile, dialect);
            streamer.restart(now);
        }

        void play(List<String> lines) {
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (line.isBlank() || line.startsWith("#") || line.startsWith("profile ")) continue;
                play(line.substring(0, 2), line.length() > 3 ? line.substring(3) : "", "line " + (i + 1));
            }
            assertThat(sent).as("sent, but not written").isEmpty();
            assertThat(rejected).as("rejected, but not written").isEmpty();
            assertThat(held).as("held, but not written").isEmpty();
            assertThat(broken).as("given up, but not written").isEmpty();
        }

        private void play(String mark, String text, String where) {
            switch (mark) {
                case "==" -> wanted.add(Outgoing.own(text));
                case "=f" -> wanted.add(Outgoing.ofFile(text, ++fileLine));
                case "=a" -> {
                    streamer.begin(Outgoing.ofFile(text, fileLine + 1));
                    carryOut();
                }
                case "=x" -> {
                    streamer.endBegun(now);
                    carryOut();
                }
                case "~~" -> assertThat(held.poll()).as(where).isEqualTo(text);
                case "go" -> streamer.retry(now);
                case ">>" -> assertThat(sent.poll()).as(where).isEqualTo(text);
                case "++" -> assertThat(acknowledged).as(where).isEqualTo(Integer.parseInt(text));
                case "--" -> assertThat(rejected.poll()).as(where).isEqualTo(text);
                case "!!" -> assertThat(broken.poll()).as(where).isEqualTo(text);
                case "<<" -> {
                    assertThat(sent).as(where + ": sent before").isEmpty();
                    for (var reply : dialect.read(text)) streamer.heard(reply, now);
                }
                case ".." -> {
                    assertThat(sent).as(where + ": sent before").isEmpty();
                    now += Long.parseLong(text);
                    streamer.tick(now);
                }
                default -> throw new IllegalArgumentException(where + ": " + mark);
            }
            if (List.of("==", "=f", "<<", "..", "go").contains(mark)) pump();
        }

        private void pump() {
            carryOut();
            while (!wanted.isEmpty() && streamer.hasRoom(wanted.element().command())) {
                streamer.send(wanted.remove(), now);
                carryOut();
            }
        }

        /** {@code _} where the line goes on, {@code |} where there is nothing but its end. */
        private static String text(Piece piece) {
            var text = piece.frame().wire().substring(piece.from(), piece.to());
            if (!piece.ends()) return text + "_";
            return text.isEmpty() ? "|" : text;
        }

        private void carryOut() {
            for (var effect = streamer.next(); effect.isPresent(); effect = streamer.next()) {
                if (effect.get() instanceof Effect.Transmit transmit)
                    sent.add(transmit.frame().wire());
                else if (effect.get() instanceof Effect.TransmitPart part) sent.add(text(part.piece()));
                else if (effect.get() instanceof Effect.Answered) acknowledged++;
                else if (effect.get() instanceof Effect.Rejected refusal)
                    rejected.add(refusal.outgoing().command());
                else if (effect.get() instanceof Effect.Held line)
                    held.add(line.outgoing().fileLine() + " " + line.outgoing().command());
                else if (effect.get() instanceof Effect.Broken end) broken.add(end.reason());
            }
        }
    }
}
