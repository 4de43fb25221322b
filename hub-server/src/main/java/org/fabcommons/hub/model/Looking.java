// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.mesh.Limits;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.Portrait;
import org.fabcommons.hub.mesh.Survey;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.VaultFeature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at waiting files, one after the other: recognises, measures and draws them. An attempt is written down before it
 * begins, so that a file that brings the hub down is not tried for ever.
 */
final class Looking {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);
    /** Long enough for the largest models on a small computer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** After so long others of the background get their turn. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private static final int MOST_ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);
    /** Reading, measuring and drawing take about this much for each triangle, from heap dumps of large models. */
    private static final long BYTES_PER_TRIANGLE = 150;

    private final Database database;
    private final InstantSource clock;
    private final VaultFeature.Rooms rooms;
    private final Pictures pictures;
    private final Path desk;

    Looking(Database database, InstantSource clock, VaultFeature.Rooms rooms, Pictures pictures, Path desk) {
        this.database = database;
        this.clock = clock;
        this.rooms = rooms;
        this.pictures = pictures;
        this.desk = desk;
    }

    /** Files of formats of which this version reads more than the one before are read again. */
    void begin() {
        int older = database.write(handle -> {
            var store = handle.attach(ModelStore.class);
            int all = 0;
            for (var format : ModelFormat.values())
                all += store.againOlder(format.name(), Models.edition(format), clock.millis());
            return all;
        });
        if (older > 0) LOG.info("{} models are read again, since this version reads more of their formats", older);
    }

    /** Looks at what waits, for a while. */
    void round() {
        long end = clock.millis() + ROUND.toMillis();
        while (clock.millis() < end && !Thread.currentThread().isInterrupted()) {
            var turn = next();
            if (turn.isEmpty()) return;
            look(turn.get());
        }
    }

    private Optional<Turn> next() {
        long now = clock.millis();
        // Reading first leaves the writer alone while nothing waits.
        if (database.read(handle -> handle.attach(ModelStore.class).next(now)).isEmpty()) return Optional.empty();
        return database.write(handle -> {
            var store = handle.attach(ModelStore.class);
            var next = store.next(now);
            next.ifPresent(turn -> store.begin(
                    turn.sha256(), now + BETWEEN_ATTEMPTS.toMillis() * (1L << Math.min(6, 2 * turn.attempts()))));
            return next;
        });
    }

    private void look(Turn turn) {
        if (turn.attempts() >= MOST_ATTEMPTS) {
            settle(turn, Model.State.REFUSED, Optional.empty(), "stopped", List.of(), "");
            return;
        }
        Optional<ModelFormat> format = Optional.empty();
        try (var content = Content.of(turn, rooms, desk)) {
            if (content.isEmpty()) {
                settle(turn, Model.State.REFUSED, format, "gone", List.of(), "");
                return;
            }
            var file = content.file();
            format = ModelFormat.recognise(file);
            if (format.isPresent()) {
                var other = format.get().other(file, limits());
                if (other.isPresent()) {
                    settle(turn, Model.State.SEEN, format, "", List.of(), ModelRow.json(other.get()));
                    return;
                }
            }
            // What its name promises is tried all the same, to be able to say what is wrong with it.
            var tried = format.or(() -> ModelFormat.named(turn.path())).filter(ModelFormat::measured);
            if (tried.isEmpty()) {
                settle(turn, Model.State.SEEN, format, "", List.of(), "");
                return;
            }
            var limits = limits();
            var mesh = tried.get().read(file, limits);
            var facts = Survey.of(mesh, limits);
            pictures.keep(turn.sha256(), Portrait.png(mesh, limits));
            settle(turn, Model.State.MEASURED, tried, "", List.of(), ModelRow.json(facts));
        } catch (MeshFault fault) {
            // The hub is being stopped; the next one goes on.
            if (!Thread.currentThread().isInterrupted())
                settle(turn, Model.State.REFUSED, format, fault.code(), fault.arguments(), "");
        } catch (OutOfMemoryError tooLarge) {
            LOG.warn("the model {} of {} needs more memory than the hub has", turn.path(), turn.design());
            settle(turn, Model.State.REFUSED, format, "memory", List.of(), "");
        } catch (IOException e) {
            LOG.warn("the model {} of {} could not be read; it will be tried again", turn.path(), turn.design(), e);
            if (turn.attempts() + 1 >= MOST_ATTEMPTS) settle(turn, Model.State.REFUSED, format, "disk", List.of(), "");
        }
    }

    private Limits limits() {
        long end = clock.millis() + PATIENCE.toMillis();
        var standard = Limits.STANDARD;
        long room = Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_TRIANGLE;
        return new Limits((int) Math.min(standard.maxTriangles(), room), standard.maxBytes(), () -> {
            if (clock.millis() > end) throw new MeshFault("slow", PATIENCE.toSeconds());
            if (Thread.currentThread().isInterrupted()) throw new MeshFault("stopped");
        });
    }

    private void settle(
            Turn turn,
            Model.State state,
            Optional<ModelFormat> format,
            String fault,
            List<Object> figures,
            String facts) {
        database.write(handle -> {
            handle.attach(ModelStore.class)
                    .settle(
                            turn.sha256(),
                            state.wireName(),
                            format.map(Enum::name).orElse(""),
                            fault,
                            fault.isEmpty() ? "" : ModelRow.json(figures),
                            facts,
                            format.map(Models::edition).orElse(Models.EDITION));
            return true;
        });
    }

    /** A content as a file; one that stands in a repository is copied out of it. */
    private record Content(Optional<Path> kept, Optional<Path> copied) implements AutoCloseable {
        static Content of(Turn turn, VaultFeature.Rooms rooms, Path desk) throws IOException {
            var kept = rooms.blobs().find(turn.sha256());
            if (kept.isPresent()) return new Content(kept, Optional.empty());
            if (!rooms.vault().all().contains(turn.design())) return new Content(Optional.empty(), Optional.empty());
            try (var in = rooms.revisions()
                    .open(turn.design(), turn.revision(), turn.path())
                    .orElse(null)) {
                if (in == null) return new Content(Optional.empty(), Optional.empty());
                var copy = Files.createTempFile(desk, "model", ".tmp");
                Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                return new Content(Optional.empty(), Optional.of(copy));
            }
        }

        boolean isEmpty() {
            return kept.isEmpty() && copied.isEmpty();
        }

        Path file() {
            return kept.or(() -> copied).orElseThrow();
        }

        @Override
        public void close() throws IOException {
            if (copied.isPresent()) Files.deleteIfExists(copied.get());
        }
    }
}
