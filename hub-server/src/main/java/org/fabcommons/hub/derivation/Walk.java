// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fabcommons.hub.derivation.Ancestry.Direction;

/**
 * Goes from design to design, breadth first, each relation once. What it reads does not grow with how much there is: a
 * design may have a million descendants.
 */
final class Walk {
    /** How many designs one query is about. */
    private static final int AT_ONCE = 500;

    private final DerivationStore store;

    Walk(DerivationStore store) {
        this.store = store;
    }

    /**
     * The relations around a design, the nearer ones first.
     *
     * @param steps how far away
     * @param limit how many; where there are more, what is farthest is left out
     */
    List<DerivationEdge> around(String start, Direction direction, int steps, int limit) {
        List<DerivationEdge> edges = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(start));
        List<String> here = List.of(start);
        for (int step = 0; step < steps && !here.isEmpty() && edges.size() < limit; step++) {
            var next = new LinkedHashSet<String>();
            for (int i = 0; i < here.size() && edges.size() < limit; i += AT_ONCE) {
                var some = here.subList(i, Math.min(here.size(), i + AT_ONCE));
                for (var edge : direction == Direction.ANCESTORS
                        ? store.above(some, limit - edges.size())
                        : store.below(some, limit - edges.size())) {
                    edges.add(edge);
                    var other = direction == Direction.ANCESTORS ? edge.ancestor() : edge.design();
                    if (seen.add(other)) next.add(other);
                }
            }
            here = List.copyOf(next);
        }
        return edges;
    }

    /**
     * Whether one design goes back to another one, however far. It is looked for from both ends, where fewer are; a new
     * design, of which nothing was made, costs one query.
     */
    boolean leads(String design, String ancestor) {
        if (design.equals(ancestor)) return true;
        Set<String> above = new HashSet<>(Set.of(design));
        Set<String> below = new HashSet<>(Set.of(ancestor));
        List<String> up = List.of(design);
        List<String> down = List.of(ancestor);
        while (!up.isEmpty() && !down.isEmpty()) {
            // Downwards first: most designs have no descendants.
            if (down.size() <= up.size()) {
                down = further(down, below, Direction.DESCENDANTS);
                if (down.stream().anyMatch(above::contains)) return true;
            } else {
                up = further(up, above, Direction.ANCESTORS);
                if (up.stream().anyMatch(below::contains)) return true;
            }
        }
        return false;
    }

    private List<String> further(List<String> here, Set<String> seen, Direction direction) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < here.size(); i += AT_ONCE) {
            var some = here.subList(i, Math.min(here.size(), i + AT_ONCE));
            for (var id : direction == Direction.ANCESTORS ? store.ancestorsOf(some) : store.descendantsOf(some))
                if (seen.add(id)) next.add(id);
        }
        return next;
    }
}
