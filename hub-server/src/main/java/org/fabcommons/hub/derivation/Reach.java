// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.LicenceTerms;
import org.fabcommons.hub.licence.Verdict.Use;
import org.fabcommons.hub.licence.Work;
import org.fabcommons.hub.permission.Permission;
import org.fabcommons.hub.permission.Permissions;
import org.fabcommons.hub.store.Database;

/**
 * Everything whose licence reaches a design. The whole ancestry is read at once: how many queries that takes does not grow
 * with how deep or broad it is.
 */
record Reach(Database database, Designs designs, Permissions permissions) {
    /** Of how many relations above its ancestors the licences are asked; what is farthest is left out. */
    private static final int MAX_EDGES = 5_000;

    /** An ancestor as the rules see it: its id, and its licence at the revision that counts. */
    record Held(String id, String name, LicenceTerms terms, Kind kind) {}

    /** What is read for all of them together. */
    private record Known(Map<String, List<DerivationEdge>> above, Set<List<String>> agreed) {}

    /**
     * What a design is made of itself first, then what that goes back to.
     *
     * @param owner the handle of whoever it belongs to or will belong to
     * @param recorded the ids of the permissions that decided before, by ancestor
     */
    List<Work> works(String owner, List<Held> direct, Map<String, String> recorded) {
        Map<String, Held> further = new LinkedHashMap<>();
        var changed = direct.stream().filter(held -> held.kind().derivative()).toList();
        var known = known(changed.stream().map(Held::id).collect(Collectors.toSet()));
        for (var held : changed) further(held.id(), known).forEach((id, ancestor) -> further.putIfAbsent(id, ancestor));
        direct.forEach(held -> further.remove(held.id()));
        Set<String> all = new HashSet<>(further.keySet());
        direct.forEach(held -> all.add(held.id()));
        var here = designs.byIds(all);
        var granted = permissions.granted(all, owner);
        List<Work> works = new ArrayList<>();
        for (var held : direct) {
            var more = new ArrayList<>(granted.getOrDefault(held.id(), List.of()));
            once(held.id(), Optional.ofNullable(recorded.get(held.id()))).ifPresent(more::add);
            works.add(work(held, owner, here, more));
        }
        further.values()
                .forEach(held -> works.add(work(held, owner, here, granted.getOrDefault(held.id(), List.of()))
                        .further()));
        return works;
    }

    private static Work work(Held held, String owner, Map<String, Design> here, List<Permission> granted) {
        var work = Work.of(held.name(), held.terms()).as(held.kind().derivative() ? Use.DERIVATIVE : Use.PART);
        var design = here.get(held.id());
        boolean mine = design != null && design.ownerHandle().equals(owner);
        return (mine ? work.mine() : work)
                .permitting(granted.stream().map(Permission::licence).collect(Collectors.toSet()));
    }

    /** The permissions that let an owner make something of a design. */
    List<Permission> grants(String design, String owner, Optional<String> recorded) {
        var granted = new ArrayList<>(permissions.granted(design, owner));
        once(design, recorded).ifPresent(granted::add);
        return granted;
    }

    /** What was permitted once stays so when the design belongs to somebody else. */
    private Optional<Permission> once(String design, Optional<String> recorded) {
        return recorded.flatMap(permissions::granted)
                .filter(permission -> permission.design().equals(design));
    }

    private Known known(Collection<String> ids) {
        if (ids.isEmpty()) return new Known(Map.of(), Set.of());
        return database.read(handle -> {
            Map<String, List<DerivationEdge>> above = new HashMap<>();
            var edges = handle.attach(DerivationStore.class).ancestry(List.copyOf(ids), MAX_EDGES);
            for (var edge : edges)
                above.computeIfAbsent(edge.design(), key -> new ArrayList<>()).add(edge);
            Set<List<String>> agreed = new HashSet<>();
            if (!above.isEmpty())
                handle.attach(VerdictStore.class)
                        .agreed(List.copyOf(above.keySet()))
                        .forEach(pair -> agreed.add(List.of(pair.design(), pair.ancestor())));
            return new Known(above, agreed);
        });
    }

    /** The ancestors of an ancestor, as far as one was changed into the next; where an author agreed, it ends. */
    private static Map<String, Held> further(String id, Known known) {
        Map<String, Held> found = new LinkedHashMap<>();
        List<String> open = new ArrayList<>(List.of(id));
        Set<String> seen = new LinkedHashSet<>(open);
        while (!open.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (var design : open)
                for (var edge : known.above().getOrDefault(design, List.of())) {
                    boolean agreed = known.agreed().contains(List.of(edge.design(), edge.ancestor()));
                    if (!agreed && !edge.ancestorLicence().isEmpty())
                        found.putIfAbsent(
                                edge.ancestor(),
                                new Held(
                                        edge.ancestor(),
                                        edge.ancestorName(),
                                        Verdicts.terms(edge.ancestorLicence(), edge.ancestorParts()),
                                        edge.kind()));
                    if (seen.add(edge.ancestor())) next.add(edge.ancestor());
                }
            open = next;
        }
        return found;
    }
}
