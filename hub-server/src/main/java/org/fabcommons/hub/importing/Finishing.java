// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.fabcommons.hub.design.Adoption;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Incoming;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/**
 * Makes a design of what was found and looked through before, up to the moment when it is seen.
 *
 * @param told hears how far it is, and ends the work by a {@link Problem} where it was cancelled
 */
record Finishing(
        HubContext hub,
        DesignFeature.Faces design,
        VaultFeature.Rooms rooms,
        Owners owners,
        BiConsumer<String, Found> told) {
    /**
     * @param incoming its repository, where it came with one
     * @throws Problem where it cannot be published as its person wants it
     */
    Publishing.Ready of(Import each, Incoming incoming) throws IOException {
        var said = Publication.read(each.publication().orElseThrow());
        var found = Found.read(each.found());
        var person = person(each);
        // Their role in a group may have changed since they asked.
        var home = design.publishing().home(person, said.owner(), said.visibility());
        var wanted = new Publishing.Wanted(said.design(), home, said.name(), said.about());
        if (!found.repository()) return design.publishing().take(person, wanted, files(found));
        if (!incoming.exists()) throw Problem.badRequest("import-gone");
        var tell = new Telling(each.id(), hub.clock(), found, told);
        var push = incoming.again(rooms.blobs(), found.head(), tell::at);
        tell.now("publishing", 0, 0);
        return design.adoption()
                .adopt(
                        person,
                        wanted,
                        new Adoption.Arrived(
                                incoming, push, Optional.of(found.origin()).filter(origin -> !origin.isEmpty())));
    }

    private Caller.Person person(Import each) {
        return owners.byId(each.person())
                .map(Finishing::caller)
                .orElseThrow(() -> new IllegalStateException("nobody has the import " + each.id()));
    }

    private static Caller.Person caller(Owner owner) {
        return new Caller.Person(owner.id(), owner.handle(), owner.displayName());
    }

    private static Map<String, Blob> files(Found found) {
        Map<String, Blob> files = new HashMap<>();
        found.files().forEach((path, file) -> files.put(path, new Blob(file.sha256(), file.bytes())));
        return files;
    }
}
