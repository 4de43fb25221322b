// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.agent.stream.Streamer;
import org.fabcommons.profile.Profile;

/** A streamer at one end, a simulated board at the other, and a line between them that can be bad. Time is counted. */
final class VirtualWire {
    private static final long MILLI = 1_000_000;
    /** Virtual milliseconds after which nothing more is expected to happen. */
    private static final long PATIENCE_MS = 4 * 3_600_000L;

    /** Beyond every firmware's time-out. */
    private static final long LATE_MS = 40_000;

    private record Late(long dueMs, byte[] bytes) {}

    private final Firmware board;
    private final ExecutedLog log;
    private final Path executed;
    private final Dialect dialect;
    private final Streamer streamer;
    private final SplittableRandom random;
    private final Deque<Outgoing> wanted = new ArrayDeque<>();
    private final Deque<Late> toBoard = new ArrayDeque<>();
    private final Deque<Late> toHost = new ArrayDeque<>();
    private final StringBuilder heard = new StringBuilder();
    private final List<String> broken = new ArrayList<>();
    private Noise noise = new Noise(0, 1);
    private double answersLost;
    private double answersDoubled;
    private Noise garbling = new Noise(0, 1);
    private double answersLate;
    private boolean jittery;
    private long answered;
    private long begun;
    private long now = 1000;

    VirtualWire(Profile profile, Path folder, long seed) {
        try {
            executed = Files.createTempFile(folder, profile.id(), ".executed");
            log = new ExecutedLog(Optional.of(executed));
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
        board = Boards.of(profile, 200, log);
        dialect = Dialect.of(profile);
        streamer = Streamer.of(profile, dialect);
        random = new SplittableRandom(seed);
        board.restart(now * MILLI);
        for (int i = 0; i < 2000; i++) pass();
        streamer.restart(now);
        if (profile.wire().lineNumbers()) wanted.add(Outgoing.own("M110 N0"));
    }

    /** Pieces of any size, up to 30 ms late. */
    VirtualWire jittery() {
        jittery = true;
        return this;
    }

    /** So many lines of a hundred are damaged on their way to the board. */
    VirtualWire noisy(double percent) {
        noise = new Noise(percent, random.nextLong());
        return this;
    }

    /** So many answers of a hundred are lost, so many come twice. */
    VirtualWire forgetful(double lostPercent, double doubledPercent) {
        answersLost = lostPercent / 100;
        answersDoubled = doubledPercent / 100;
        return this;
    }

    /** So many lines of a hundred that the board says are damaged on their way to the host. */
    VirtualWire garbled(double percent) {
        garbling = new Noise(percent, random.nextLong());
        return this;
    }

    /** So many of a hundred things that the board says come when the host has long given them up. */
    VirtualWire tardy(double percent) {
        answersLate = percent / 100;
        return this;
    }

    /** Streams the lines until all are answered, or the streamer gives up. */
    void stream(List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) wanted.add(Outgoing.ofFile(lines.get(i), i + 1));
        long until = now + PATIENCE_MS;
        while (now < until && broken.isEmpty() && !(wanted.isEmpty() && streamer.idle())) pass();
        for (int i = 0; i < 10_000; i++) pass();
        log.close();
    }

    private void pass() {
        now++;
        for (var late = toBoard.peek();
                late != null && late.dueMs() <= now && board.takes() > 0;
                late = toBoard.peek()) {
            var bytes = toBoard.remove().bytes();
            board.receive(bytes, bytes.length);
        }
        streamer.lineHolds(
                toBoard.stream()
                        .filter(late -> late.dueMs() <= now)
                        .mapToLong(late -> late.bytes().length)
                        .sum(),
                now);
        board.advance(now * MILLI);
        var said = board.takeOutput();
        if (said.length > 0) {
            boolean tardy = wanted.size() > 0 && random.nextDouble() < answersLate;
            var garbled = wanted.isEmpty() ? said : garbling.over(said, said.length);
            toHost.add(new Late(later(toHost) + (tardy ? LATE_MS : 0), garbled));
        }
        for (var late = toHost.peek(); late != null && late.dueMs() <= now; late = toHost.peek())
            hear(new String(toHost.remove().bytes(), StandardCharsets.ISO_8859_1));
        streamer.tick(now);
        carryOut();
        while (!wanted.isEmpty()
                && broken.isEmpty()
                && streamer.hasRoom(wanted.element().command())) {
            streamer.send(wanted.remove(), now);
            carryOut();
        }
        if (broken.isEmpty() && !wanted.isEmpty() && wanted.element().fileLine() > 0) streamer.begin(wanted.element());
        if (streamer.begun()) begun++;
        carryOut();
    }

    private long later(Deque<Late> queue) {
        long due = now + (jittery ? random.nextInt(30) : 1);
        return queue.isEmpty() ? due : Math.max(due, queue.getLast().dueMs());
    }

    private void hear(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                line(heard.toString());
                heard.setLength(0);
            } else if (c >= ' ') {
                heard.append(c);
            }
        }
    }

    private void line(String text) {
        if (text.isBlank()) return;
        boolean answer = (text.startsWith("ok") || text.startsWith("{\"r\"")) && wanted.size() > 0;
        if (answer && random.nextDouble() < answersLost) return;
        int times = answer && random.nextDouble() < answersDoubled ? 2 : 1;
        for (int i = 0; i < times; i++) for (Reply reply : dialect.read(text)) streamer.heard(reply, now);
    }

    private void carryOut() {
        for (var effect = streamer.next(); effect.isPresent(); effect = streamer.next()) {
            if (effect.get() instanceof Effect.Transmit transmit)
                transmit(transmit.frame().wire() + (transmit.frame().wire().startsWith("\u001b") ? "" : "\n"));
            else if (effect.get() instanceof Effect.TransmitPart part)
                transmit(part.piece()
                                .frame()
                                .wire()
                                .substring(part.piece().from(), part.piece().to())
                        + (part.piece().ends() ? "\n" : ""));
            else if (effect.get() instanceof Effect.Answered) answered++;
            else if (effect.get() instanceof Effect.Rejected rejected)
                broken.add("rejected " + rejected.outgoing().command() + " " + rejected.code());
            else if (effect.get() instanceof Effect.Broken end) broken.add(end.reason());
            else if (effect.get() instanceof Effect.Held) streamer.retry(now);
        }
    }

    private void transmit(String text) {
        var clean = text.getBytes(StandardCharsets.US_ASCII);
        var bytes = noise.over(clean, clean.length);
        int from = 0;
        while (from < bytes.length) {
            int size = jittery ? 1 + random.nextInt(bytes.length - from) : bytes.length;
            toBoard.add(new Late(later(toBoard), java.util.Arrays.copyOfRange(bytes, from, from + size)));
            from += size;
        }
    }

    /** What the board carried out of the file, blanks left out. */
    List<String> executed() throws IOException {
        return Files.readAllLines(executed).stream()
                .filter(command -> !command.startsWith("M110") && !command.startsWith(";"))
                .map(command -> command.replace(" ", ""))
                .toList();
    }

    List<String> broken() {
        return broken;
    }

    long bytesLost() {
        return (Long) board.status().get("bytesLost");
    }

    /** Milliseconds in which a line was begun and not finished. */
    long begun() {
        return begun;
    }

    long answered() {
        return answered;
    }

    long resends() {
        return streamer.resends();
    }

    long damaged() {
        return noise.damaged();
    }
}
