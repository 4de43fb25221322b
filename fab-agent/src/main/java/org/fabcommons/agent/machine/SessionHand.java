// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Language;

/** What people ask by hand, brought to the session's mailbox. */
final class SessionHand implements Hand {
    private static final int MOST_LINES = 1000;

    private final Mailbox mailbox;
    private final Situation now;
    private final ByHand byHand;
    private final Overriding overriding;
    private final ToolLengths lengths;
    private volatile State state;

    SessionHand(Mailbox mailbox, Situation now, ByHand byHand, Overriding overriding, ToolLengths lengths) {
        this.lengths = lengths;
        this.mailbox = mailbox;
        this.now = now;
        this.byHand = byHand;
        this.overriding = overriding;
        state = byHand.state();
    }

    /** Renews what others see; on the session's thread. */
    void renew() {
        state = byHand.state();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Console console() {
        return now.console();
    }

    private CompletionStage<Done> post(Supplier<CompletionStage<Done>> asking) {
        var answer = new CompletableFuture<Done>();
        mailbox.post(() -> {
            try {
                asking.get().thenAccept(answer::complete);
            } catch (ByHand.Refused not) {
                answer.complete(not.done());
            }
        });
        return answer;
    }

    private static Done well(Connection c) {
        return Done.WELL;
    }

    /** A zero that a person sets holds for the tool that is in. */
    private Done zeroed(List<String> lines) {
        lines.forEach(lengths::answered);
        return Done.WELL;
    }

    @Override
    public CompletionStage<Done> home(Set<String> axes) {
        return post(() -> byHand.askHome(
                c -> {
                    var lines = new ArrayList<String>();
                    if (axes.isEmpty() || axes.size() == 3) lines.addAll(byHand.lines(Control.HOME, Map.of()));
                    else
                        for (var axis : axes)
                            lines.addAll(byHand.lines(
                                    Control.HOME_AXIS, Map.of("axis", axis(axis).name())));
                    return homed(then(Source.CONTROL, lines));
                },
                SessionHand::well));
    }

    /** What was locked when it was met was not asked for its travel; where G28 and G30 lead counts from now on. */
    private List<org.fabcommons.agent.machine.Step> homed(List<org.fabcommons.agent.machine.Step> home) {
        if (now.profile().language() != Language.GRBL) return home;
        var steps = new ArrayList<>(home);
        steps.addAll(GrblManners.travel(now.profile()));
        steps.add(Offsets.ASK);
        steps.add(new org.fabcommons.agent.machine.Step.Then(c -> {
            now.learn(c.told().over(now.profile()));
            return List.of();
        }));
        return steps;
    }

    private List<org.fabcommons.agent.machine.Step> then(Source source, List<String> lines) {
        var steps = new ArrayList<>(ByHand.hand(source, lines));
        steps.addAll(byHand.settled());
        return steps;
    }

    /** Commands that shift the work's coordinates; what is checked after them needs to know by how much. */
    private List<org.fabcommons.agent.machine.Step> shifted(List<String> lines) {
        var steps = new ArrayList<>(ByHand.hand(Source.CONTROL, lines));
        if (now.profile().language() == Language.GRBL) steps.add(Offsets.ASK);
        steps.addAll(byHand.settled());
        return steps;
    }

    static Whereabouts.Axis axis(String name) {
        for (var axis : Whereabouts.Axis.values()) if (axis.name().equals(name)) return axis;
        throw new ByHand.Refused("axis", "An axis is X, Y or Z, not \"" + name + "\".");
    }

    private static String move(Map<String, Double> mm) {
        var words = new StringBuilder();
        for (var way : new TreeMap<>(mm).entrySet()) {
            if (!Double.isFinite(way.getValue()) || Math.abs(way.getValue()) > 100_000)
                throw new ByHand.Refused("number", "A length must be a number of millimetres.");
            if (words.length() > 0) words.append(' ');
            words.append(axis(way.getKey())).append(Numbers.plain(way.getValue()));
        }
        if (words.length() == 0) throw new ByHand.Refused("axis", "Name an axis: X, Y or Z.");
        return words.toString();
    }

    /** Refuses a move that goes beyond what is there or known. */
    private void inside(Connection c, Hand.Step step) {
        for (var way : step.mm().entrySet()) {
            if (way.getValue() == 0) continue;
            var axis = axis(way.getKey());
            double room = byHand.room(c, axis, way.getValue() > 0, step.watched());
            if (Math.abs(way.getValue()) > room + 0.0005)
                throw c.whereabouts().knows(axis)
                        ? new ByHand.Refused(
                                "beyond-envelope",
                                new Wrong("littleRoom", "%s can only go %.2f mm further that way.", axis, room))
                        : new ByHand.Refused(
                                "position-unknown",
                                new Wrong(
                                        "blindStep",
                                        "Nobody knows where %s is: steps of at most %.2f mm until it is homed.",
                                        axis,
                                        room));
        }
    }

    @Override
    public CompletionStage<Done> step(Hand.Step step) {
        return post(() -> byHand.ask(
                "jog",
                c -> {
                    inside(c, step);
                    return then(Source.CONTROL, byHand.jog(move(step.mm()), byHand.speed(step.feedMmPerMin())));
                },
                SessionHand::well));
    }

    @Override
    public CompletionStage<Done> hold(String axis, boolean up, double feedMmPerMin, boolean watched) {
        return post(() -> {
            byHand.hold(axis(axis), up, feedMmPerMin, watched);
            return CompletableFuture.completedFuture(Done.WELL);
        });
    }

    @Override
    public void release() {
        mailbox.post(byHand::release);
    }

    @Override
    public CompletionStage<Done> act(String action, Map<String, String> values) {
        return post(() -> byHand.ask(
                action, c -> then(Source.CONTROL, checked(c, byHand.lines(action, values))), SessionHand::well));
    }

    /** What the guard would not let pass is refused before any of it is sent. */
    private static List<String> checked(Connection c, List<String> lines) {
        return checked(c, Source.CONTROL, lines);
    }

    private static List<String> checked(Connection c, Source source, List<String> lines) {
        int number = 0;
        for (var line : lines) {
            number++;
            var refusal = c.guard().check(source, line);
            if (refusal.isPresent()) throw refused(refusal.get(), lines.size() == 1 ? "" : "Line " + number + ": ");
        }
        return lines;
    }

    /** @param where in English; the refusal itself quotes the line */
    private static ByHand.Refused refused(Refusal refusal, String where) {
        return refusal.code().startsWith("policy-")
                ? new ByHand.Refused(refusal.code(), where + refusal.detail())
                : new ByHand.Refused(
                        "guard-refused",
                        new Wrong("guard-" + refusal.word(), "%2$s%3$s", refusal.what(), where, refusal.detail()));
    }

    @Override
    public CompletionStage<Done> locate() {
        return post(() -> byHand.ask(
                "locate",
                c -> byHand.settled(),
                c -> new Done(
                        Optional.empty(),
                        Map.of(),
                        Map.copyOf(c.seen().machinePosition()),
                        ((long) System.identityHashCode(c) << 16) + c.seen().greetings())));
    }

    @Override
    public CompletionStage<Done> probe(Hand.Step step) {
        var before = new long[1];
        return post(() -> byHand.ask(
                "probe",
                c -> {
                    inside(c, step);
                    if (c.seen().probeTouches())
                        throw new ByHand.Refused(
                                "already-touching", "The probe says that it touches something already.");
                    before[0] = c.seen().probes();
                    return then(
                            Source.CONTROL,
                            byHand.lines(
                                    Control.PROBE,
                                    Map.of(
                                            "move",
                                            move(step.mm()),
                                            "feed",
                                            Numbers.plain(byHand.speed(step.feedMmPerMin())))));
                },
                c -> c.seen().probes() > before[0]
                                && c.seen().probed().orElseThrow().contact()
                        ? new Done(Optional.empty(), c.seen().probed().get().at())
                        : Done.not("no-contact", "The probe touched nothing.")));
    }

    @Override
    public CompletionStage<Done> zero(int system, Map<String, Double> place) {
        return post(() -> byHand.ask(
                "zero",
                c -> {
                    if (system < 1 || system > byHand.control().systems().size())
                        throw new ByHand.Refused("system", "There is no such work coordinate system.");
                    return shifted(byHand.lines(
                            Control.ZERO, Map.of("system", Integer.toString(system), "move", move(place))));
                },
                c -> {
                    if (place.containsKey("Z")) lengths.zeroSet();
                    return Done.WELL;
                }));
    }

    @Override
    public CompletionStage<Done> override(String what, int percent) {
        return post(() -> overriding.set(what, percent));
    }

    /**
     * As lines of a file are sent: without comments, and in capitals. A comment on the wire would be taken for a part of
     * the line, whose checksum then is wrong. What is no G-code stays as it is, for the guard to see.
     */
    private List<String> plain(List<String> typed) {
        if (now.profile().language() != Language.REPRAP && now.profile().language() != Language.GRBL) return typed;
        return typed.stream()
                .map(line -> {
                    var read = Line.parse(0, line, now.profile().commands().text());
                    return read.fault().isPresent() ? line : read.text();
                })
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What a person's lines make the machine ask, so that the question says it. */
    private Optional<Question> asks(List<String> lines) {
        return lines.stream()
                .map(line -> Line.parse(0, line, now.profile().commands().text()))
                .flatMap(line -> Question.of(line).stream())
                .findFirst();
    }

    @Override
    public CompletionStage<Done> send(Source source, List<String> typed, boolean watched, Set<String> allowed) {
        var lines = plain(typed);
        return post(() -> byHand.ask(
                source == Source.MACRO ? "macro" : "console",
                c -> {
                    byHand.comes(asks(lines));
                    if (lines.isEmpty() || lines.size() > MOST_LINES)
                        throw new ByHand.Refused("lines", "There must be 1 to " + MOST_LINES + " lines.");
                    c.guard().allow(source, allowed);
                    checked(c, source, lines);
                    new Reach(now.profile(), c).refusal(lines, watched).ifPresent(problem -> {
                        throw new ByHand.Refused(problem);
                    });
                    // A question has its answer at once; whether it moved, the next report tells.
                    var steps = new ArrayList<>(ByHand.hand(source, lines));
                    boolean shifts = now.profile().language() == Language.GRBL
                            && lines.stream().anyMatch(line -> line.contains("G10"));
                    if (shifts) steps.add(Offsets.ASK);
                    if (source == Source.MACRO) steps.addAll(byHand.settled());
                    return steps;
                },
                c -> zeroed(lines)));
    }

    @Override
    public void stop() {
        mailbox.postFirst(byHand::stop);
    }
}
