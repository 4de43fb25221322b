// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.store.Rows;

/** Who owns, and what a person may in their name. */
public final class Owners {
    private final Rows<OwnerStore> rows;

    Owners(Database database) {
        rows = database.rows(OwnerStore.class);
    }

    /** @param handle a person's or a group's, in any case */
    public Optional<Owner> find(String handle) {
        return rows.read(store -> store.byHandle(handle.toLowerCase(Locale.ROOT)));
    }

    public Optional<Owner> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** How those of these handles are called, by handle. */
    public Map<String, String> names(Collection<String> handles) {
        if (handles.isEmpty()) return Map.of();
        return rows.read(store -> store.byHandles(List.copyOf(handles))).stream()
                .collect(Collectors.toMap(Owner::handle, Owner::displayName));
    }

    /** What a person is to an owner: the owner of what is their own, or their role in the group. */
    public Optional<Role> role(String ownerId, String personId) {
        if (ownerId.equals(personId)) return Optional.of(Role.OWNER);
        return rows.read(store -> store.role(ownerId, personId)).flatMap(Role::parse);
    }

    /** The person, and the groups in which they have at least this role. */
    public List<Owner> actingFor(String personId, Role least) {
        return rows.read(store -> store.actingFor(personId)).stream()
                .filter(owner -> role(owner.id(), personId)
                        .map(role -> role.atLeast(least))
                        .orElse(false))
                .toList();
    }
}
