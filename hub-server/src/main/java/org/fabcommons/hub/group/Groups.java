// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.person.Handles;
import org.fabcommons.hub.person.People;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** What may be asked of groups: found one, say who belongs to it. */
final class Groups {
    static final int PAGE = 50;
    private static final int MAX_ABOUT = 500;
    private static final int MAX_MEMBERS = 500;
    private static final int MAX_OWNED = 100;

    private final HubContext hub;
    private final Rows<GroupStore> rows;
    private final People people;
    private final Owners owners;

    Groups(HubContext hub, People people, Owners owners) {
        this.hub = hub;
        rows = hub.database().rows(GroupStore.class);
        this.people = people;
        this.owners = owners;
    }

    /** @throws Problem NOT_FOUND */
    Group require(String handle) {
        return find(handle).orElseThrow(Problem::notFound);
    }

    Optional<Group> find(String handle) {
        return rows.read(store -> store.byHandle(text(handle).toLowerCase(Locale.ROOT)));
    }

    /** By name; one more than a page where there is more. */
    List<Group> list(int page) {
        return rows.read(store -> store.list(PAGE + 1, (Math.max(1, Math.min(page, 1_000)) - 1) * PAGE));
    }

    /** The groups that a person belongs to. */
    List<Group> of(String personId) {
        return rows.read(store -> store.of(personId));
    }

    List<GroupMember> members(Group group) {
        return rows.read(store -> store.members(group.id()));
    }

    /** Founds a group, of which the founder is the first owner; all faults are told at once. */
    Group create(Caller.Person founder, String handle, String displayName, String about) {
        var name = text(handle).toLowerCase(Locale.ROOT);
        List<FieldFault> faults = new ArrayList<>();
        Handles.fault(name).ifPresent(faults::add);
        check(displayName, about, faults);
        return rows.write(store -> {
            if (faults.isEmpty() && store.withHandle(name) > 0)
                faults.add(FieldFault.of("handle", "handle-taken", name));
            if (!faults.isEmpty()) throw Problem.invalid(faults);
            if (store.countOwned(founder.id()) >= MAX_OWNED) throw Problem.conflict("groups-many", MAX_OWNED);
            var id = Id.random();
            long now = hub.clock().millis();
            store.addOwner(id, name);
            store.add(id, text(displayName), text(about), now);
            store.putMember(id, founder.id(), Role.OWNER.wireName(), now);
            return store.byHandle(name).orElseThrow();
        });
    }

    Group change(Group group, Caller.Person by, String displayName, String about) {
        requireOwner(group, by);
        List<FieldFault> faults = new ArrayList<>();
        check(displayName, about, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return rows.write(store -> {
            store.change(group.id(), text(displayName), text(about));
            return store.byHandle(group.handle()).orElseThrow();
        });
    }

    /** Gives a person a role; a group keeps at least one owner. */
    GroupMember put(Group group, Caller.Person by, String handle, String role) {
        requireOwner(group, by);
        List<FieldFault> faults = new ArrayList<>();
        var wanted = Role.parse(text(role));
        if (wanted.isEmpty()) faults.add(FieldFault.of("role", "group-role-unknown"));
        var person = people.find(text(handle).replaceFirst("^@", ""));
        if (person.isEmpty()) faults.add(FieldFault.of("person", "group-person-unknown", text(handle)));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var who = person.orElseThrow();
        return rows.write(store -> {
            if (wanted.get() != Role.OWNER) keepOwner(store, group, who.id());
            if (store.countMembers(group.id()) >= MAX_MEMBERS)
                throw Problem.conflict("group-members-many", MAX_MEMBERS);
            store.putMember(
                    group.id(), who.id(), wanted.get().wireName(), hub.clock().millis());
            return new GroupMember(who.id(), who.handle(), who.displayName(), wanted.get());
        });
    }

    /** Takes a person's role away; an owner does so, or the person leaves. */
    void remove(Group group, Caller.Person by, String handle) {
        var who = people.find(text(handle)).orElseThrow(Problem::notFound);
        if (!who.id().equals(by.id())) requireOwner(group, by);
        rows.write(store -> {
            keepOwner(store, group, who.id());
            if (store.dropMember(group.id(), who.id()) == 0) throw Problem.notFound();
            return true;
        });
    }

    boolean owns(Group group, String personId) {
        return owners.role(group.id(), personId).filter(Role.OWNER::equals).isPresent();
    }

    private void requireOwner(Group group, Caller.Person by) {
        if (!owns(group, by.id())) throw Problem.forbidden("group-owner-needed");
    }

    private void keepOwner(GroupStore store, Group group, String person) {
        if (owns(group, person) && store.otherOwners(group.id(), person) == 0)
            throw Problem.conflict("group-last-owner");
    }

    private static void check(String displayName, String about, List<FieldFault> faults) {
        var shown = text(displayName);
        if (shown.isEmpty() || shown.length() > 80 || shown.chars().anyMatch(Character::isISOControl))
            faults.add(FieldFault.of("displayName", "group-name-form"));
        if (text(about).length() > MAX_ABOUT) faults.add(FieldFault.of("about", "group-about-length", MAX_ABOUT));
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
