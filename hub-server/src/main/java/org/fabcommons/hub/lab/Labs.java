// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.person.People;
import org.fabcommons.hub.person.Person;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** What may be asked of labs: find and open them, and who may do what there. */
public final class Labs {
    static final int PAGE = 60;
    private static final Set<String> RESERVED = Set.of("new", "api", "home");

    private final HubContext hub;
    private final Rows<LabStore> rows;
    private final People people;

    Labs(HubContext hub, People people) {
        this.hub = hub;
        rows = hub.database().rows(LabStore.class);
        this.people = people;
    }

    public Optional<Lab> find(String handle) {
        return rows.read(store -> store.byHandle(handle.toLowerCase(Locale.ROOT)));
    }

    public Optional<Lab> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** The lab, where this viewer may see it: homes are seen by their members only. */
    public Lab requireVisible(String handle, Viewer viewer) {
        return find(handle)
                .filter(lab -> !lab.home() || may(lab.id(), viewer, Role.MEMBER))
                .orElseThrow(Problem::notFound);
    }

    /** The labs (no homes) by name; one more than a page where there are more. */
    public List<Lab> list(int page) {
        return rows.read(store -> store.list(PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    /** The labs in which the person has a role, their home first. */
    public List<Lab> of(String personId) {
        return rows.read(store -> store.of(personId));
    }

    /** Opens a lab, of which the person becomes the manager. All faults are told at once. */
    public Lab create(Caller.Person founder, String handle, String name, String openTo) {
        var wanted = text(handle).toLowerCase(Locale.ROOT);
        List<FieldFault> faults = new ArrayList<>();
        if (!wanted.matches("[a-z][a-z0-9-]{1,31}") || wanted.endsWith("-"))
            faults.add(FieldFault.of("handle", "handle-form"));
        else if (RESERVED.contains(wanted) || taken(wanted))
            faults.add(FieldFault.of("handle", "handle-taken", wanted));
        checkName(name, faults);
        var open = openTo(openTo, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return hub.database().write(handle1 -> {
            var store = handle1.attach(LabStore.class);
            if (taken(wanted)) throw Problem.invalid("handle", "handle-taken", wanted);
            var id = Id.random();
            long now = hub.clock().millis();
            store.add(
                    id,
                    wanted,
                    text(name),
                    Lab.Kind.LAB.wireName(),
                    open.orElseThrow().wireName(),
                    Optional.empty(),
                    now);
            store.putMember(id, founder.id(), Role.MANAGER.wireName(), now);
            return store.byId(id).orElseThrow();
        });
    }

    /** A lab's handle must not be a person's: that is the handle of the person's home. */
    private boolean taken(String handle) {
        return rows.read(store -> store.withHandle(handle)) > 0
                || people.find(handle).isPresent();
    }

    /** The person's home, made when it is first needed. */
    public Lab home(Caller.Person owner) {
        var known = rows.read(store -> store.homeOf(owner.id()));
        if (known.isPresent()) return known.get();
        return hub.database().write(handle -> {
            var store = handle.attach(LabStore.class);
            var meanwhile = store.homeOf(owner.id());
            if (meanwhile.isPresent()) return meanwhile.get();
            // A lab may have had the handle before the person came.
            var name = store.withHandle(owner.handle()) == 0 ? owner.handle() : owner.handle() + "-home";
            var id = Id.random();
            long now = hub.clock().millis();
            store.add(
                    id,
                    name,
                    owner.displayName(),
                    Lab.Kind.HOME.wireName(),
                    Lab.OpenTo.MEMBERS.wireName(),
                    Optional.of(owner.id()),
                    now);
            store.putMember(id, owner.id(), Role.MANAGER.wireName(), now);
            return store.byId(id).orElseThrow();
        });
    }

    /** The lab with this handle where the person manages it; their own handle means their home. */
    public Lab requireManaged(String handle, Caller.Person person) {
        var wanted = text(handle).toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.equals(person.handle())) return home(person);
        var lab = find(wanted).orElseThrow(Problem::notFound);
        if (role(lab.id(), person.id()).isEmpty() && lab.home()) throw Problem.notFound();
        require(lab.id(), person.id(), Role.MANAGER);
        return lab;
    }

    void change(Lab lab, Caller.Person person, String name, String openTo) {
        require(lab.id(), person.id(), Role.MANAGER);
        List<FieldFault> faults = new ArrayList<>();
        checkName(name, faults);
        var open = openTo(openTo, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        rows.write(store -> {
            store.change(lab.id(), text(name), open.orElseThrow().wireName());
            return true;
        });
    }

    List<Member> members(Lab lab) {
        return rows.read(store -> store.members(lab.id()));
    }

    /** Gives a person a role; a lab keeps at least one manager. */
    Member put(Lab lab, Caller.Person by, String handle, String role) {
        require(lab.id(), by.id(), Role.MANAGER);
        List<FieldFault> faults = new ArrayList<>();
        var wanted = Role.parse(text(role));
        if (wanted.isEmpty()) faults.add(FieldFault.of("role", "role-unknown"));
        Optional<Person> person = people.find(text(handle));
        if (person.isEmpty()) faults.add(FieldFault.of("person", "person-unknown", text(handle)));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var who = person.orElseThrow();
        return rows.write(store -> {
            if (wanted.get() != Role.MANAGER) keepManager(store, lab, who.id());
            store.putMember(
                    lab.id(), who.id(), wanted.get().wireName(), hub.clock().millis());
            return new Member(who.id(), who.handle(), who.displayName(), wanted.get());
        });
    }

    /** Takes a person's role away; a manager does so, or the person leaves. */
    void remove(Lab lab, Caller.Person by, String handle) {
        var who = people.find(text(handle)).orElseThrow(Problem::notFound);
        if (!who.id().equals(by.id())) require(lab.id(), by.id(), Role.MANAGER);
        rows.write(store -> {
            keepManager(store, lab, who.id());
            if (store.dropMember(lab.id(), who.id()) == 0) throw Problem.notFound();
            return true;
        });
    }

    private static void keepManager(LabStore store, Lab lab, String person) {
        if (store.role(lab.id(), person).filter(Role.MANAGER::equals).isPresent()
                && store.otherManagers(lab.id(), person) == 0) throw Problem.conflict("last-manager");
    }

    public Optional<Role> role(String labId, String personId) {
        return rows.read(store -> store.role(labId, personId));
    }

    /** Whether the person has this role or one that includes it. */
    public boolean may(String labId, String personId, Role needed) {
        return role(labId, personId).filter(role -> role.may(needed)).isPresent();
    }

    public boolean may(String labId, Viewer viewer, Role needed) {
        return viewer.person().filter(person -> may(labId, person.id(), needed)).isPresent();
    }

    /** Refuses whoever lacks the role. */
    public void require(String labId, String personId, Role needed) {
        if (!may(labId, personId, needed)) throw Problem.forbidden("role-" + needed.wireName());
    }

    /** Whether the person may ask for something to be made here. */
    public boolean mayAsk(Lab lab, String personId) {
        return lab.openTo() == Lab.OpenTo.ANYONE || may(lab.id(), personId, Role.MEMBER);
    }

    /** Whether the viewer may see what stands in the lab. */
    public boolean maySee(Lab lab, Viewer viewer) {
        return lab.openTo() == Lab.OpenTo.ANYONE || may(lab.id(), viewer, Role.MEMBER);
    }

    private static void checkName(String name, List<FieldFault> faults) {
        var shown = text(name);
        if (shown.isEmpty() || shown.length() > 80 || shown.chars().anyMatch(Character::isISOControl))
            faults.add(FieldFault.of("name", "lab-name"));
    }

    private static Optional<Lab.OpenTo> openTo(String given, List<FieldFault> faults) {
        for (var open : Lab.OpenTo.values()) if (open.wireName().equals(text(given))) return Optional.of(open);
        faults.add(FieldFault.of("openTo", "open-to"));
        return Optional.empty();
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
