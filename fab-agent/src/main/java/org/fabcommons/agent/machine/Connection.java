// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.dialect.SelfDescription;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.GuardedPort;
import org.fabcommons.agent.guard.Piece;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.agent.stream.Streamer;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.link.Detail;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Flow;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open port, what is said over it, and the steps the session is taking of its own. Of the session's thread. */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Steps under way, and who wants to know: empty when all were taken, else why not. */
    private static final class Script {
        private final Deque<Step> steps;
        private final long untilMs;
        private final Consumer<Optional<Detail>> end;

        Script(List<Step> steps, long untilMs, Consumer<Optional<Detail>> end) {
            this.steps = new ArrayDeque<>(steps);
            this.untilMs = untilMs;
            this.end = end;
        }
    }

    private final GuardedPort port;
    private final Guard guard;
    private final Dialect dialect;
    private final Streamer streamer;
    private final Seen seen;
    private final Millimetres millimetres;
    /** Whether the machine itself holds the line up. */
    private final boolean holds;

    private final Whereabouts whereabouts;
    private final Console console;
    private final List<Piece> pieces = new ArrayList<>();
    private final SelfDescription described = new SelfDescription();
    private Optional<Script> script = Optional.empty();
    private Optional<Outgoing> said = Optional.empty();
    private boolean rejectable;
    private boolean stepsStop;
    private Optional<Long> stepUntilMs = Optional.empty();
    private long nowMs;
    private Counted counted = Counted.NOTHING;
    private final Deque<String> asides = new ArrayDeque<>();
    private boolean brokeOff;

    Connection(Profile profile, Policy policy, Port opened, long nowMs, Console console) {
        this.console = console;
        guard = new Guard(profile, policy);
        port = new GuardedPort(opened, guard);
        dialect = Dialect.of(profile);
        streamer = Streamer.of(profile, dialect);
        seen = new Seen(profile);
        millimetres = new Millimetres(profile);
        holds = profile.wire().flow() == Flow.HANDSHAKE;
        whereabouts = new Whereabouts(profile, seen);
        this.nowMs = nowMs;
        guard.asks(() -> whereabouts.place(described.told().over(profile)));
        streamer.restart(nowMs);
    }

    Guard guard() {
        return guard;
    }

    /** What the machine has said of itself. */
    Told told() {
        return described.told();
    }

    /** Whether the machine says that its laser mode is off. */
    boolean laserModeOff() {
        return described.laserModeOff();
    }

    /** By what it can be told from others; empty where it has said nothing of the kind. */
    String fingerprint() {
        return described.fingerprint();
    }

    Streamer streamer() {
        return streamer;
    }

    Seen seen() {
        return seen;
    }

    /** How well it is known where the tool is. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /** For moves past the zero that was set. */
    Optional<MachinePlace> place(Profile profile) {
        return whereabouts.place(profile);
    }

    /** What was counted since this was last asked. */
    Counted countedSince() {
        var all = new Counted(streamer.resends(), streamer.errors(), port.bytesSent(), streamer.retries());
        var more = all.minus(counted);
        counted = all;
        return more;
    }

    /** How long the machine has said nothing. */
    long quietMs() {
        return nowMs - seen.heardAtMs();
    }

    List<Reply> hear(String line, long now) {
        nowMs = now;
        LOG.debug("<< {}", line);
        var replies = millimetres.of(dialect.read(line));
        console.heard(line, replies);
        for (var reply : replies) {
            seen.take(reply, now);
            if (!(reply instanceof Reply.Ok)) {
                whereabouts.take(reply);
                described.take(reply);
            }
            streamer.heard(reply, now);
        }
        return replies;
    }

    void shout(char realtime) throws IOException {
        port.shout(realtime);
    }

    /** Sends a line past everything else, in the middle of whatever is under way; nobody waits for its answer. */
    void meanwhile(String command) {
        asides.add(command);
    }

    /** Takes back what waits within this computer for a line that is held up. */
    void dropUnsent() {
        port.drop();
    }

    void send(Outgoing outgoing) {
        streamer.send(outgoing, nowMs);
    }

    void close() {
        port.close();
    }

    /** Whether what it did was broken off in the only way there is, by stopping it at once. */
    boolean brokeOff() {
        return brokeOff && seen.fatal().isPresent();
    }

    void breaksOff() {
        brokeOff = true;
    }

    // ---- steps

    /** Whether this is the step that waits for its answer. */
    boolean says(String command) {
        return said.filter(outgoing -> outgoing.command().equals(command)).isPresent();
    }

    boolean scripted() {
        return script.isPresent();
    }

    /** Takes these steps instead of those under way, whose end nobody hears of any more. */
    void take(List<Step> steps, long limitMs, Consumer<Optional<Detail>> end) {
        said = Optional.empty();
        stepUntilMs = Optional.empty();
        stepsStop = false;
        script = Optional.of(new Script(steps, nowMs + limitMs, end));
    }

    /** No step is begun any more but the one that is under way. */
    void stopSteps() {
        stepsStop = script.isPresent();
    }

    /** The steps that were not begun since they were stopped, which are dropped by this; empty as long as one is under way. */
    Optional<List<Step>> stepsLeft() {
        if (!stepsStop || script.isEmpty() || said.isPresent() || !streamer.idle()) return Optional.empty();
        var left = List.copyOf(script.get().steps);
        script = Optional.empty();
        stepUntilMs = Optional.empty();
        stepsStop = false;
        return Optional.of(left);
    }

    /**
     * Lets time pass, carries out what follows, and hands on what concerns the file.
     *
     * @throws IOException when the machine is gone
     */
    void advance(long now, Consumer<Effect> ofTheRun) throws IOException {
        nowMs = now;
        if (holds) streamer.lineHolds(port.pending(), now);
        streamer.tick(now);
        // The line that was begun belongs to a job that does not go on now, or would swallow what goes past it.
        if (script.isPresent() || !asides.isEmpty()) streamer.endBegun(now);
        collect(ofTheRun);
        while (!asides.isEmpty()) aside(asides.remove());
        // What would be swallowed by a line that is not finished goes out in one write with its end.
        if (!asideNext()) write();
        while (script.isPresent() && step(script.get())) flush(ofTheRun);
        flush(ofTheRun);
    }

    void flush(Consumer<Effect> ofTheRun) throws IOException {
        collect(ofTheRun);
        write();
    }

    private void collect(Consumer<Effect> ofTheRun) {
        for (var effect = streamer.next(); effect.isPresent(); effect = streamer.next()) {
            if (effect.get() instanceof Effect.Transmit transmit) {
                put(Piece.whole(transmit.frame()));
            } else if (effect.get() instanceof Effect.TransmitPart part) {
                put(part.piece());
            } else {
                if (effect.get() instanceof Effect.Answered answered) {
                    whereabouts.answered(answered.outgoing().command());
                    described.carriedOut(answered.outgoing().command());
                }
                if (!concernsStep(effect.get())) ofTheRun.accept(effect.get());
            }
        }
    }

    private void write() throws IOException {
        if (pieces.isEmpty()) return;
        try {
            port.send(pieces);
        } finally {
            pieces.clear();
        }
    }

    private void put(Piece piece) {
        pieces.add(piece);
        if (!piece.ends()) return;
        // With the log at DEBUG a bug report contains its own transcript.
        boolean whole = piece.to() == piece.frame().wire().length();
        if (LOG.isDebugEnabled()) LOG.debug(">> {}", piece.frame().wire().substring(0, piece.to()));
        if (whole) console.sent(piece.frame().source(), piece.frame().command());
    }

    // The very command, not an equal one: a question may be the same.
    @SuppressWarnings("ReferenceEquality")
    private boolean concernsStep(Effect effect) {
        if (said.isEmpty()) return false;
        if (effect instanceof Effect.Answered answered && answered.outgoing() == said.get()) {
            said = Optional.empty();
            return true;
        }
        if (effect instanceof Effect.Rejected rejected && rejected.outgoing() == said.get()) {
            var command = said.get().command();
            said = Optional.empty();
            if (rejectable) return true;
            end(Optional.of(Detail.of("machine-refused", command).and(seen.error(rejected.code()))));
            return true;
        }
        return false;
    }

    /** Takes the first step as far as it goes; true when there is a next one to look at. */
    private boolean step(Script running) throws IOException {
        if (said.isPresent() || stepsStop) return inTime(running);
        var step = running.steps.peek();
        if (step == null) {
            end(Optional.empty());
            return false;
        }
        if (step instanceof Step.Say say) {
            if (!streamer.hasRoom(say.command())) return inTime(running);
            var outgoing = Outgoing.own(say.command());
            said = Optional.of(outgoing);
            rejectable = !say.mustSucceed();
            streamer.send(outgoing, nowMs);
        } else if (step instanceof Step.Hand hand) {
            if (!streamer.hasRoom(hand.command())) return inTime(running);
            var outgoing = Outgoing.byHand(hand.command(), hand.source());
            said = Optional.of(outgoing);
            rejectable = false;
            streamer.send(outgoing, nowMs);
        } else if (step instanceof Step.Aside aside) {
            aside(aside.command());
        } else if (step instanceof Step.Shout shout) {
            port.shout(shout.realtime());
        } else if (step instanceof Step.Forget) {
            streamer.restart(nowMs);
        } else if (step instanceof Step.Await await) {
            if (!arrived(await)) return inTime(running);
        } else if (step instanceof Step.Halt halt) {
            end(Optional.of(halt.why()));
            return false;
        } else if (step instanceof Step.Then then) {
            running.steps.remove();
            var more = then.more().apply(this);
            for (int i = more.size() - 1; i >= 0; i--) running.steps.addFirst(more.get(i));
            return true;
        }
        if (script.isPresent() && script.get() == running) running.steps.poll();
        return script.isPresent();
    }

    private boolean asideNext() {
        return script.isPresent() && said.isEmpty() && script.get().steps.peek() instanceof Step.Aside;
    }

    private void aside(String command) throws IOException {
        LOG.debug(">> {}", command);
        pieces.add(Piece.whole(new Frame(Source.HOST, command, command)));
        write();
        streamer.sentAside(nowMs);
    }

    private boolean arrived(Step.Await await) {
        if (stepUntilMs.isEmpty()) stepUntilMs = Optional.of(nowMs + await.limitMs());
        boolean late = nowMs >= stepUntilMs.get();
        if (await.seen().test(this)) {
            stepUntilMs = Optional.empty();
            return true;
        }
        if (!late) return false;
        stepUntilMs = Optional.empty();
        if (await.required()) end(Optional.of(await.failure()));
        return !await.required();
    }

    private boolean inTime(Script running) {
        if (script.isPresent() && nowMs >= running.untilMs) end(Optional.of(Detail.of("not-in-time")));
        return false;
    }

    private void end(Optional<Detail> failure) {
        var ended = script;
        script = Optional.empty();
        said = Optional.empty();
        stepUntilMs = Optional.empty();
        stepsStop = false;
        ended.ifPresent(done -> done.end.accept(failure));
    }

    /** When {@link #advance} is needed at the latest. */
    long wakeAtMs() {
        long wake = streamer.wakeAtMs();
        if (script.isPresent()) wake = Math.min(wake, script.get().untilMs);
        if (stepUntilMs.isPresent()) wake = Math.min(wake, stepUntilMs.get());
        // Some steps wait for silence, of which no event tells.
        return script.isPresent() ? Math.min(wake, nowMs + 50) : wake;
    }
}
