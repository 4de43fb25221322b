// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.agent.transport.LineReader;
import org.fabcommons.agent.transport.PortEvent;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Finding;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine on a port. One thread owns everything in here; all others post to its mailbox. It opens the port, opens it
 * again when it is lost, streams files, and leaves the machine safe when something goes wrong.
 */
public final class MachineSession implements Machine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MachineSession.class);

    private static final long RETRY_MS = 1000;
    private static final long SLOWEST_RETRY_MS = 15_000;
    private static final long SNAPSHOT_MS = 100;
    private static final long STEPS_MS = 30_000;
    /** Pausing and finishing wait for motion, which may take any time. */
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);

    private enum Link {
        CLOSED,
        CONNECTING,
        READY
    }

    private final MachineSetup setup;
    private final Ports ports;
    private final SessionListener listener;
    private final Manners manners;
    private final BlockingDeque<Runnable> mailbox = new LinkedBlockingDeque<>();
    private final Thread thread;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile Telemetry.Machine shown;

    private boolean closing;
    private Link link = Link.CLOSED;
    private Optional<Connection> connection = Optional.empty();
    private Optional<Run> run = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private Optional<String> halted = Optional.empty();
    private boolean failing;
    private boolean owesSafety;
    private boolean beingMadeSafe;
    private boolean beingStopped;
    private Optional<String> lastAlarm = Optional.empty();
    private final List<CompletableFuture<Boolean>> safetyWanted = new ArrayList<>();
    private final Deque<String> questions = new ArrayDeque<>();
    private long retryAtMs;
    private long retryMs = RETRY_MS;
    private long askAtMs;
    private long showAtMs;
    private long countedResends;
    private long countedErrors;
    private long countedBytes;

    private MachineSession(MachineSetup setup, Ports ports, SessionListener listener) {
        this.setup = setup;
        this.ports = ports;
        this.listener = listener;
        manners = Manners.of(setup.profile());
        shown = telemetry();
        thread = new Thread(this::live, "machine " + setup.key());
        thread.setDaemon(true);
    }

    /** Begins to look after a machine; it need not be there yet. */
    public static MachineSession open(MachineSetup setup, Ports ports, SessionListener listener) {
        var session = new MachineSession(setup, ports, listener);
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
        return setup.profile();
    }

    @Override
    public Telemetry.Machine snapshot() {
        return shown;
    }

    @Override
    public void run(RunRequest request, RunListener runListener) {
        mailbox.add(() -> begin(new Run(request, runListener)));
    }

    @Override
    public void pause() {
        mailbox.add(this::pauseRun);
    }

    @Override
    public void resume() {
        mailbox.add(this::resumeRun);
    }

    @Override
    public void cancel() {
        mailbox.add(() -> run.filter(r -> !r.is(Run.Phase.ENDING))
                .ifPresent(r -> endRun(new Run.Ending(Outcome.CANCELLED, "cancelled", "A person cancelled the job."))));
    }

    @Override
    public void emergencyStop() {
        mailbox.addFirst(this::stopAtOnce);
    }

    @Override
    public CompletionStage<Boolean> makeSafe() {
        var answer = new CompletableFuture<Boolean>();
        mailbox.add(() -> safetyWanted.add(answer));
        return answer;
    }

    @Override
    public void unlock() {
        mailbox.add(this::unlockMachine);
    }

    /** Lets go of the machine and waits until the port is closed. A run ends as failed, the machine made safe first. */
    @Override
    public void close() {
        mailbox.add(() -> {
            closing = true;
            run.filter(r -> !r.is(Run.Phase.ENDING))
                    .ifPresent(r ->
                            endRun(new Run.Ending(Outcome.FAILED, "agent-stopped", "The agent was told to stop.")));
        });
        gone.join();
    }

    // ---- the thread

    private long nowMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    private void live() {
        try {
            while (!closing || run.isPresent()) {
                long wait = Math.max(0, wakeAtMs() - nowMs());
                var task = mailbox.poll(wait, TimeUnit.MILLISECONDS);
                try {
                    // What is waiting is handled together, so that many lines cost one look at the clock.
                    for (int i = 0; task != null && i < 100; i++) {
                        task.run();
                        task = mailbox.poll();
                    }
                    if (task != null) mailbox.addFirst(task);
                    advance();
                } catch (RuntimeException fault) {
                    beginAnew(fault);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            run.ifPresent(r -> over(
                    r, new Run.Ending(Outcome.FAILED, "agent-stopped", "The agent let go of the machine."), false));
            shown = telemetry();
            gone.complete(null);
        }
    }

    /** A fault of this program must not leave a machine hot with nobody looking after it. */
    private void beginAnew(RuntimeException fault) {
        LOG.error("{}: a fault of this program; the machine is connected anew and made safe", setup.key(), fault);
        trouble = Optional.of("A fault of this program: " + fault.getMessage());
        failing = true;
        owesSafety = true;
        reconnect(RETRY_MS);
        run.ifPresent(r -> {
            run = Optional.empty();
            over(r, r.ending().orElse(new Run.Ending(Outcome.FAILED, "agent-fault", trouble.get())), false);
        });
    }

    private long wakeAtMs() {
        long wake = showAtMs + SNAPSHOT_MS;
        if (connection.isEmpty()) return Math.min(wake, retryAtMs);
        return Math.min(Math.min(wake, askAtMs), connection.get().wakeAtMs());
    }

    private void advance() {
        long now = nowMs();
        if (connection.isEmpty() && now >= retryAtMs) connect(now);
        connection.ifPresent(c -> {
            try {
                ask(c, now);
                c.advance(now, this::take);
                feed(c);
                settle(c);
                c.advance(now, this::take);
            } catch (IOException lost) {
                lose(c, lost.getMessage());
            }
        });
        show(now);
    }

    // ---- the port

    private void connect(long now) {
        try {
            var port = ports.open(setup.port(), setup.baud());
            var opened = new Connection(setup.profile(), port, now);
            connection = Optional.of(opened);
            link = Link.CONNECTING;
            countedResends = 0;
            countedErrors = 0;
            countedBytes = 0;
            questions.clear();
            askAtMs = now + setup.profile().wire().statusIntervalMs();
            LineReader.start(port, event -> mailbox.add(() -> hear(opened, event)));
            greet(opened);
        } catch (PortException refused) {
            trouble = Optional.of(refused.getMessage());
            failing = refused.reason() != PortException.Reason.MISSING;
            retryAtMs = now + RETRY_MS;
        }
    }

    private void greet(Connection c) {
        link = Link.CONNECTING;
        var profile = setup.profile();
        long limit = profile.serial().quietMs() + 5000L + profile.wire().connectTimeoutMs();
        c.take(manners.connect(), limit, failure -> {
            if (failure.isPresent()) {
                var place = " (" + setup.port() + " at " + setup.baud() + " baud)";
                trouble = Optional.of(halted.map(why -> why + " It does not answer: reset it or switch it off and on.")
                        .orElse(failure.get() + place));
                failing = true;
                reconnect(retryMs);
                retryMs = Math.min(2 * retryMs, SLOWEST_RETRY_MS);
                return;
            }
            LOG.info("{}: connected at {}", setup.key(), setup.port());
            link = Link.READY;
            trouble = Optional.empty();
            halted = Optional.empty();
            failing = false;
            retryMs = RETRY_MS;
            run.flatMap(Run::ending).ifPresent(ending -> stopInOrder(c));
        });
    }

    private void reconnect(long delayMs) {
        disconnect();
        retryAtMs = nowMs() + delayMs;
    }

    private void disconnect() {
        connection.ifPresent(c -> {
            tally(c);
            connection = Optional.empty();
            c.close();
        });
        link = Link.CLOSED;
        beingMadeSafe = false;
        beingStopped = false;
    }

    private void lose(Connection lost, String why) {
        if (connection.isEmpty() || connection.get() != lost) return;
        LOG.warn("{}: {}", setup.key(), why);
        disconnect();
        trouble = Optional.of(why);
        retryAtMs = nowMs() + RETRY_MS;
        run.ifPresent(r -> {
            owesSafety = true;
            over(
                    r,
                    r.ending()
                            .orElse(new Run.Ending(
                                    Outcome.FAILED, "port-lost", why + " What the machine does now is not known.")),
                    false);
        });
    }

    private void tally(Connection c) {
        var book = c.streamer();
        long moreResends = book.resends() - countedResends;
        long moreErrors = book.errors() - countedErrors;
        long moreBytes = c.bytesSent() - countedBytes;
        countedResends += moreResends;
        countedErrors += moreErrors;
        countedBytes += moreBytes;
        run.ifPresent(r -> r.tally(moreResends, moreErrors, moreBytes));
    }

    // ---- what is heard

    private void hear(Connection from, PortEvent event) {
        if (connection.isEmpty() || connection.get() != from) return;
        if (event instanceof PortEvent.Gone end) {
            lose(from, end.why());
            return;
        }
        if (!(event instanceof PortEvent.Line line) || line.text().isBlank()) return;
        for (var reply : from.hear(line.text(), nowMs())) {
            if (reply instanceof Reply.Greeting) greeted(from);
            else if (reply instanceof Reply.Alarm alarm) alarmed(from.seen().alarmText(alarm.code()));
            else if (reply instanceof Reply.Fatal fatal) fatal(fatal.text());
            else if (reply instanceof Reply.Other other && other.error()) LOG.warn("{}: {}", setup.key(), other.text());
        }
    }

    private void greeted(Connection c) {
        // While connecting or after our own reset a greeting is what the steps wait for.
        if (beingStopped
                || beingMadeSafe
                || run.filter(r -> r.is(Run.Phase.ENDING)).isPresent()) return;
        if (link == Link.CONNECTING) {
            if (c.seen().greetings() > 1) greet(c);
            return;
        }
        run.ifPresent(r -> r.end(new Run.Ending(
                Outcome.FAILED,
                "machine-reset",
                "The machine restarted in the middle of the job" + after(r) + "; its position is lost.")));
        greet(c);
    }

    private static String after(Run r) {
        long line = r.progress().line();
        return line == 0 ? "" : ", after line " + line;
    }

    private void alarmed(String text) {
        lastAlarm = Optional.of(text);
        run.filter(r -> !r.is(Run.Phase.ENDING))
                .ifPresent(r -> endRun(new Run.Ending(Outcome.FAILED, "alarm", text + " The machine is locked.")));
    }

    private void fatal(String text) {
        halted = Optional.of(
                beingStopped ? "The machine was stopped at once." : "The machine stopped itself: " + text + ".");
        if (beingStopped) return;
        run.filter(r -> !r.is(Run.Phase.ENDING)).ifPresent(r -> {
            // It has switched everything off itself, and listens to nobody until it is reset.
            tally(connection.orElseThrow());
            over(r, new Run.Ending(Outcome.FAILED, "machine-halted", "The machine stopped itself: " + text), true);
        });
        trouble = halted.map(why -> why + " It needs a reset.");
    }

    private void take(Effect effect) {
        if (effect instanceof Effect.Answered answered) {
            long line = answered.outgoing().fileLine();
            run.filter(r -> line > 0).ifPresent(r -> {
                if (r.pausedByMachine()) goneOn(r);
                r.acknowledge(line);
            });
        } else if (effect instanceof Effect.Rejected rejected) {
            var outgoing = rejected.outgoing();
            var text = connection.orElseThrow().seen().errorText(rejected.code());
            run.filter(r -> outgoing.fileLine() > 0 && !r.is(Run.Phase.ENDING))
                    .ifPresent(r -> endRun(new Run.Ending(
                            Outcome.FAILED,
                            "line-refused",
                            "The machine refused line " + outgoing.fileLine() + " \"" + outgoing.command() + "\": "
                                    + text + ".")));
        } else if (effect instanceof Effect.Broken broken) {
            broken(broken);
        }
    }

    private void broken(Effect.Broken how) {
        LOG.warn("{}: {}", setup.key(), how.detail());
        trouble = Optional.of(how.detail());
        failing = true;
        var ending = new Run.Ending(Outcome.FAILED, how.reason(), how.detail());
        if (run.filter(r -> !r.is(Run.Phase.ENDING)).isPresent() && link == Link.READY) {
            run.get().end(ending);
            // The book is no longer true: begin a new one, then stop in order.
            greet(connection.orElseThrow());
        } else {
            owesSafety |= run.isPresent();
            run.ifPresent(r -> {
                connection.ifPresent(this::tally);
                over(r, r.ending().orElse(ending), false);
            });
            reconnect(RETRY_MS);
        }
    }

    // ---- the run

    private void begin(Run wanted) {
        var refusal = refusal();
        if (refusal.isPresent()) {
            over(wanted, refusal.get(), false);
            return;
        }
        run = Optional.of(wanted);
        tally(connection.orElseThrow());
        wanted.tally(0, 0, 0);
        var looking = new Thread(() -> look(wanted), "check " + wanted.request().job());
        looking.setDaemon(true);
        looking.start();
    }

    private Optional<Run.Ending> refusal() {
        if (run.isPresent() || beingMadeSafe || beingStopped)
            return Optional.of(
                    new Run.Ending(Outcome.FAILED, "machine-busy", "The machine is still busy with something else."));
        if (link != Link.READY)
            return Optional.of(new Run.Ending(
                    Outcome.FAILED, "machine-offline", trouble.orElse("The machine is not connected yet.")));
        var seen = connection.orElseThrow().seen();
        if (seen.alarmed() || seen.fatal().isPresent())
            return Optional.of(new Run.Ending(
                    Outcome.FAILED,
                    "machine-alarm",
                    "The machine is locked. " + lastAlarm.orElse("")
                            + " Make sure that it is clear, then unlock it and try again."));
        if (seen.busy() || seen.held())
            return Optional.of(
                    new Run.Ending(Outcome.FAILED, "machine-busy", "The machine is moving, and not by this program."));
        return Optional.empty();
    }

    /** On a thread of its own, since a file may be large. */
    private void look(Run wanted) {
        try (var in = Files.newInputStream(wanted.request().file())) {
            var found = Preflight.check(in, setup.profile());
            mailbox.add(() -> looked(wanted, found));
        } catch (IOException unreadable) {
            mailbox.add(() -> unreadable(wanted, unreadable));
        } catch (RuntimeException fault) {
            mailbox.add(() -> {
                throw fault;
            });
        }
    }

    private void looked(Run wanted, Checked found) {
        if (run.isEmpty() || run.get() != wanted || !wanted.is(Run.Phase.CHECKING)) return;
        if (found.refused()) {
            over(wanted, new Run.Ending(Outcome.FAILED, "preflight-refused", first(found)), false);
            return;
        }
        try {
            wanted.open(found, setup.profile());
        } catch (IOException unreadable) {
            unreadable(wanted, unreadable);
            return;
        }
        wanted.enter(Run.Phase.STARTING);
        steps(setup.profile().sequences().start().stream().map(Step::say).toList(), STEPS_MS, () -> {
            wanted.enter(Run.Phase.STREAMING);
            wanted.listener().started();
            if (wanted.pauseWanted()) pauseRun();
        });
    }

    private static String first(Checked found) {
        return found.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.REFUSE)
                .findFirst()
                .map(f -> (f.line() > 0 ? "Line " + f.line() + ": " : "") + f.message(Locale.ENGLISH))
                .orElse("The file does not fit this machine.");
    }

    private void unreadable(Run wanted, IOException why) {
        LOG.warn("{}: {}", setup.key(), wanted.request().file(), why);
        var ending = new Run.Ending(Outcome.FAILED, "file-unreadable", "The file cannot be read: " + why.getMessage());
        if (run.isEmpty() || run.get() != wanted) return;
        if (wanted.is(Run.Phase.CHECKING)) over(wanted, ending, false);
        else endRun(ending);
    }

    private void feed(Connection c) throws IOException {
        while (run.filter(r -> r.is(Run.Phase.STREAMING)).isPresent() && link == Link.READY && !c.scripted()) {
            var r = run.get();
            if (!questions.isEmpty() || !sendNext(c, r)) return;
            c.flush(this::take);
        }
    }

    /** Sends the run's next line; false when the firmware has no room, or nothing is left. */
    private boolean sendNext(Connection c, Run r) {
        try {
            var next = r.next();
            if (next.isEmpty()) {
                if (c.streamer().idle()) finish(r);
                return false;
            }
            var line = next.get();
            // The count of lines is ours; a file must not change it.
            if (line.codes().contains("M110")) {
                r.acknowledge(line.number());
                r.advance();
                return true;
            }
            var refused = line.fault().isPresent()
                    ? Optional.of("This line must not be sent.")
                    : c.guard().check(Source.FILE, line.text()).map(refusal -> refusal.detail());
            if (refused.isPresent()) {
                endRun(new Run.Ending(Outcome.FAILED, "guard-refused", "Line " + line.number() + ": " + refused.get()));
                return false;
            }
            if (!c.streamer().hasRoom(line.text())) return false;
            c.send(Outgoing.ofFile(line.text(), line.number()));
            r.advance();
            return true;
        } catch (IOException unreadable) {
            unreadable(r, unreadable);
            return false;
        }
    }

    private void finish(Run r) {
        r.enter(Run.Phase.FINISHING);
        steps(manners.finish(), MOTION_MS, () -> {
            tally(connection.orElseThrow());
            run = Optional.empty();
            r.close();
            r.listener().over(Outcome.FINISHED, Optional.empty(), Optional.empty(), r.result(true));
        });
    }

    private void pauseRun() {
        run.ifPresent(r -> {
            if (r.is(Run.Phase.CHECKING) || r.is(Run.Phase.STARTING)) r.wantPause(true);
            if (!r.is(Run.Phase.STREAMING)) return;
            r.wantPause(false);
            r.enter(Run.Phase.PAUSING);
            steps(manners.pause(), MOTION_MS, () -> {
                r.enter(Run.Phase.PAUSED);
                r.listener().paused();
            });
        });
    }

    private void resumeRun() {
        run.ifPresent(r -> {
            r.wantPause(false);
            if (!r.is(Run.Phase.PAUSED)) return;
            r.enter(Run.Phase.RESUMING);
            boolean marlinWaits = r.pausedByMachine() && manners.statusByte().isEmpty();
            steps(marlinWaits ? List.of(new Step.Aside("M108")) : manners.resume(), MOTION_MS, () -> goneOn(r));
        });
    }

    private static void goneOn(Run r) {
        if (r.is(Run.Phase.STREAMING)) return;
        r.setPausedByMachine(false);
        r.enter(Run.Phase.STREAMING);
        r.listener().resumed();
    }

    /** Notices what the machine did of itself. */
    private void settle(Connection c) {
        if (c.scripted() || link != Link.READY) return;
        run.ifPresent(r -> {
            boolean waits = c.seen().held() || c.seen().waitsForPerson();
            if (r.is(Run.Phase.STREAMING) && waits) {
                r.setPausedByMachine(true);
                r.enter(Run.Phase.PAUSED);
                r.listener().paused();
            } else if (r.is(Run.Phase.PAUSED) && r.pausedByMachine() && !waits) {
                goneOn(r);
            }
        });
        if (run.isEmpty() && !beingMadeSafe && !beingStopped && (owesSafety || !safetyWanted.isEmpty()))
            payWhatIsOwed(c);
    }

    private void payWhatIsOwed(Connection c) {
        beingMadeSafe = true;
        c.take(manners.makeSafe(c), STEPS_MS, failure -> {
            beingMadeSafe = false;
            if (failure.isPresent()) {
                LOG.warn("{}: could not be made safe: {}", setup.key(), failure.get());
                trouble = failure;
                failing = true;
                reconnect(RETRY_MS);
                return;
            }
            owesSafety = false;
            var waiting = List.copyOf(safetyWanted);
            safetyWanted.clear();
            waiting.forEach(answer -> answer.complete(true));
        });
    }

    /** Takes steps for the run; if they fail, the run does. */
    private void steps(List<Step> steps, long limitMs, Runnable then) {
        connection.orElseThrow().take(steps, limitMs, failure -> {
            if (failure.isEmpty()) then.run();
            else if (run.filter(r -> !r.is(Run.Phase.ENDING)).isPresent())
                endRun(new Run.Ending(Outcome.FAILED, "no-answer", failure.get()));
        });
    }

    /** Ends a run before its last line: the machine first, then whoever waits to hear of it. */
    private void endRun(Run.Ending how) {
        var r = run.orElseThrow();
        if (r.is(Run.Phase.CHECKING)) {
            over(r, how, true);
            return;
        }
        r.end(how);
        connection.ifPresent(this::stopInOrder);
    }

    private void stopInOrder(Connection c) {
        c.take(manners.stop(c), STEPS_MS, failure -> {
            failure.ifPresent(why -> LOG.warn("{}: {}", setup.key(), why));
            tally(c);
            run.ifPresent(r -> over(r, r.ending().orElseThrow(), failure.isEmpty()));
            if (failure.isPresent()) {
                owesSafety = true;
                reconnect(RETRY_MS);
            }
        });
    }

    private void over(Run r, Run.Ending how, boolean safe) {
        if (run.filter(current -> current == r).isPresent()) run = Optional.empty();
        r.close();
        LOG.info("{}: {} {}: {}", setup.key(), r.request().job(), how.reason(), how.detail());
        r.listener().over(how.outcome(), Optional.of(how.reason()), Optional.of(how.detail()), r.result(safe));
    }

    // ---- stopping at once

    private void stopAtOnce() {
        LOG.warn("{}: emergency stop", setup.key());
        var ending = new Run.Ending(Outcome.CANCELLED, "emergency-stop", "A person stopped the machine at once.");
        if (connection.isEmpty()) {
            owesSafety = true;
            run.ifPresent(r -> over(r, ending, false));
            return;
        }
        var c = connection.get();
        beingStopped = true;
        beingMadeSafe = false;
        questions.clear();
        run.ifPresent(r -> r.end(ending));
        c.take(manners.emergencyStop(c), STEPS_MS, failure -> {
            beingStopped = false;
            failure.ifPresent(why -> LOG.warn("{}: {}", setup.key(), why));
            if (failure.isPresent()) owesSafety = true;
            tally(c);
            run.ifPresent(r -> over(r, ending, failure.isEmpty()));
            if (manners.reopensAfterEmergencyStop() || failure.isPresent()) reconnect(RETRY_MS);
            else link = Link.READY;
        });
        try {
            // Not in its turn: now.
            c.advance(nowMs(), this::take);
        } catch (IOException lost) {
            lose(c, lost.getMessage());
        }
    }

    private void unlockMachine() {
        if (connection.isEmpty() || run.isPresent()) return;
        var c = connection.get();
        var steps = manners.unlock(c);
        if (steps.isEmpty()) {
            reconnect(0);
            return;
        }
        beingStopped = true;
        c.take(steps, STEPS_MS, failure -> {
            beingStopped = false;
            failure.ifPresentOrElse(
                    why -> {
                        trouble = Optional.of(why);
                        reconnect(RETRY_MS);
                    },
                    () -> lastAlarm = Optional.empty());
        });
    }

    // ---- regular questions, and what is shown

    private void ask(Connection c, long now) throws IOException {
        if (now >= askAtMs) {
            askAtMs = now + setup.profile().wire().statusIntervalMs();
            if (manners.statusByte().isPresent()) {
                boolean alive = link == Link.READY || c.seen().greetings() > 0;
                if (alive) c.shout(manners.statusByte().get());
            }
            if (link == Link.READY && questions.isEmpty() && !c.scripted()) questions.addAll(manners.questions(c));
        }
        while (!questions.isEmpty()
                && !c.scripted()
                && link == Link.READY
                && c.streamer().hasRoom(questions.element())) c.send(Outgoing.own(questions.remove()));
    }

    private void show(long now) {
        var before = shown;
        if (now < showAtMs + SNAPSHOT_MS && before.state() == state()) return;
        showAtMs = now;
        var fresh = telemetry();
        if (fresh.equals(before)) return;
        shown = fresh;
        listener.changed(fresh);
    }

    private Telemetry.State state() {
        if (connection.isEmpty()) return failing ? Telemetry.State.ERROR : Telemetry.State.OFFLINE;
        var seen = connection.get().seen();
        if (link == Link.CONNECTING && run.isEmpty())
            return failing ? Telemetry.State.ERROR : Telemetry.State.CONNECTING;
        if (seen.fatal().isPresent()) return Telemetry.State.ERROR;
        if (seen.alarmed()) return Telemetry.State.ALARM;
        if (run.isPresent()) return run.get().is(Run.Phase.PAUSED) ? Telemetry.State.PAUSED : Telemetry.State.RUNNING;
        return beingMadeSafe || beingStopped || seen.busy() ? Telemetry.State.BUSY : Telemetry.State.IDLE;
    }

    private Telemetry.Machine telemetry() {
        var state = state();
        var seen = connection.map(Connection::seen);
        Optional<String> detail =
                switch (state) {
                    case OFFLINE, ERROR -> trouble;
                    case ALARM ->
                        Optional.of(lastAlarm.orElse("The machine is locked.")
                                + " Make sure that it is clear, then unlock it.");
                    default -> Optional.empty();
                };
        return new Telemetry.Machine(
                setup.key(),
                state,
                detail,
                seen.map(Seen::temperatures).orElse(Map.of()),
                seen.map(Seen::position).orElse(Map.of()),
                run.map(r -> r.request().job()),
                run.map(Run::progress).filter(p -> !p.equals(Message.Progress.NONE)));
    }
}
