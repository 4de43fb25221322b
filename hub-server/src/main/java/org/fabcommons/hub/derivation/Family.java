// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.fabcommons.hub.design.After;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What is made of what, as whoever looks may see it: an ancestor that is hidden leaves its credit, nothing else does. */
public final class Family {
    /** How many steps away a question may go. */
    public static final int MAX_DEPTH = 100;
    /** Of how many relations an answer tells. */
    static final int MAX_EDGES = 500;
    /** How many relations answers tell of, one after the other. */
    static final int MAX_WALKED = 5_000;
    /** How far back it is looked whether what was built on holds a release already. */
    private static final int MAX_HISTORY = 300;

    private final Rows<DerivationStore> rows;
    private final Designs designs;
    private volatile Function<Design, Optional<Relative.Newer>> releases = design -> Optional.empty();

    Family(Database database, Designs designs) {
        rows = database.rows(DerivationStore.class);
        this.designs = designs;
    }

    /** What the design was made of and uses, the main one first. */
    public List<Relative> parents(Design design, Viewer viewer) {
        var edges = rows.read(store -> store.parents(design.id()));
        var known = readable(edges.stream().map(DerivationEdge::ancestor).toList(), viewer);
        return edges.stream()
                .map(edge -> new Relative(
                        Optional.ofNullable(known.get(edge.ancestor()))
                                .map(Relation::of)
                                .orElseGet(() -> Relation.gone(edge)),
                        edge))
                .toList();
    }

    /** Lets a later feature tell of a design's newest release. */
    public void tellOfReleases(Function<Design, Optional<Relative.Newer>> newest) {
        releases = newest;
    }

    /**
     * The same with what each ancestor has by now: a release that what was built on does not hold, or its newest revision
     * where it has never released anything.
     */
    List<Relative> withNews(List<Relative> relatives) {
        return relatives.stream()
                .map(each -> new Relative(
                        each.other(),
                        each.edge(),
                        each.other().design().flatMap(ancestor -> newer(ancestor, each.edge()))))
                .toList();
    }

    private Optional<Relative.Newer> newer(Design ancestor, DerivationEdge edge) {
        var pinned = edge.ancestorRevision();
        if (ancestor.headRevision().equals(pinned)) return Optional.empty();
        var release = releases.apply(ancestor);
        if (release.isEmpty()) return Optional.of(new Relative.Newer(ancestor.headRevision(), Optional.empty()));
        return release.filter(newest -> !holds(ancestor, pinned, newest.revision()));
    }

    private boolean holds(Design design, String revision, String earlier) {
        if (revision.equals(earlier)) return true;
        try {
            return designs.revisions(design, revision, MAX_HISTORY).stream()
                    .anyMatch(each -> each.id().equals(earlier));
        } catch (Problem rewritten) {
            return false;
        }
    }

    /** Sorts of what was made of a design, as {@link Counts} tells them apart; called so in addresses too. */
    public enum Sort {
        REMIXES("remix"),
        VARIANTS("variant"),
        PARTS("part");

        private final String stored;

        Sort(String stored) {
            this.stored = stored;
        }

        /** As it stands in addresses. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was made of the design and lists show, of one sort, the newest first. */
    public List<Relative> made(Design design, Sort sort, int limit, Viewer viewer) {
        return made(design, sort, After.NOTHING, limit, viewer);
    }

    List<Relative> made(Design design, Sort sort, After after, int limit, Viewer viewer) {
        var edges = rows.read(store -> store.newest(design.id(), sort.stored, after.at(), after.design(), limit));
        var known = listed(edges.stream().map(DerivationEdge::design).toList(), viewer);
        return edges.stream()
                .filter(edge -> known.containsKey(edge.design()))
                .map(edge -> new Relative(Relation.of(known.get(edge.design())), edge))
                .toList();
    }

    /** How often something was made of it. */
    public Counts counts(Design design) {
        return rows.read(store -> store.count(design.id())).orElse(Counts.NONE);
    }

