// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.fabcommons.hub.design.About;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.release.Releases;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
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
 * for its person; when they have said what it shall be, one of two other threads publishes it, so that this does not wait
 * for what others fetch. Every move of its state is one line of SQL that names the state before, so that a cancelled one
 * stays cancelled.
 */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int AT_ONCE = 2;
    private static final int OPEN = 10;
    /** How often publishing is begun by itself. */
    private static final int ATTEMPTS = 2;

    private static final int SHOWN = 50;
    /** Shorter than the blob store keeps what nothing names. */
    private static final Duration KEPT = Duration.ofHours(20);

    private final HubContext hub;
    private final Rows<ImportStore> rows;
    private final DesignFeature.Faces design;
    private final Work work;
    private final Finishing finishing;
    private final Releases releases;
    private final Path folder;
    private final ThreadPoolExecutor working = threads("import");
    private final ThreadPoolExecutor publishing = threads("publish-import");
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();

    Imports(
            HubContext hub,
            DesignFeature.Faces design,
            VaultFeature.Rooms rooms,
            Owners owners,
            Releases releases,
            Work.Limits limits) {
        this.releases = releases;
        this.hub = hub;
        rows = hub.database().rows(ImportStore.class);
        this.design = design;
        this.folder = hub.data().resolve("imports");
        this.work = new Work(hub, design, rooms, limits, folder, this::tell);
        this.finishing = new Finishing(hub, design, rooms, owners, this::tell);
    }

    private static ThreadPoolExecutor threads(String name) {
        var threads =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** After a start: what was being done has to be begun again by its person, what waited or was published goes on. */
    void settle() {
        for (var each : rows.read(store -> store.in(Import.State.RUNNING.wireName())))
            end(each, Import.State.FAILED, Found.failed(Problem.badRequest("import-interrupted")));
        for (var each : rows.read(store -> store.in(Import.State.PUBLISHING.wireName()))) goOn(each);
        for (var each : rows.read(store -> store.in(Import.State.READY.wireName())))
            if (Found.read(each.found()).repository() && !repository(each).exists())
                rows.write(store -> store.move(
                        each.id(),
                        Import.State.READY.wireName(),
                        Import.State.FAILED.wireName(),
                        Found.failed(Problem.badRequest("import-gone")).json()));
        for (var each : rows.read(store -> store.in(Import.State.WAITING.wireName()))) submit(each.id());
        expire();
    }

    private void goOn(Import each) {
        var said = Publication.read(each.publication().orElseThrow());
        var here = design.designs().byId(said.design()).filter(made -> made.fullName()
                .equals(said.owner() + "/" + said.name()));
        // The hub died between the design and this line.
        if (here.isPresent()) {
            bring(each, here.get());
            rows.write(store -> store.published(each.id(), here.get().fullName()));
        }
        // One that brings the hub down must not do so at every start.
        else if (said.attempts() >= ATTEMPTS) notYet(each.id(), Problem.badRequest("import-publishing-interrupted"));
        else {
            rows.write(store -> store.publish(
                    each.id(),
                    each.state(),
                    Found.read(each.found()).with("publishing", 0, 0).json(),
                    said.again().json()));
            finish(each.id());
        }
    }

    /** @throws Problem TOO_MANY */
    Import archive(Caller.Person person, String name, Blob archive) {
        return begin(
                person, "archive", name.isBlank() ? "archive" : name, Optional.of(archive.sha256()), Optional.empty());
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
                Optional.of(Sent.of(files)));
    }

    /** @throws Problem INVALID where it is no address of a git repository, TOO_MANY */
    Import git(Caller.Person person, String address) {
        return begin(person, "git", remote(address).toString(), Optional.empty(), Optional.empty());
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

    private Import begin(
            Caller.Person person, String kind, String source, Optional<String> sha256, Optional<Sent> sent) {
        var id = Id.random();
        var shown = source.length() > 300 ? source.substring(0, 300) : source;
        hub.database().write(handle -> {
            var store = handle.attach(ImportStore.class);
            if (store.open(person.id()) >= OPEN) throw Problem.of(Problem.Kind.TOO_MANY, "imports-many", OPEN);
            long now = hub.clock().millis();
            store.add(
                    id,
                    person.id(),
                    kind,
                    shown,
                    sha256,
                    sent.map(Sent::json),
                    Found.NOTHING.json(),
                    now,
                    now + KEPT.toMillis());
            return true;
        });
        submit(id);
        return require(person, id);
    }

    private void submit(String id) {
        running.put(id, working.submit(() -> work(id)));
    }

    private void work(String id) {
        try {
            var begun = rows.read(store -> store.byId(id)).orElseThrow();
            if (rows.write(store -> store.move(
                            id,
                            Import.State.WAITING.wireName(),
                            Import.State.RUNNING.wireName(),
                            Found.at("reading", 0, 0).json()))
                    == 0) return;
            end(begun, Import.State.READY, work.of(begun));
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
        if (rows.write(store -> store.tell(id, found.json())) == 0) throw Problem.badRequest("import-cancelled");
    }

    private void end(String id, Found found) {
        rows.read(store -> store.byId(id)).ifPresent(each -> end(each, Import.State.FAILED, found));
    }

    private void end(Import each, Import.State state, Found found) {
        int moved = rows.write(
                store -> store.move(each.id(), Import.State.RUNNING.wireName(), state.wireName(), found.json()));
        if (moved == 0 || state != Import.State.READY) clear(each);
    }

    /** @throws Problem NOT_FOUND */
    Import require(Caller.Person person, String id) {
        return rows.read(store -> store.find(person.id(), id)).orElseThrow(Problem::notFound);
    }

    List<Import> of(Caller.Person person) {
        return rows.read(store -> store.of(person.id(), SHOWN));
    }

    /** Ends one and takes away what has come of it; one that has ended already stays as it is. */
    void cancel(Import each) {
        rows.write(store -> store.cancel(each.id(), Found.NOTHING.json()));
        Optional.ofNullable(running.remove(each.id())).ifPresent(work -> work.cancel(true));
        if (rows.read(store -> store.byId(each.id()))
                .filter(now -> now.is(Import.State.CANCELLED))
                .isPresent()) clear(each);
    }

    /** Begins one anew that has failed. */
    void again(Import each) {
        int moved = rows.write(store -> store.move(
                each.id(), Import.State.FAILED.wireName(), Import.State.WAITING.wireName(), Found.NOTHING.json()));
        if (moved == 0) throw Problem.conflict("import-not-failed");
        submit(each.id());
    }

    /**
     * Begins one of a folder anew that has failed, with another file in the place of one, or without it.
     *
     * @param path as it was sent
     */
    void mend(Import each, String path, Optional<Blob> instead) {
        var sent = each.sent().map(Sent::read).orElseThrow(() -> Problem.conflict("import-not-failed"));
        var now = sent.with(path, instead).json();
        if (rows.write(store -> store.mend(each.id(), Found.NOTHING.json(), now)) == 0)
            throw Problem.conflict("import-not-failed");
        submit(each.id());
    }

    /**
     * Begins to make it a design.
     *
     * @param about left out of account where it was a design already
     * @param releases whether its tags become releases
     * @throws Problem CONFLICT where it is not ready, or the name is taken
     */
    void publish(Import each, Publishing.Home home, String name, About about, boolean releases) {
        if (!each.is(Import.State.READY)) throw Problem.conflict("import-not-ready");
        design.publishing().requireFree(home, name);
        var found = Found.read(each.found());
        var id = found.same() ? found.design() : Id.random();
        var said = Publication.of(new Publishing.Wanted(id, home, name, about), releases);
        int moved = rows.write(store -> store.publish(
                each.id(), each.state(), found.with("publishing", 0, 0).json(), said.json()));
        if (moved == 0) throw Problem.conflict("import-not-ready");
        finish(each.id());
    }

    private void finish(String id) {
        running.put(id, publishing.submit(() -> finishNow(id)));
    }

    private void finishNow(String id) {
        try {
            var each = rows.read(store -> store.byId(id)).orElseThrow();
            if (!each.is(Import.State.PUBLISHING)) return;
            var ready = finishing.of(each, repository(each));
            hub.database().write(handle -> {
                var store = handle.attach(ImportStore.class);
                // Nobody can cancel it from here on.
                if (store.byId(id)
                        .filter(now -> now.is(Import.State.PUBLISHING))
                        .isEmpty()) throw Problem.badRequest("import-cancelled");
                var made = ready.publish();
                bring(each, made);
                store.published(id, made.fullName());
                return true;
            });
            clear(each);
        } catch (Problem problem) {
            notYet(id, problem);
        } catch (IOException | RuntimeException ours) {
            if (Thread.currentThread().isInterrupted()) return;
            LOG.error("publishing the import {} failed", id, ours);
            notYet(id, Problem.badRequest("fault", id));
        } finally {
            running.remove(id);
        }
    }

    private void bring(Import each, Design made) {
        if (Publication.read(each.publication().orElseThrow()).releases())
            releases.bring(made, Found.read(each.found()).tags());
    }

    /** It waits for its person again, who is told why. */
    private void notYet(String id, Problem problem) {
        rows.read(store -> store.byId(id))
                .ifPresent(each -> rows.write(store -> store.move(
                        id,
                        Import.State.PUBLISHING.wireName(),
                        Import.State.READY.wireName(),
                        Found.read(each.found()).with(problem).json())));
    }

    private Incoming repository(Import each) {
        return new Incoming(folder.resolve(each.id() + ".git"));
    }

    private void clear(Import each) {
        Disk.io(() -> {
            repository(each).delete();
            new Incoming(folder.resolve(each.id() + ".empty")).delete();
            return true;
        });
    }

    /** Takes away what its person has forgotten, and what a crash left that no line knows. */
    void expire() {
        for (var each : rows.read(store -> store.expired(hub.clock().millis()))) {
            cancel(each);
            rows.write(store -> store.drop(each.id()));
        }
        Disk.io(() -> {
            Leftovers.clear(folder, id -> rows.read(store -> store.byId(id))
                    .filter(one -> one.busy() || one.is(Import.State.READY))
                    .isPresent());
            return true;
        });
    }
}
