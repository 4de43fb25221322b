// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.vault.Fetches;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.vault.Pushes;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** Who may go in where, and how many at once. */
record Doors(DesignFeature.Faces faces, VaultFeature.Rooms rooms, HubContext hub, LargeFiles files, Semaphore places) {
    private static final int MANY = 16;

    static Doors of(DesignFeature.Faces faces, VaultFeature.Rooms rooms, HubContext hub, LargeFiles files) {
        return new Doors(faces, rooms, hub, files, new Semaphore(MANY, true));
    }

    Fetches fetches() {
        return rooms.fetches();
    }

    Pushes pushes() {
        return rooms.pushes();
    }

    /**
     * The design whose repository this is, for somebody who may read it. Whoever has not said who they are is asked
     * to, so that git asks for a name and a password: a design that is not there and one that is not theirs to see
     * look the same.
     *
     * @param repository with its ending {@code .git}
     * @throws Problem UNAUTHORISED, NOT_FOUND
     */
    Design toFetch(Viewer viewer, String owner, String repository) {
        var name = repository.substring(0, repository.length() - ".git".length());
        var found = faces.designs()
                .find(owner, name)
                .filter(design -> faces.designs().rights().mayRead(design, viewer));
        if (found.isEmpty() && viewer.person().isEmpty()) throw Problem.unauthorised("git-sign-in");
        return found.orElseThrow(Problem::notFound);
    }

    /** @throws Problem UNAUTHORISED, NOT_FOUND, FORBIDDEN */
    Design toPush(Viewer viewer, String owner, String repository) {
        if (viewer.person().isEmpty()) throw Problem.unauthorised("git-sign-in");
        var design = toFetch(viewer, owner, repository);
        faces.designs().rights().requireWrite(design, viewer);
        return design;
    }

    /** What a git client is given to clone a design. */
    String cloneAddress(Design design) {
        return hub.base() + "/" + design.fullName() + ".git";
    }

    /** @throws Problem NOT_FOUND, FORBIDDEN */
    Design setRewritable(Viewer viewer, String owner, String name, boolean allowed) throws IOException {
        var design = faces.designs().require(viewer, owner, name);
        faces.designs().rights().requireMaintain(design, viewer);
        rooms.vault().setRewritable(design.id(), allowed);
        return design;
    }

    /** The hub's address as this client knows it, without a slash at its end. */
    String address(UriInfo uri) {
        var here = uri.getBaseUri();
        var known = hub.base();
        // A proxy in front speaks HTTPS where we do not; what it is called from outside is in the settings.
        var address = here.getAuthority().equals(known.getAuthority()) ? known : here;
        return address.getScheme() + "://" + address.getAuthority();
    }

    /** So many clones and pushes at once; each costs memory. */
    StreamingOutput oneOfMany(StreamingOutput work) {
        if (!places.tryAcquire()) throw Problem.of(Problem.Kind.TOO_MANY, "git-busy");
        return out -> {
            try {
                work.write(out);
            } finally {
                places.release();
            }
        };
    }

    Pushes.Visit visit(Design design, Viewer viewer) {
        return new Visit(this, design, viewer.require(), viewer);
    }

    /** One push. */
    private record Visit(Doors doors, Design design, Caller.Person person, Viewer viewer) implements Pushes.Visit {
        @Override
        public List<FieldFault> decide(Push push, Push.Move move) throws IOException {
            return doors.faces().publishing().accept(person, design, push, move);
        }

        @Override
        public boolean uploaded(String sha256) {
            return doors.files().uploaded(design, sha256);
        }

        @Override
        public boolean toolpath(String path) {
            return FileKind.of(path).toolpath();
        }

        @Override
        public long now() {
            return doors.hub().clock().millis();
        }

        @Override
        public List<String> words(Problem problem) {
            List<String> words = new ArrayList<>();
            // Nobody filled in a form: which fields they were is told line by line.
            words.add(problem.faults().isEmpty() ? viewer.told(problem) : viewer.text("problem.push-refused"));
            words.addAll(words(problem.faults()));
            return words;
        }

        @Override
        public List<String> words(List<FieldFault> notes) {
            return notes.stream()
                    .map(fault -> fault.prefix() + viewer.told(fault))
                    .toList();
        }
    }
}