    /** @param depth how many steps away; 1 to {@value #MAX_DEPTH} */
    public Ancestry around(Design design, Ancestry.Direction direction, int depth, Viewer viewer) {
        return around(design, direction, depth, 0, viewer);
    }

    /**
     * The same, page by page.
     *
     * @param from how many relations were told before
     */
    Ancestry around(Design design, Ancestry.Direction direction, int depth, int from, Viewer viewer) {
        int steps = Math.max(1, Math.min(depth, MAX_DEPTH));
        int first = Math.max(0, Math.min(from, MAX_WALKED - MAX_EDGES));
        int end = first + MAX_EDGES;
        var up = direction == Ancestry.Direction.ANCESTORS;
        var all = rows.read(store -> new Walk(store).around(design.id(), direction, steps, end + 1));
        // Whether something is reached shows only from the start on.
        var edges = all.stream().limit(end).toList();
        Set<String> ids = new LinkedHashSet<>();
        for (var edge : edges) ids.add(up ? edge.ancestor() : edge.design());
        var known = up ? readable(ids, viewer) : listed(ids, viewer);
        Map<String, Relation> nodes = new LinkedHashMap<>();
        nodes.put(design.id(), Relation.of(design));
        for (var edge : edges) {
            var id = up ? edge.ancestor() : edge.design();
            if (known.containsKey(id)) nodes.putIfAbsent(id, Relation.of(known.get(id)));
            else if (up) nodes.putIfAbsent(id, Relation.gone(edge));
        }
        var told = edges.stream()
                .filter(edge -> nodes.containsKey(edge.ancestor()) && nodes.containsKey(edge.design()))
                .toList();
        var reached = up ? told : reached(design, told, nodes);
        var cut = all.size() > end;
        var next = cut && end < MAX_WALKED ? OptionalInt.of(end) : OptionalInt.empty();
        if (first == 0) return new Ancestry(design, direction, nodes, reached, cut, next);
        var before = Set.copyOf(all.subList(0, Math.min(first, all.size())));
        var page = reached.stream().filter(edge -> !before.contains(edge)).toList();
        Set<String> named = new HashSet<>(Set.of(design.id()));
        page.forEach(edge -> named.addAll(List.of(edge.ancestor(), edge.design())));
        nodes.keySet().retainAll(named);
        return new Ancestry(design, direction, nodes, page, cut, next);
    }

    /** Below a design that is hidden nothing is told of, unless another way leads there. */
    private static List<DerivationEdge> reached(Design start, List<DerivationEdge> edges, Map<String, Relation> nodes) {
        Set<String> reached = new HashSet<>(Set.of(start.id()));
        List<DerivationEdge> left = new ArrayList<>(edges);
        List<DerivationEdge> told = new ArrayList<>();
        for (var found = true; found; ) {
            found = false;
            for (var each = left.iterator(); each.hasNext(); ) {
                var edge = each.next();
                if (!reached.contains(edge.ancestor())) continue;
                reached.add(edge.design());
                told.add(edge);
                each.remove();
                found = true;
            }
        }
        nodes.keySet().retainAll(reached);
        return told;
    }

    /** Those of these that may be shown as ancestors: credit is given wherever a link would not fail. */
    private Map<String, Design> readable(Collection<String> ids, Viewer viewer) {
        Map<String, Design> found = new HashMap<>(designs.byIds(ids));
        found.values().removeIf(design -> !designs.rights().mayRead(design, viewer));
        return found;
    }

    /** Those that may be shown where nobody named them: the ones that lists show, and the viewer's own. */
    private Map<String, Design> listed(Collection<String> ids, Viewer viewer) {
        Map<String, Design> found = new HashMap<>(designs.byIds(ids));
        found.values().removeIf(design -> !design.listed() && !mayWrite(design, viewer));
        return found;
    }

    boolean mayWrite(Design design, Viewer viewer) {
        return designs.rights().mayWrite(design, viewer);
    }
}
