// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.FilePath;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** Who works on which file; what somebody has locked, nobody else changes, by whichever way. */
final class Locks implements DesignListener {
    private static final int MOST = 1_000;

    private final HubContext hub;
    private final Rows<LfsStore> rows;

    Locks(HubContext hub) {
        this.hub = hub;
        rows = hub.database().rows(LfsStore.class);
    }

    @Override
    public void changing(Design design, Caller.Person who, Set<String> paths) {
        var faults = all(design, MOST, 0).stream()
                .filter(lock -> !lock.person().equals(who.id()) && paths.contains(lock.path()))
                .map(lock -> FieldFault.of(lock.path(), "lfs-locked", lock.handle()))
                .toList();
        if (!faults.isEmpty()) throw Problem.withFaults(Problem.Kind.CONFLICT, "lfs-locked-files", faults);
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        // Locks are no part of a revision.
    }

    /**
     * Locks a file, also one that is not there yet.
     *
     * @return the lock, which is another person's where they came first
     * @throws Problem INVALID
     */
    Lock lock(Design design, Caller.Person who, String path) {
        FilePath.fault(path == null ? "" : path).ifPresent(fault -> {
            throw Problem.invalid(List.of(fault));
        });
        return rows.write(store -> {
            if (store.countLocks(design.id()) >= MOST) throw Problem.conflict("lfs-locks-many", MOST);
            store.lock(Id.random(), design.id(), path, who.id(), hub.clock().millis());
            return store.byPath(design.id(), path).orElseThrow();
        });
    }

    /**
     * @param force whether another person's lock may be taken away
     * @throws Problem NOT_FOUND, FORBIDDEN
     */
    Lock unlock(Design design, Caller.Person who, String id, boolean force) {
        return rows.write(store -> {
            var lock = store.byId(design.id(), id).orElseThrow(Problem::notFound);
            if (!force && !lock.person().equals(who.id()))
                throw Problem.forbidden("lfs-unlock", lock.path(), lock.handle());
            store.unlock(design.id(), id);
            return lock;
        });
    }

    List<Lock> all(Design design, int limit, int offset) {
        return rows.read(store -> store.locks(design.id(), limit, offset));
    }

    Optional<Lock> find(Design design, String id) {
        return rows.read(store -> store.byId(design.id(), id));
    }

    Optional<Lock> of(Design design, String path) {
        return rows.read(store -> store.byPath(design.id(), path));
    }
}
