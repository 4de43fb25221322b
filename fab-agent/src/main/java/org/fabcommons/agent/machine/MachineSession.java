// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.transport.PortEvent;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.WirePriority;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine on a port. One thread at a time owns everything in here, all others post to its mailbox: the session's own,
 * or the one that has just read the machine's answer. It opens the port, opens it again when it is lost, streams files,
 * and leaves the machine safe when something goes wrong.
 */
public final class MachineSession implements Machine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MachineSession.class);

    /** While answers come, what is due waits so long for the next one, whose reader does it too: no thread is woken for it. */
    private static final long LATER_MS = 10;

    private final MachineSetup setup;
    private final Mailbox mailbox = new Mailbox(new Turn());
    private final Thread thread;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private final Situation now;
    private final RunStart runStart;
    private final RunEnd runEnd;
    private final Arrival arrival;
    private final ToolLengths lengths;
    private final HostActions actions;
    private final Hearing hearing;
    private final Consumer<Effect> ofTheRun;
    private final Streaming streaming;
    private final Pausing pausing;
    private final Beam beam;
    private final Safety safety;
    private final Asking asking;
    private final Watch watch;
    private final Shown shown;
    private final ByHand byHand;
    private final Overriding overriding;
    private final SessionHand hand;
    /** What is asked, and which question since the agent started that is. */
    private record Asked(long number, Optional<Question> question) {
        Asked then(Optional<Question> next) {
            boolean other =
                    next.isPresent() && question.filter(next.get()::sameAs).isEmpty();
            return new Asked(other ? number + 1 : number, next);
        }
    }

    private volatile Asked asked = new Asked(0, Optional.empty());
    private boolean closing;
    /** Whether, since the last turn, nothing happened but that lines were taken. */
    private boolean onlyTaken;
    /** When there is something to do for another reason. */
    private long wakeAtMs;
    /** How much later the session's own thread may do that. */
    private long laterMs;
    /** How long nobody needs to read. */
    private volatile long restMicros;

    private MachineSession(
            MachineSetup setup,
            Ports ports,
            KnownMachines known,
            SessionListener listener,
            Watch.Limits limits,
            Optional<Path> memory) {
        this.setup = setup;
        var manners = Manners.of(setup.profile());
        long startNanos = System.nanoTime();
        now = new Situation(setup.profile(), () -> (System.nanoTime() - startNanos) / 1_000_000);
        runEnd = new RunEnd(setup.key(), manners, now);
        arrival = new Arrival(setup, ports, known, manners, now, runEnd, new Ear());
        lengths = new ToolLengths(memory.map(folder -> folder.resolve(setup.key() + ".tool.json")));
        var changes = new Changes(
                new ToolChanging(setup.key(), manners, now, runEnd, lengths),
                new FilamentChanging(setup.key(), now, runEnd, mailbox::post),
                new Waiting(manners, now, runEnd));
        var notes = new Notes(setup.key(), mailbox::post);
        var heat = new PausedHeat(setup.key(), setup.pauseOff(), now, runEnd, () -> changes.filament()
                .waits());
        pausing = new Pausing(
                setup.profile().language(),
                manners,
                now,
                runEnd,
                changes,
                notes,
                heat,
                new StayAwake(setup.key(), now),
                mailbox::post);
        beam = new Beam(now, runEnd);
        runStart = new RunStart(setup, manners, now, runEnd, mailbox::post, changes, pausing);
        actions = new HostActions(setup.key(), now, runEnd, pausing);
        streaming = new Streaming(setup.profile(), now, runEnd, changes, lengths, notes, actions::sends);
        hearing = new Hearing(setup.key(), now, runEnd, arrival, actions, lengths);
        ofTheRun = hearing::take;
        safety = new Safety(setup.key(), manners, now, runEnd, arrival);
        asking = new Asking(manners, now, setup.profile().wire().statusIntervalMs());
        watch = new Watch(setup, limits, now, runEnd, pausing::hold);
        shown = new Shown(setup.key(), now, watch, heat, listener);
        byHand = new ByHand(now, manners);
        overriding = new Overriding(now, byHand, asking);
        hand = new SessionHand(mailbox, now, byHand, overriding, lengths);
        thread = begin();
    }

    /** Begins to look after a machine; it need not be there yet. */
    public static MachineSession open(MachineSetup setup, Ports ports, SessionListener listener) {
        return open(setup, ports, listener, Watch.Limits.of(setup));
    }

    static MachineSession open(MachineSetup setup, Ports ports, SessionListener listener, Watch.Limits limits) {
        return begun(new MachineSession(setup, ports, KnownMachines.forNow(), listener, limits, Optional.empty()));
    }

    /**
     * As {@link #open(MachineSetup, Ports)}; a machine that was met by an earlier run of this program is known, and so is the
     * tool that is in it.
     *
     * @param memory a folder for what is kept of its tools; made when there is something to keep
     */
    public static MachineSession open(MachineSetup setup, Ports ports, KnownMachines known, Path memory) {
        return begun(new MachineSession(setup, ports, known, now -> {}, Watch.Limits.of(setup), Optional.of(memory)));
    }

    private static MachineSession begun(MachineSession session) {
        session.thread.start();
        return session;
    }

    /** As {@link #open(MachineSetup, Ports, SessionListener)}, for those who only ask. */
    public static MachineSession open(MachineSetup setup, Ports ports) {
        return open(setup, ports, now -> {});
    }

    // ---- from any thread

    @Override
    public String key() {
        return setup.key();
    }

    /** As its owner has set it up. */
    public MachineSetup setup() {
        return setup;
    }

    @Override
    public Profile profile() {
        return now.profile();
    }

    @Override
    public Policy policy() {
        return setup.policy();
    }

    @Override
    public Telemetry.Machine snapshot() {
        return shown.picture();
    }

    @Override
    public Optional<Told> told() {
        return shown.told();
    }

    @Override
    public void run(RunRequest request, RunListener runListener) {
        mailbox.post(() -> runStart.begin(new Run(request, runListener)));
    }

    @Override
    public void pause() {
        mailbox.post(pausing::pause);
    }

    @Override
    public void resume() {
        mailbox.post(() -> {
            if (actions.showsBox()) actions.answer(0);
            else pausing.resume();
        });
    }

    @Override
    public void cancel() {
        mailbox.post(
                () -> runEnd.end(new Run.Ending(Outcome.CANCELLED, "cancelled", Detail.of("cancelled-by-person"))));
    }

    @Override
    public void emergencyStop() {
        mailbox.postFirst(() -> {
            asking.begin();
            byHand.abandon("stopped", "A person stopped the machine.");
            safety.stopAtOnce(ofTheRun);
        });
    }

    @Override
    public CompletionStage<Boolean> makeSafe() {
        var answer = new CompletableFuture<Boolean>();
        mailbox.post(() -> safety.want(answer));
        return answer;
    }

    @Override
    public Optional<Question> question() {
        return asked.question();
    }

    @Override
    public long asked() {
        return asked.number();
    }

    @Override
    public void answer(int choice) {
        mailbox.post(() -> {
            if (actions.shown().isPresent()) actions.answer(choice);
            else if (byHand.question().isPresent()) byHand.goOn();
            else pausing.answer(choice);
        });
    }

    @Override
    public void answer(long number, int choice) {
        mailbox.post(() -> {
            if (asked.number() != number || asked.question().isEmpty()) return;
            if (actions.shown().isPresent()) actions.answer(choice);
            else if (byHand.question().isPresent()) byHand.goOn();
            else if (asked.question().get().choices().isEmpty()) pausing.resume();
            else pausing.answer(choice);
        });
    }

    @Override
    public void unlock() {
        mailbox.post(() -> {
            if (!arrival.acceptStranger()) safety.unlock();
        });
    }

    @Override
    public Optional<Hand> hand() {
        return now.profile().control().map(control -> hand);
    }

    /** Lets go of the machine and waits until the port is closed. A run ends as failed, the machine made safe first. */
    @Override
    public void close() {
        mailbox.post(() -> {
            closing = true;
            runEnd.fail("agent-stopped", Detail.of("agent-told-to-stop"));
        });
        gone.join();
    }

    // ---- the thread

    private void live() {
        boolean mine = true;
        try {
            mine = mailbox.live();
        } finally {
            if (mine) end();
        }
    }

    private void end() {
        now.disconnect();
        var ending = new Run.Ending(Outcome.FAILED, "agent-stopped", Detail.of("agent-let-go"));
        now.run().ifPresent(r -> runEnd.over(r, ending, false));
        shown.end();
        gone.complete(null);
    }

    private Thread begin() {
        var thread = new Thread(this::live, "machine " + setup.key());
        thread.setDaemon(true);
        return WirePriority.first(thread);
    }

    private final class Turn implements Mailbox.Work {
        @Override
        public long advance() {
            if (!onlyTaken || !feedOnly()) {
                MachineSession.this.advance();
                wakeAtMs = wakeAtMs();
                laterMs = mayBeLater() ? LATER_MS : 0;
            }
            onlyTaken = true;
            restMicros = now.connection().isPresent()
                    ? now.connection().get().streamer().restMicros()
                    : 0;
            if (closing && now.run().isEmpty()) return -1;
            return Math.max(0, wakeAtMs + laterMs - now.nowMs());
        }

        @Override
        public void disturbed() {
            onlyTaken = false;
        }

        @Override
        public void failed(RuntimeException fault) {
            onlyTaken = false;
            beginAnew(fault);
        }
    }

    /**
     * What there is to do when the machine has taken lines of the file and nothing else happened, as thousands of times a
     * minute: the next lines go out. All else is looked at when its time comes, or when something else happens.
     *
     * @return false if that was not all
     */
    private boolean feedOnly() {
        if (now.connection().isEmpty() || now.nowMs() >= wakeAtMs) return false;
        var c = now.connection().get();
        if (!streaming.streams(c) || asking.pending(c)) return false;
        try {
            streaming.feed(c, false, ofTheRun);
        } catch (IOException lost) {
            arrival.lose(c, lost.getMessage());
        }
        return streaming.streams(c);
    }

    /** A fault of this program must not leave a machine hot with nobody looking after it. */
    private void beginAnew(RuntimeException fault) {
        LOG.error("{}: a fault of this program; the machine is connected anew and made safe", setup.key(), fault);
        var trouble = Detail.of("agent-fault", String.valueOf(fault.getMessage()));
        now.trouble(new Told("agent-fault", trouble), true);
        now.oweSafety(true);
        now.reconnect(Situation.RETRY_MS);
        now.run().ifPresent(r -> {
            now.forgetRun();
            runEnd.over(r, r.ending().orElse(new Run.Ending(Outcome.FAILED, "agent-fault", trouble)), false);
        });
    }

    private long wakeAtMs() {
        long wake = Math.min(shown.wakeAtMs(), byHand.wakeAtMs());
        if (now.connection().isEmpty()) return Math.min(wake, now.retryAtMs());
        return Math.min(
                Math.min(wake, asking.wakeAtMs()), now.connection().get().wakeAtMs());
    }

    /** Whether it is for people to look at, or a question to the machine, while lines go out. */
    private boolean mayBeLater() {
        if (now.connection().isEmpty()) return false;
        var c = now.connection().get();
        return streaming.streams(c) && wakeAtMs < c.wakeAtMs();
    }

    private void advance() {
        if (now.connection().isEmpty() && now.nowMs() >= now.retryAtMs()) {
            arrival.connect();
            safety.stopWhatIsOwed(ofTheRun);
            // It may have been off and on meanwhile, and nobody heard its greeting.
            lengths.lost();
            asking.begin();
        }
        byHand.look();
        if (now.connection().isPresent()) advance(now.connection().get());
        asked = asked.then(
                actions.shown().or(() -> now.run().flatMap(Run::question)).or(byHand::question));
        if (shown.renew()) hand.renew();
    }

    private void advance(Connection c) {
        try {
            asking.ask(c);
            c.advance(now.nowMs(), ofTheRun);
            streaming.feed(c, asking.pending(c), ofTheRun);
            actions.look(c);
            pausing.settle(c);
            beam.look(c);
            overriding.look(c);
            watch.look(c);
            byHand.advance(c, ofTheRun);
            safety.pay(c);
            c.advance(now.nowMs(), ofTheRun);
        } catch (IOException lost) {
            arrival.lose(c, lost.getMessage());
        }
    }

    // Not a lambda: the quick compiler makes each of them by way of the interpreter, and there are hundreds a second.
    private final class Heard implements Runnable {
        private final Connection from;
        private final PortEvent event;
        private final long atNanos;

        Heard(Connection from, PortEvent event, long atNanos) {
            this.from = from;
            this.event = event;
            this.atNanos = atNanos;
        }

        @Override
        public void run() {
            onlyTaken &= hearing.hear(from, event, atNanos);
        }
    }

    /** On the port's own thread. */
    private final class Ear implements Arrival.Ear {
        @Override
        public void heard(Connection from, PortEvent event) {
            mailbox.leave(new Heard(from, event, System.nanoTime()));
        }

        @Override
        public void hangs(Connection from) {
            mailbox.goOnWithout(() -> {
                now.oweSafety(true);
                arrival.lose(
                        from,
                        "The system does not come back from writing to " + setup.port()
                                + ". Unplug the machine and plug it in again.");
            });
            begin().start();
        }

        @Override
        public long pausedForBreath() {
            mailbox.help();
            return restMicros;
        }
    }
}
