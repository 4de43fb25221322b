// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** Asking for permissions, answering, and knowing what was granted. */
public final class Permissions {
    static final int PAGE = 50;
    static final int MAX_WORDS = 2_000;
    private static final int MAX_OPEN = 20;

    private final HubContext hub;
    private final Rows<PermissionStore> rows;
    private final Designs designs;
    private final Owners owners;

    Permissions(HubContext hub, Designs designs, Owners owners) {
        this.hub = hub;
        rows = hub.database().rows(PermissionStore.class);
        this.designs = designs;
        this.owners = owners;
    }

    /**
     * Asks the owner of a design to let the asker publish under a licence what they make of it.
     *
     * @throws Problem INVALID with all faults; CONFLICT where it was asked already
     */
    Permission ask(Caller.Person asker, Design design, String licence, String words) {
        List<FieldFault> faults = new ArrayList<>();
        var text = words == null ? "" : words.strip();
        if (text.isEmpty() || text.length() > MAX_WORDS)
            faults.add(FieldFault.of("words", "permission-words", MAX_WORDS));
        var wanted = "";
        try {
            wanted = LicenceExpression.read(licence == null ? "" : licence)
                    .expression()
                    .toString();
        } catch (ExpressionFault fault) {
            faults.add(FieldFault.of("licence", fault.code(), fault.arguments().toArray()));
        }
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        if (designs.rights().mayOwn(design, Optional.of(asker))) throw Problem.conflict("permission-own");
        var id = Id.random();
        var canonical = wanted;
        return rows.write(store -> {
            if (store.granted(design.id()).stream()
                    .anyMatch(it ->
                            it.askerId().equals(asker.id()) && it.licence().equals(canonical)))
                throw Problem.conflict("permission-granted", design.fullName(), canonical);
            if (store.open(asker.id()) >= MAX_OPEN) throw Problem.conflict("permission-many", MAX_OPEN);
            if (store.ask(
                            id,
                            design.id(),
                            design.fullName(),
                            asker.id(),
                            canonical,
                            text,
                            hub.clock().millis())
                    == 0) throw Problem.conflict("permission-asked", design.fullName());
            return store.byId(id).orElseThrow();
        });
    }

    /**
     * Answers a question.
     *
     * @throws Problem NOT_FOUND for others than the design's owner; CONFLICT where it is answered
     */
    Permission answer(Viewer viewer, String id, boolean granted, String words) {
        var text = words == null ? "" : words.strip();
        if (text.length() > MAX_WORDS) throw Problem.invalid("words", "permission-answer", MAX_WORDS);
        var asked = find(id);
        var owned =
                designs.byId(asked.design()).filter(design -> designs.rights().mayOwn(design, viewer));
        if (owned.isEmpty()) throw Problem.notFound();
        return close(viewer, id, granted ? Permission.State.GRANTED : Permission.State.REFUSED, text);
    }

    /**
     * Takes a question back.
     *
     * @throws Problem NOT_FOUND for others than the asker; CONFLICT where it is answered
     */
    Permission withdraw(Viewer viewer, String id) {
        if (!viewer.is(find(id).askerId())) throw Problem.notFound();
        return close(viewer, id, Permission.State.WITHDRAWN, "");
    }

    private Permission close(Viewer viewer, String id, Permission.State state, String text) {
        return rows.write(store -> {
            if (store.answer(
                            id,
                            state.wire(),
                            text,
                            viewer.require().id(),
                            hub.clock().millis())
                    == 0) throw Problem.conflict("permission-answered");
            return store.byId(id).orElseThrow();
        });
    }

    private Permission find(String id) {
        return byId(id).orElseThrow(Problem::notFound);
    }

    Optional<Permission> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** What a person asked for, the newest first. */
    List<Permission> askedBy(String person, int page) {
        return rows.read(store -> store.askedBy(person, PAGE, offset(page)));
    }

    /** What a person was asked for, what waits for an answer first. */
    List<Permission> askedOf(String person, int page) {
        return rows.read(store -> store.askedOf(person, PAGE, offset(page)));
    }

    private static int offset(int page) {
        return (Math.max(1, Math.min(page, 1_000)) - 1) * PAGE;
    }

    /** How many answers this person has not seen yet. */
    int unseen(String person) {
        return rows.read(store -> store.unseen(person));
    }

    /** This person has seen all answers that there are now. */
    void seen(String person) {
        if (unseen(person) > 0)
            rows.write(store -> store.seen(person, hub.clock().millis()));
    }

    /** How many questions wait for this person's answer. */
    int waiting(String person) {
        return rows.read(store -> store.waiting(person));
    }

    /**
     * The permissions that let this owner make something of a design.
     *
     * @param owner the handle of a person, or of a group to which the asker belongs
     */
    public List<Permission> granted(String design, String owner) {
        var maker = owners.find(owner);
        if (maker.isEmpty()) return List.of();
        return rows.read(store -> store.granted(design)).stream()
                .filter(permission ->
                        owners.role(maker.get().id(), permission.askerId()).isPresent())
                .toList();
    }

    /** The same of many designs at once, by the design; those without any are not among them. */
    public Map<String, List<Permission>> granted(Collection<String> designs, String owner) {
        var all = designs.isEmpty() ? List.<Permission>of() : rows.read(store -> store.granted(List.copyOf(designs)));
        var maker = all.isEmpty() ? Optional.<Owner>empty() : owners.find(owner);
        if (maker.isEmpty()) return Map.of();
        Map<String, Boolean> belongs = new HashMap<>();
        return all.stream()
                .filter(permission -> belongs.computeIfAbsent(
                        permission.askerId(),
                        asker -> owners.role(maker.get().id(), asker).isPresent()))
                .collect(Collectors.groupingBy(Permission::design));
    }

    /** A permission that was granted for this design, by its id. */
    public Optional<Permission> granted(String id) {
        return byId(id).filter(Permission::granted);
    }
}
