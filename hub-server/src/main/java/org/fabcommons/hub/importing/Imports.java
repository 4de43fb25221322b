// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.fabcommons.hub.design.About;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Incoming;
import org.fabcommons.hub.vault.Leftovers;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Designs on their way in. Each is worked on by one of two threads of this class, and waits then, in a folder of its own,
 * for its person. Every move of its state is one line of SQL that names the state before, so that a cancelled one stays
 * cancelled.
 */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int AT_ONCE = 2;
    private static final int OPEN = 10;
    private static final int SHOWN = 50;
    /** Shorter than the blob store keeps what nothing names. */
    private static final Duration KEPT = Duration.ofHours(20);

    private final HubContext hub;
    private final DesignFeature.Faces design;
    private final VaultFeature.Rooms rooms;
    private final Work.Limits limits;
    private final Path folder;
    private final ThreadPoolExecutor threads;
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();

    Imports(HubContext hub, DesignFeature.Faces design, VaultFeature.Rooms rooms, Work.Limits limits) {
        this.hub = hub;
        this.design = design;
        this.rooms = rooms;
        this.limits = limits;
        this.folder = hub.data().resolve("imports");
        this.threads =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "import");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** After a start: what was being done has to be begun again by its person, what waited goes on. */
    void settle() {
        for (var each : read(store -> store.in(Import.State.RUNNING.wireName())))
            end(each, Import.State.FAILED, Found.failed(Problem.badRequest("import-interrupted")));
        for (var each : read(store -> store.in(Import.State.READY.wireName())))
            if (Found.read(each.found()).repository() && !repository(each).exists())
                write(store -> store.move(
                        each.id(),
                        Import.State.READY.wireName(),
                        Import.State.FAILED.wireName(),
                        Found.failed(Problem.badRequest("import-gone")).json()));
        for (var each : read(store -> store.in(Import.State.WAITING.wireName()))) submit(each.id());
        expire();
    }

    /** @throws Problem TOO_MANY */
    Import archive(Caller.Person person, String name, Blob archive) {
        return begin(
                person, "archive", name.isBlank() ? "archive" : name, Optional.of(archive.sha256()), Found.NOTHING);
    }

    /**
     * A folder as it was sent: what is in it is treated as if it had come out of an archive.
     *
     * @param files by the path each was sent with
     * @throws Problem TOO_MANY
     */
    Import folder(Caller.Person person, Map<String, Blob> files) {
        var first = files.keySet().iterator().next();
        return begin(
                person,
                "archive",
                first.contains("/") ? first.substring(0, first.indexOf('/')) : first,
                Optional.empty(),
                Found.folder(files));
    }

    /** @throws Problem INVALID where it is no address of a git repository, TOO_MANY */
    Import git(Caller.Person person, String address) {
        return begin(person, "git", remote(address).toString(), Optional.empty(), Found.NOTHING);
    }

    private static URI remote(String address) {
        try {
            var uri = new URI(address == null ? "" : address.strip());
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme)
                    || uri.getHost() == null
                    || uri.getFragment() != null
                    || uri.getQuery() != null
                    || uri.toString().length() > 500) throw Problem.invalid("url", "import-url");
            // It would stand in the database and on pages.
            if (uri.getUserInfo() != null) throw Problem.invalid("url", "import-url-secret");
            return uri;
        } catch (URISyntaxException odd) {
            throw Problem.invalid("url", "import-url");
        }
    }

    private Import begin(Caller.Person person, String kind, String source, Optional<String> sha256, Found found) {
        var id = Id.random();
        var shown = source.length() > 300 ? source.substring(0, 300) : source;
        hub.database().write(handle -> {
            var store = handle.attach(ImportStore.class);
            if (store.open(person.id()) >= OPEN) throw Problem.of(Problem.Kind.TOO_MANY, "imports-many", OPEN);
            long now = hub.clock().millis();
            store.add(id, person.id(), kind, shown, sha256, found.json(), now, now + KEPT.toMillis());
            return true;
        });
        submit(id);
        return require(person, id);
    }

    private void submit(String id) {
        running.put(id, threads.submit(() -> work(id)));
    }

    private void work(String id) {
        try {
            var begun = read(store -> store.byId(id)).orElseThrow();
            if (write(store -> store.move(
                            id,
                            Import.State.WAITING.wireName(),
                            Import.State.RUNNING.wireName(),
                            Found.at("reading", 0, 0).json()))
                    == 0) return;
            end(begun, Import.State.READY, new Work(hub, design, rooms, limits, folder, this::tell).of(begun));
        } catch (Problem problem) {
            end(id, Found.failed(problem));
        } catch (IOException | RuntimeException ours) {
            if (Thread.currentThread().isInterrupted()) return;
            LOG.error("the import {} failed", id, ours);
            end(id, Found.failed(Problem.badRequest("fault", id)));
        } finally {
            running.remove(id);
        }
    }

    private void tell(String id, Found found) {
        if (write(store -> store.tell(id, found.json())) == 0) throw Problem.badRequest("import-cancelled");
    }

    private void end(String id, Found found) {
        read(store -> store.byId(id)).ifPresent(each -> end(each, Import.State.FAILED, found));
    }

    private void end(Import each, Import.State state, Found found) {
        int moved =
                write(store -> store.move(each.id(), Import.State.RUNNING.wireName(), state.wireName(), found.json()));
        if (moved == 0 || state != Import.State.READY) clear(each);
    }

    /** @throws Problem NOT_FOUND */
    Import require(Caller.Person person, String id) {
        return read(store -> store.find(person.id(), id)).orElseThrow(Problem::notFound);
    }

    List<Import> of(Caller.Person person) {
        return read(store -> store.of(person.id(), SHOWN));
    }

    /** Ends one and takes away what has come of it; one that has ended already stays as it is. */
    void cancel(Import each) {
        for (var state : List.of(Import.State.WAITING, Import.State.RUNNING, Import.State.READY))
            write(store ->
                    store.move(each.id(), state.wireName(), Import.State.CANCELLED.wireName(), Found.NOTHING.json()));
        Optional.ofNullable(running.remove(each.id())).ifPresent(work -> work.cancel(true));
        if (read(store -> store.byId(each.id()))
                .filter(now -> now.is(Import.State.CANCELLED))
                .isPresent()) clear(each);
    }

    /** Begins one anew that has failed. */
    void again(Import each) {
        int moved = write(store -> store.move(
                each.id(), Import.State.FAILED.wireName(), Import.State.WAITING.wireName(), Found.NOTHING.json()));
        if (moved == 0) throw Problem.conflict("import-not-failed");
        submit(each.id());
    }

    /**
     * Makes it a design.
     *
     * @param about left out of account where it was a design already
     * @throws Problem CONFLICT where it is not ready, or the name is taken
     */
    Design publish(Caller.Person person, Import each, Publishing.Home home, String name, About about) {
        if (!each.is(Import.State.READY)) throw Problem.conflict("import-not-ready");
        var found = Found.read(each.found());
        var published = io(() -> hub.database().write(handle -> {
            var made = found.repository()
                    ? design.publishing().adopt(person, home, name, about, arrived(each, found))
                    : design.publishing().take(person, home, name, about, files(found));
            handle.attach(ImportStore.class).published(each.id(), made.fullName());
            return made;
        }));
        clear(each);
        return published;
    }

    /** What its manifest says, where it was a design already. */
    Publishing.Arrived arrived(Import each, Found found) throws IOException {
        var incoming = repository(each);
        if (!incoming.exists()) throw Problem.badRequest("import-gone");
        var push = incoming.look(
                rooms.blobs(), sha256 -> true, hub.clock().millis(), folder.resolve(each.id() + ".empty"));
        return new Publishing.Arrived(
                incoming, push, Optional.of(found.origin()).filter(origin -> !origin.isEmpty()));
    }

    private static Map<String, Blob> files(Found found) {
        Map<String, Blob> files = new HashMap<>();
        found.files().forEach((path, file) -> files.put(path, new Blob(file.sha256(), file.bytes())));
        return files;
    }

    private Incoming repository(Import each) {
        return new Incoming(folder.resolve(each.id() + ".git"));
    }

    private void clear(Import each) {
        io(() -> {
            repository(each).delete();
            new Incoming(folder.resolve(each.id() + ".empty")).delete();
            return true;
        });
    }

    /** Takes away what its person has forgotten, and what a crash left that no line knows. */
    void expire() {
        for (var each : read(store -> store.expired(hub.clock().millis()))) {
            cancel(each);
            write(store -> store.drop(each.id()));
        }
        io(() -> {
            Leftovers.clear(folder, id -> read(store -> store.byId(id))
                    .filter(one -> one.busy() || one.is(Import.State.READY))
                    .isPresent());
            return true;
        });
    }

    private <T> T read(Function<ImportStore, T> query) {
        return hub.database().read(handle -> query.apply(handle.attach(ImportStore.class)));
    }

    private int write(Function<ImportStore, Integer> change) {
        return hub.database().write(handle -> change.apply(handle.attach(ImportStore.class)));
    }

    private static <T> T io(Working<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Working<T> {
        T run() throws IOException;
    }
}
