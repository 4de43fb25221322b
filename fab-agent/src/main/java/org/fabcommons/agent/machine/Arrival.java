// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.agent.transport.LineReader;
import org.fabcommons.agent.transport.PortEvent;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.WatchedPort;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a port's name to a machine that answers, as often as it takes. Of the session's thread. */
final class Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
    private static final long SLOWEST_RETRY_MS = 15_000;

    /** Takes what the port says, on the port's own thread. */
    interface Ear {
        void heard(Connection from, PortEvent event);

        /** A write does not end: whoever wrote is lost, and with it this connection. On a thread of its own. */
        void hangs(Connection from);

        /**
         * That was all for now.
         *
         * @return how long nobody needs to read, microseconds
         */
        long pausedForBreath();
    }

    private final MachineSetup setup;
    private final Ports ports;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final Ear ear;
    private long retryMs = Situation.RETRY_MS;
    private String noted = "";
    /** Why it listens to nobody until it is reset. */
    private Optional<Told> halted = Optional.empty();

    private boolean byPerson;
    private final KnownMachines known;
    private final Elsewhere elsewhere;
    /** Who answered instead of the machine that is known. */
    private Optional<String> stranger = Optional.empty();

    /**
     * @param known who was met before
     * @param ear takes what the port says
     */
    Arrival(
            MachineSetup setup,
            Ports ports,
            KnownMachines known,
            Manners manners,
            Situation now,
            RunEnd runEnd,
            Ear ear) {
        this.known = known;
        elsewhere = new Elsewhere(setup, ports, known);
        this.setup = setup;
        this.ports = ports;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.ear = ear;
    }

    /** Opens the port; the machine is not there before {@link Situation#ready}. */
    void connect() {
        try {
            var port = WatchedPort.open(
                    ports,
                    elsewhere.port(),
                    setup.baud(),
                    setup.profile().serial().flowControl());
            var opened = new Connection(setup.profile(), setup.policy(), port, now.nowMs(), now.console());
            port.whenItHangs(() -> ear.hangs(opened));
            now.opened(opened);
            LineReader.start(port, event -> ear.heard(opened, event), ear::pausedForBreath);
            greet(opened);
        } catch (PortException refused) {
            boolean gone = refused.reason() == PortException.Reason.MISSING || elsewhere.away();
            if (gone && elsewhere.next()) {
                now.retryAfter(0);
                return;
            }
            note(refused.getMessage());
            var reason = refused.reason().name().toLowerCase(Locale.ROOT);
            now.trouble(new Told("port-" + reason, refused.detail()), refused.reason() != PortException.Reason.MISSING);
            now.retryAfter(Situation.RETRY_MS);
        }
    }

    /** Makes the machine's acquaintance, for the first time or after it has restarted. */
    void greet(Connection c) {
        now.enter(Situation.Link.CONNECTING);
        var profile = setup.profile();
        long limit = profile.serial().quietMs() + 5000L + profile.wire().connectTimeoutMs();
        c.take(manners.connect(), limit, failure -> {
            if (failure.isPresent()) missed(failure.get());
            else met(c);
        });
    }

    /** Nobody, or somebody else, is where the machine was looked for: on to the next port, or back to its own. */
    private void lookOn() {
        if (elsewhere.next()) now.reconnect(0);
        else now.reconnect(Situation.RETRY_MS);
    }

    private void missed(Detail failure) {
        // It was to be stopped in order, and cannot be reached: whoever waits for the job's end hears of it now.
        now.run().flatMap(Run::ending).ifPresent(ending -> {
            now.oweSafety(true);
            runEnd.over(now.run().orElseThrow(), ending, false);
        });
        if (elsewhere.away()) {
            lookOn();
            return;
        }
        var told = failure.and("not-met", setup.port(), setup.baud());
        note(told.english());
        now.trouble(halted.orElseGet(() -> new Told("not-met", told)), true);
        now.reconnect(retryMs);
        retryMs = Math.min(2 * retryMs, SLOWEST_RETRY_MS);
    }

    /** Once in the log, however often it is tried. */
    private void note(String why) {
        if (!why.equals(noted)) LOG.info("{}: {}", setup.key(), why);
        noted = why;
    }

    private void met(Connection c) {
        var fingerprint = c.fingerprint();
        var before = known.of(setup);
        if (elsewhere.away() && !before.equals(Optional.of(fingerprint))) {
            lookOn();
            return;
        }
        if (before.isPresent() && !fingerprint.isEmpty() && !fingerprint.equals(before.get())) {
            stranger = Optional.of(fingerprint);
            now.trouble(Told.of("stranger", setup.port(), fingerprint, before.get()), true);
            now.reconnect(SLOWEST_RETRY_MS);
            return;
        }
        stranger = Optional.empty();
        if (!fingerprint.isEmpty()) known.met(setup, fingerprint);
        LOG.info("{}: connected at {}", setup.key(), elsewhere.port());
        now.learn(c.told().over(setup.profile()));
        now.enter(Situation.Link.READY);
        boolean nameless =
                fingerprint.isEmpty() && before.filter(name -> !name.isEmpty()).isPresent();
        if (nameless && !setup.profile().sequences().unlock().isEmpty()) {
            metNameless(c);
        } else {
            now.noTrouble();
            halted = Optional.empty();
        }
        noted = "";
        retryMs = Situation.RETRY_MS;
        now.run().flatMap(Run::ending).ifPresent(ending -> runEnd.stopInOrder(c));
    }

    /** A person says that the machine which answered is meant; false when there is none but the known one. */
    boolean acceptStranger() {
        if (stranger.isEmpty()) return false;
        LOG.info("{}: a person says that \"{}\" is meant", setup.key(), stranger.get());
        known.met(setup, stranger.get());
        stranger = Optional.empty();
        now.reconnect(0);
        return true;
    }

    /**
     * It had a name and says "ok" to whatever it is told: so does RepRapFirmware that was stopped and not reset, whoever it was
     * that stopped it. It must not be taken for ready.
     */
    private void metNameless(Connection c) {
        c.seen().stopped();
        now.trouble(new Told("nameless", Detail.of("nameless").and("clear-then-unlock")));
    }

    /** It is there, but has stopped itself: nothing more is asked of it until a person unlocks it. */
    void metStopped(Connection c) {
        if (setup.profile().sequences().unlock().isEmpty()) return;
        c.take(List.of(), 0, failure -> {});
        now.enter(Situation.Link.READY);
    }

    /** The machine listens to nobody until it is reset, for this reason in its own words. */
    void halted(String why) {
        byPerson = false;
        halted = Optional.of(Told.of("halted-silent", why));
    }

    /** The same, since a person stopped it. */
    void stoppedByPerson() {
        byPerson = true;
        halted = Optional.of(
                new Told("stopped-silent", Detail.of("everything-off").and("silent-since")));
    }

    boolean isStoppedByPerson() {
        return byPerson && halted.isPresent();
    }

    /** The cable is out, or the machine is off. */
    void lose(Connection lost, String why) {
        if (!now.is(lost)) return;
        LOG.warn("{}: {}", setup.key(), why);
        elsewhere.lost();
        now.reconnect(Situation.RETRY_MS);
        now.trouble(Told.of("port-gone"));
        now.run().ifPresent(r -> {
            now.oweSafety(true);
            var ending = new Run.Ending(Outcome.FAILED, "port-lost", Detail.of("link-lost", why));
            runEnd.over(r, r.ending().orElse(ending), false);
        });
    }
}
