// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.GuardedPort;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.LineReader;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.agent.transport.PortEvent;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;

/**
 * Finds out which firmware is at a port, and at which rate: listens, then asks who is there in each of the languages.
 * Nothing that it sends moves or heats anything.
 */
public final class Detection {
    /** A question in a firmware's language; one that does not know it answers with an error and forgets it. */
    private record Question(String family, String line) {}

    private static final List<Question> QUESTIONS =
            List.of(new Question("marlin", "M115"), new Question("grbl", "$I"), new Question("tinyg", "{\"fv\":null}"));

    /** No plotter is faster; others must not be asked in its language before their own. Bits per second. */
    private static final int PLOTTERS_UP_TO = 9600;

    /** Nearly all boards; many printers; plotters, and grbl of old. Bits per second. */
    private static final List<Integer> LIKELIEST = List.of(115200, 250000, 9600);

    /** At this rate and below nobody is asked who may have USB of its own. Bits per second. */
    private static final int ENDS_FIRMWARE = 1200;

    private static final String ASK_STATUS = "\u001b.O";
    /** Drops what the buffer holds: of what was asked before in other languages, the beginning of an instruction. */
    private static final String FORGET = "\u001b.K";

    private static final long COMES_BACK_NS = 3_000_000_000L;
    private static final long LOOKED_FOR_EVERY_NS = 50_000_000L;
    private static final Pattern STATUS = Pattern.compile("^\\d{1,3}$");

    private final Ports ports;
    private final int greetingMs;
    private final int answerMs;

    /**
     * @param greetingMs how long a board may take to greet after the port was opened
     * @param answerMs how long it may take to answer
     */
    public Detection(Ports ports, int greetingMs, int answerMs) {
        this.ports = ports;
        this.greetingMs = greetingMs;
        this.answerMs = answerMs;
    }

    /**
     * What was found.
     *
     * @param profile the default one of the firmware
     * @param words with which it made itself known
     */
    public record Found(int baud, Profile profile, String words) {}

    /** The rates worth trying at this port, likeliest first. */
    public static List<Integer> rates(String path, Ports ports) {
        if (path.startsWith("tcp:")) return List.of(115200);
        boolean any = ports.takesAnyRate(path);
        return rates().stream().filter(baud -> any || baud > ENDS_FIRMWARE).toList();
    }

    private static List<Integer> rates() {
        var rates = new LinkedHashSet<>(LIKELIEST);
        for (var profile : Profiles.standard().all()) {
            rates.add(profile.serial().baud());
            rates.addAll(profile.serial().otherBauds());
        }
        return List.copyOf(rates);
    }

    /**
     * Tries one rate after another; those that the adapter does not have are passed over.
     *
     * @return empty when nothing was understood at any of them
     * @throws IOException when the port cannot be opened at any of them
     */
    public Optional<Found> at(String path, List<Integer> rates) throws IOException {
        return at(path, rates, baud -> {});
    }

    /** @param trying hears of each rate before it is tried */
    public Optional<Found> at(String path, List<Integer> rates, IntConsumer trying) throws IOException {
        var refused = Optional.<PortException>empty();
        boolean opened = false;
        for (int baud : rates) {
            trying.accept(baud);
            try {
                var found = opened ? patiently(path, baud) : at(path, baud);
                opened = true;
                if (found.isPresent()) return found;
            } catch (PortException cannot) {
                if (cannot.reason() != PortException.Reason.UNUSABLE) throw cannot;
                refused = refused.or(() -> Optional.of(cannot));
            }
        }
        if (!opened && refused.isPresent()) throw refused.get();
        return Optional.empty();
    }

    /** A board with USB of its own goes and comes back when it restarts, as it may when its port was opened before. */
    private Optional<Found> patiently(String path, int baud) throws IOException {
        long end = System.nanoTime() + COMES_BACK_NS;
        while (true)
            try {
                return at(path, baud);
            } catch (IOException e) {
                boolean there = e instanceof PortException port && port.reason() != PortException.Reason.MISSING;
                if (there || System.nanoTime() > end) throw e;
                LockSupport.parkNanos(LOOKED_FOR_EVERY_NS);
            }
    }

    private Optional<Found> at(String path, int baud) throws IOException {
        var lines = new LinkedBlockingQueue<PortEvent>();
        var heard = new ArrayList<String>();
        try (var port = ports.open(path, baud)) {
            LineReader.start(port, lines::add);
            listen(lines, heard, greetingMs);
            // First, since to a plotter the other questions are instructions, though none that moves it.
            var plotter = baud <= PLOTTERS_UP_TO ? plotter(port, lines, baud) : Optional.<Found>empty();
            if (plotter.isPresent()) return plotter;
            for (var question : QUESTIONS) {
                ask(question, port);
                listen(lines, heard, answerMs);
                var found = recognised(heard, baud);
                // Who greets as grbl may be one of those that only answer tells apart.
                boolean asked = !question.family().equals("marlin");
                if (found.isPresent() && (asked || !found.get().profile().id().equals("grbl"))) return found;
            }
        }
        return recognised(heard, baud);
    }

    /** Whoever answers the question for its status is one; its name follows. */
    private Optional<Found> plotter(Port port, LinkedBlockingQueue<PortEvent> lines, int baud) throws IOException {
        var heard = new ArrayList<String>();
        ask(new Question("hpgl", ASK_STATUS), port);
        listen(lines, heard, answerMs);
        if (heard.size() != 1 || !STATUS.matcher(heard.get(0)).matches()) return Optional.empty();
        ask(new Question("hpgl", FORGET), port);
        ask(new Question("hpgl", "OI;"), port);
        listen(lines, heard, answerMs);
        var named = recognised(heard, baud).filter(found -> found.profile().language() == Language.PLOTTER);
        return Optional.of(named.orElse(new Found(baud, Profiles.standard().require("hpgl"), String.join(" ", heard))));
    }

    private static void ask(Question question, Port port) throws IOException {
        var guarded = new GuardedPort(port, new Guard(Profiles.standard().require(question.family())));
        guarded.send(new Frame(Source.HOST, question.line(), question.line()));
    }

    /** Until nothing has come for a while. */
    private static void listen(LinkedBlockingQueue<PortEvent> lines, List<String> heard, int waitMs) {
        try {
            for (var event = lines.poll(waitMs, TimeUnit.MILLISECONDS);
                    event instanceof PortEvent.Line line;
                    event = lines.poll(Math.min(waitMs, 300), TimeUnit.MILLISECONDS)) heard.add(line.text());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Which firmware says such things; what descends from another goes before it. */
    static Optional<Found> recognised(List<String> heard, int baud) {
        var families = new ArrayList<Profile>();
        for (var profile : Profiles.standard().all())
            // Of plotters each model says its own name.
            if (profile.id().equals(profile.family().wireName()) || profile.language() == Language.PLOTTER)
                families.add(profile);
        Collections.reverse(families);
        for (var profile : families)
            for (var expression : profile.replies().recognise()) {
                var pattern = Pattern.compile(expression);
                for (var line : heard)
                    if (pattern.matcher(line).find()) return Optional.of(new Found(baud, profile, line));
            }
        return Optional.empty();
    }
}
