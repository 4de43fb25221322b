// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the bills of designs that were there before the table was, and tries a few times more what cannot be read. An attempt
 * is written down before it begins, so that a design that brings the hub down is not tried for ever.
 */
final class UnreadBills {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBills.class);
    private static final int AT_ONCE = 50;
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);
    /** After so long others of the background get their turn. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final Designs designs;
    private final Bills bills;
    /** Up to where this run of the hub has looked; whatever changes after its start is read as it changes. */
    private String walked = "";

    private boolean ended;

    UnreadBills(Database database, InstantSource clock, Designs designs, Bills bills) {
        this.database = database;
        this.clock = clock;
        this.designs = designs;
        this.bills = bills;
    }

    /** Of how many designs the newest revision could not be read so far. */
    int count() {
        return database.read(handle -> handle.attach(BillStore.class).unreadable());
    }

    /** Reads some, for a while. */
    void round() {
        long end = clock.millis() + ROUND.toMillis();
        database.read(handle -> handle.attach(BillStore.class).due(clock.millis(), AT_ONCE))
                .forEach(this::read);
        while (!ended && clock.millis() < end && !Thread.currentThread().isInterrupted()) {
            var from = walked;
            List<String> some =
                    database.read(handle -> handle.attach(BillStore.class).unread(from, AT_ONCE));
            some.forEach(this::read);
            ended = some.size() < AT_ONCE;
            if (!some.isEmpty()) walked = some.get(some.size() - 1);
        }
    }

    private void read(String id) {
        var found = designs.byId(id).filter(design -> !design.tombstone());
        if (found.isEmpty()) {
            database.write(handle -> {
                handle.attach(BillStore.class).settled(id);
                return true;
            });
            return;
        }
        var design = found.get();
        int attempt = begin(design);
        if (attempt > MOST_ATTEMPTS) {
            giveUp(id);
            return;
        }
        try {
            // Out of the repository before the one writer is taken.
            var bill = bills.of(design, design.headRevision());
            database.write(handle -> {
                var newer = designs.byId(id).filter(now -> !now.headRevision().equals(bill.revision()));
                if (newer.isPresent()) return false;
                handle.attach(BillStore.class).due(id);
                return bills.keep(handle, design, bill);
            });
        } catch (RuntimeException e) {
            // Told once, and not with every attempt.
            if (attempt == 1)
                LOG.error(
                        "the bill of materials of {} ({}) could not be read; it is tried {} times more",
                        design.fullName(),
                        id,
                        MOST_ATTEMPTS - 1,
                        e);
            if (attempt == MOST_ATTEMPTS) giveUp(id);
        }
    }

    /** @return the how manieth attempt this is */
    private int begin(Design design) {
        return database.write(handle -> {
            var store = handle.attach(BillStore.class);
            int before = store.attempts(design.id()).orElse(0);
            store.attempt(
                    design.id(),
                    design.headRevision(),
                    clock.millis() + BETWEEN_ATTEMPTS.toMillis() * (1L << Math.min(6, 2 * before)));
            return store.attempts(design.id()).orElse(1);
        });
    }

    private void giveUp(String id) {
        database.write(handle -> {
            handle.attach(BillStore.class).giveUp(id);
            return true;
        });
    }
}
