// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.Incoming;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/** Makes designs of repositories that came from elsewhere, with all their history. */
public final class Adoption {
    private final HubContext hub;
    private final VaultFeature.Rooms rooms;
    private final Designs designs;
    private final Publishing publishing;
    private final Index index;
    private final PushedRevisions pushed;
    private final Drafts drafts;
    private final List<DesignListener> listeners;

    Adoption(
            HubContext hub,
            VaultFeature.Rooms rooms,
            Designs designs,
            Publishing publishing,
            Index index,
            PushedRevisions pushed,
            List<DesignListener> listeners) {
        this.hub = hub;
        this.rooms = rooms;
        this.designs = designs;
        this.publishing = publishing;
        this.index = index;
        this.pushed = pushed;
        this.drafts = new Drafts(rooms.blobs(), hub.clock());
        this.listeners = listeners;
    }

    /** What came from elsewhere: its repository, what was found when it was looked through, and where it was. */
    public record Arrived(Incoming incoming, Push push, Optional<String> origin) {}

    /**
     * What a repository from elsewhere says about itself, where it is a design of this or another hub.
     *
     * @throws Problem where it says so in a way that cannot be read, or is here already
     */
    public Optional<Manifest> identity(Arrived arrived) throws IOException {
        var bytes = arrived.push().contents().read(Manifest.PATH);
        if (bytes.isEmpty()) return Optional.empty();
        var manifest = PushedRevisions.read(bytes.get());
        if (!manifest.id().matches("[a-z2-7]{16}")) throw Problem.invalid(Manifest.PATH, "manifest-identity");
        var known = designs.byId(manifest.id());
        if (known.isPresent())
            throw Problem.conflict("import-here-already", known.get().fullName());
        // To know a design's id is not to be it: what others here built on must be in its history.
        for (var listener : listeners)
            if (!arrived.incoming().holds(listener.builtOn(manifest.id())))
                throw Problem.conflict("import-not-the-same", manifest.owner() + "/" + manifest.name());
        About.checked(manifest.title(), manifest.summary(), manifest.licence(), manifest.tags(), manifest.parts());
        listeners.forEach(listener -> listener.check(manifest));
        return Optional.of(manifest);
    }

    /** Whether what came from elsewhere could be a design, by the rules that hold for uploads. */
    public void checkFiles(Push push) {
        pushed.files(push);
    }

    /**
     * Makes a design of what came from elsewhere with all its history. What was a design already stays the same one,
     * revision for revision; anything else gets a revision on top that makes it one.
     *
     * @param wanted its id and description are left out of account where it was one already
     */
    public Publishing.Ready adopt(Caller.Person author, Publishing.Wanted wanted, Arrived arrived) {
        publishing.requireFree(wanted.home(), wanted.name());
        checkFiles(arrived.push());
        return Disk.io(() -> {
            var same = identity(arrived);
            Optional<Draft> draft = same.isPresent()
                    ? Optional.empty()
                    : Optional.of(onImported(author, publishing.fresh(wanted, List.of()), arrived));
            return adopted(same.map(Manifest::id).orElse(wanted.id()), wanted, draft, arrived);
        });
    }

    private Draft onImported(Caller.Person author, Manifest fresh, Arrived arrived) throws IOException {
        var manifest = publishing.accepted(publishing.began(author, fresh, Files.of(arrived.push()), Set.of()));
        return drafts.of(
                author,
                "Import " + fresh.title(),
                Optional.of(arrived.push().after()),
                drafts.withManifest(Map.of(), manifest),
                Set.of(),
                Optional.empty());
    }

    private Publishing.Ready adopted(String id, Publishing.Wanted wanted, Optional<Draft> draft, Arrived arrived) {
        var label = Publishing.standing(wanted).from(arrived.origin()).label();
        return () -> Disk.io(() -> hub.database().write(handle -> {
            designs.requireFree(wanted.home().owner(), wanted.name());
            var here = designs.byId(id);
            if (here.isPresent())
                throw Problem.conflict("import-here-already", here.get().fullName());
            rooms.vault().adopt(arrived.incoming(), id, draft, label);
            try {
                return index.take(handle, id);
            } catch (IOException | RuntimeException e) {
                rooms.vault().giveBack(id, arrived.incoming());
                throw e;
            }
        }));
    }
}
