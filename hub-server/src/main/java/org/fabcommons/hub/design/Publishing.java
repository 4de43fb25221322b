// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.group.Role;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making designs and their revisions. A revision is whole or not there: the branch moves last, the index follows. */
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    /** How many a revision may hold. */
    public static final int MAX_FILES = UploadCheck.MAX_FILES;

    private static final int MAX_MESSAGE = 2_000;

    private final HubContext hub;
    private final VaultFeature.Rooms rooms;
    private final Designs designs;
    private final Owners owners;
    private final Index index;
    private final UploadCheck check;
    private final PushedRevisions pushed;
    private final Drafts drafts;
    private final List<DesignListener> listeners;

    /** @param listeners who hears of changes; grows as features listen */
    Publishing(
            HubContext hub,
            VaultFeature.Rooms rooms,
            Owners owners,
            Designs designs,
            Index index,
            UploadCheck check,
            PushedRevisions pushed,
            List<DesignListener> listeners) {
        this.hub = hub;
        this.rooms = rooms;
        this.designs = designs;
        this.check = check;
        this.owners = owners;
        this.index = index;
        this.drafts = new Drafts(rooms.blobs(), hub.clock());
        this.listeners = listeners;
        this.pushed = pushed;
    }

    /**
     * Decides on a push to a design, by the rules that hold for uploads. What its files say of the design is written down
     * in a revision on top of it.
     *
     * @return what the client is told beside
     * @throws Problem where it breaks one, or somebody else published meanwhile
     */
    public List<FieldFault> accept(Caller.Person author, Design design, Push push, Push.Move move) throws IOException {
        return pushed.accept(author, design, push, move, this::onTop);
    }

    private Draft onTop(Caller.Person author, String base, Said said) throws IOException {
        return drafts.of(
                author,
                "Write down what its files say of it",
                Optional.of(base),
                drafts.withManifest(drafts.keep(said.files()), accepted(said.manifest())),
                Set.of(),
                Optional.empty());
    }

    /** Tells a later feature of every change from now on. */
    public void listen(DesignListener listener) {
        listeners.add(listener);
    }

    /**
     * What changes in a revision.
     *
     * @param base the revision that was looked at
     * @param about a new description, where it changes
     * @param ancestry what becomes of the list of ancestors as it is when the revision is made
     * @param merged the revision of another design that was taken over
     */
    public record Change(
            String message,
            Map<String, Blob> put,
            Set<String> remove,
            String base,
            Optional<About> about,
            Optional<UnaryOperator<List<Manifest.Ancestor>>> ancestry,
            Optional<Draft.Merged> merged) {
        public Change(String message, Map<String, Blob> put, Set<String> remove, String base, Optional<About> about) {
            this(message, put, remove, base, about, Optional.empty(), Optional.empty());
        }
    }

    /** Whose a new design is and who can see it. */
    public record Home(Owner owner, Visibility visibility) {}

    /**
     * Where a person wants a new design.
     *
     * @param owner the handle of a group, or empty for the person's own
     * @param visibility as the API writes it; empty for public
     * @throws Problem INVALID where they may not publish for that owner
     */
    public Home home(Caller.Person author, String owner, String visibility) {
        var given = owner == null || owner.isBlank() ? author.handle() : owner.strip();
        return new Home(
                owners.find(given)
                        .filter(known -> owners.role(known.id(), author.id())
                                .map(role -> role.atLeast(Role.MAINTAINER))
                                .orElse(false))
                        .orElseThrow(() -> Problem.invalid("owner", "owner-not-yours", given)),
                visibility == null || visibility.isBlank()
                        ? Visibility.PUBLIC
                        : Visibility.parse(visibility)
                                .orElseThrow(() -> Problem.invalid("visibility", "visibility-unknown")));
    }

    /** Whom a person may publish new designs for, themselves first. */
    public List<Owner> homes(Caller.Person author) {
        return owners.actingFor(author.id(), Role.MAINTAINER);
    }

    /**
     * Publishes a new design.
     *
     * @param files content by path; may be none yet
     * @throws Problem INVALID with all faults, CONFLICT where the owner has a design of that name
     */
    public Design create(Caller.Person author, Home home, String name, About about, Map<String, Blob> files) {
        return begin(author, new Wanted(Id.random(), home, name, about), files, files.keySet(), List.of())
                .publish();
    }

    /**
     * What a new design shall be.
     *
     * @param about as its author describes it
     */
    public record Wanted(String id, Home home, String name, About about) {}

    /** A design that is whole but for being seen. */
    @FunctionalInterface
    public interface Ready {
        /**
         * Lets it be seen, in one transaction; within another one it joins that.
         *
         * @throws Problem CONFLICT where the name was taken meanwhile
         */
        Design publish();
    }

    /**
     * A design of files that came from elsewhere: where they name other licences, what is said here counts.
     *
     * @throws Problem INVALID with all faults
     */
    public Ready take(Caller.Person author, Wanted wanted, Map<String, Blob> files) {
        return begin(author, wanted, files, Set.of(), List.of());
    }

    /** @throws Problem CONFLICT where the owner has a design of this name, INVALID where it can be nobody's */
    public void requireFree(Home home, String name) {
        if (!Wish.isName(name)) throw Problem.invalid("name", "design-name-form");
        designs.requireFree(home.owner(), name);
    }

    /**
     * Makes a new design of others, beginning with the files and history of the first.
     *
     * @param from the design whose files it begins with
     * @param ancestors all that it is made of, the first one being {@code from}
     */
    public Design remix(Caller.Person owner, String name, About about, Design from, List<Manifest.Ancestor> ancestors) {
        return remix(owner, home(owner, "", ""), name, about, from, ancestors);
    }

    /** The same for a group, or not for everybody to see. */
    public Design remix(
            Caller.Person author, Home home, String name, About about, Design from, List<Manifest.Ancestor> ancestors) {
        if (ancestors.isEmpty() || !ancestors.get(0).design().equals(from.id()))
            throw new IllegalArgumentException("a remix begins with its first ancestor");
        return begin(author, new Wanted(Id.random(), home, name, about), Map.of(), Set.of(), ancestors)
                .publish();
    }

    /** Whether files that came from elsewhere could be a design, by the rules that hold for uploads. */
    public void checkFiles(Map<String, Blob> files) {
        check.files(files, List.of(), Set.of());
    }

    /** A new design with what its files say of it; their licences count where they are new as well. */
    Manifest began(Caller.Person author, Manifest fresh, Files files, Set<String> changed) {
        return Said.of(new Said.Change(author, Optional.empty(), fresh, Files.NONE, files, changed), listeners)
                .manifest();
    }

    Manifest fresh(Wanted wanted, List<Manifest.Ancestor> ancestors) {
        var about = wanted.about();
        return new Manifest(
                1,
                wanted.id(),
                wanted.home().owner().handle(),
                wanted.name(),
                about.title(),
                about.summary(),
                about.licence(),
                Optional.of(about.parts()),
                about.tags(),
                hub.clock().millis(),
                ancestors);
    }

    static Standing standing(Wanted wanted) {
        return Standing.fresh(
                wanted.home().owner().handle(), wanted.name(), wanted.home().visibility());
    }

    private Ready begin(
            Caller.Person author,
            Wanted wanted,
            Map<String, Blob> files,
            Set<String> changed,
            List<Manifest.Ancestor> ancestors) {
        if (!Wish.isName(wanted.name())) throw Problem.invalid("name", "design-name-form");
        check.files(files, List.of(), Set.of());
        var id = wanted.id();
        var title = wanted.about().title();
        var fresh = fresh(wanted, ancestors);
        var manifest = accepted(
                files.isEmpty() ? fresh : began(author, fresh, together(Files.NONE, files, Set.of()), changed));
        var label = standing(wanted).label();
        return Disk.io(() -> {
            var draft = drafts.of(
                    author,
                    ancestors.isEmpty()
                            ? "Publish " + title
                            : "Remix " + ancestors.get(0).fullName() + " as " + title,
                    Optional.empty(),
                    drafts.withManifest(files, manifest),
                    Set.of(),
                    Optional.empty());
            return () -> Disk.io(() -> hub.database().write(handle -> {
                designs.requireFree(wanted.home().owner(), wanted.name());
                if (ancestors.isEmpty()) rooms.vault().create(id, draft, label);
                else
                    rooms.vault()
                            .fork(ancestors.get(0).design(), ancestors.get(0).revision(), id, draft, label);
                try {
                    return index.take(handle, id);
                } catch (IOException | RuntimeException e) {
                    rooms.vault().delete(id);
                    throw e;
                }
            }));
        });
    }

    /**
     * Publishes a revision; files that are not named stay as they were.
     *
     * @return the design as it is now
     * @throws Problem FORBIDDEN for others than who may write, INVALID, CONFLICT where the same files changed meanwhile
     */
    public Design revise(Caller.Person author, Design design, Change change) {
        if (!designs.rights().mayWrite(design, Optional.of(author))) throw Problem.forbidden("not-your-design");
        var message = change.message() == null ? "" : change.message().strip();
        if (message.length() > MAX_MESSAGE) throw Problem.invalid("message", "message-length", MAX_MESSAGE);
        var remaining = new ArrayList<>(designs.files(design, change.base()));
        var missing = change.remove().stream()
                .filter(path -> remaining.stream().noneMatch(file -> file.path().equals(path)))
                .findFirst();
        if (missing.isPresent()) throw Problem.invalid("remove", "remove-unknown", missing.get());
        check.files(change.put(), remaining, change.remove());
        said(author, design, change.base(), change)
                .ifPresent(said -> listeners.forEach(listener -> listener.check(said.manifest())));
        var changed = paths(change);
        listeners.forEach(listener -> listener.changing(design, author, changed));
        if (change.put().isEmpty()
                && change.remove().isEmpty()
                && change.about().isEmpty()
                && change.ancestry().isEmpty()) throw Problem.invalid("file", "nothing-changed");
        var given = drafts.of(
                author,
                message.isEmpty() ? defaultMessage(change) : message,
                Optional.of(change.base()),
                change.put(),
                change.remove(),
                change.merged());
        return Disk.io(() -> hub.database().write(handle -> {
            // What others made of the description meanwhile stays, so the manifest is made from the newest one.
            var head = rooms.revisions().head(design.id()).orElse(change.base());
            var draft = rooms.revisions().onto(design.id(), given, head);
            var said = said(author, design, head, change);
            if (said.isPresent()) {
                if (change.about().isPresent() && !description(design, head).equals(description(design, change.base())))
                    throw Problem.conflict("description-overtaken");
                // Again, since nobody else can change anything from here on.
                Map<String, Blob> put = new HashMap<>(draft.put());
                put.putAll(drafts.keep(said.get().files()));
                draft = draft.with(drafts.withManifest(put, accepted(said.get().manifest())));
            }
            rooms.revisions().commit(design.id(), draft);
            return index.take(handle, design.id());
        }));
    }

    /** What becomes of the manifest of a revision that a change is made to; empty where it stays. */
    private Optional<Said> said(Caller.Person author, Design design, String revision, Change change) {
        var before = designs.manifest(design, revision);
        var wish = before;
        if (change.ancestry().isPresent())
            wish = wish.with(change.ancestry().get().apply(wish.derivedFrom()));
        if (change.about().isPresent()) wish = wish.with(change.about().get(), design);
        var then = designs.together(design, revision);
        var now = together(then, change.put(), change.remove());
        var said = Said.of(new Said.Change(author, Optional.of(before), wish, then, now, paths(change)), listeners);
        var described = change.about().isPresent() || change.ancestry().isPresent();
        return described || said.changes(before) ? Optional.of(said) : Optional.empty();
    }

    private static Set<String> paths(Change change) {
        var changed = new HashSet<>(change.put().keySet());
        changed.addAll(change.remove());
        return changed;
    }

    /** What files are with others beside or in the place of them. */
    private Files together(Files before, Map<String, Blob> put, Set<String> remove) {
        var paths = new TreeSet<>(before.paths());
        paths.removeAll(remove);
        paths.addAll(put.keySet());
        return new Files(List.copyOf(paths), path -> {
            if (!put.containsKey(path)) return before.read(path);
            var file = rooms.blobs().find(put.get(path).sha256());
            return file.isPresent() && put.get(path).sizeBytes() <= Files.MOST_BYTES
                    ? Optional.of(java.nio.file.Files.readAllBytes(file.get()))
                    : Optional.empty();
        });
    }

    private About description(Design design, String revision) {
        return designs.manifest(design, revision).about();
    }

    /** @throws Problem where a feature refuses it */
    Manifest accepted(Manifest wish) {
        listeners.forEach(listener -> listener.check(wish));
        var complete = wish;
        for (var listener : listeners) complete = listener.complete(complete);
        return complete;
    }

    private static String defaultMessage(Change change) {
        if (change.put().isEmpty() && change.remove().isEmpty())
            return change.about().isPresent() ? "Update the description" : "Update what it is made of";
        var names = new ArrayList<>(change.put().keySet());
        names.addAll(change.remove());
        names.sort(null);
        return "Update " + String.join(", ", names.subList(0, Math.min(3, names.size())))
                + (names.size() > 3 ? ", …" : "");
    }

    /**
     * Brings the index up to what the repositories say: at the start, since a crash may have come between the two, or on
     * demand.
     *
     * @param everything whether to read also what does not look stale
     * @return how many designs were read
     */
    public int catchUp(boolean everything) {
        List<String> stale = new ArrayList<>();
        for (var id : Disk.io(() -> rooms.vault().all())) if (take(id, everything)) stale.add(id);
        // A remix may have been read before the design it was made of; now all of them are known.
        for (var id : stale) take(id, true);
        return stale.size();
    }

    private boolean take(String id, boolean always) {
        try {
            if (!Disk.io(() -> index.stale(id, always))) return false;
            hub.database().write(handle -> Disk.io(() -> index.take(handle, id)));
            return true;
        } catch (RuntimeException e) {
            LOG.error("the design {} could not be indexed; the others are", id, e);
            return false;
        }
    }
}
