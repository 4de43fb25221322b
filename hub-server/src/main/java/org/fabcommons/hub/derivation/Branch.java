// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A design with those beyond it in the same direction, for lists.
 *
 * @param again whether it and what is beyond it stand in the list already
 */
public record Branch(Relation design, DerivationEdge edge, List<Branch> further, boolean again) {
    /** How far lists are indented; what is farther stands at the same depth. */
    private static final int DEEPEST = 100;

    /** The branches at the start of an ancestry; every design's own branches are told once, where it is nearest. */
    static List<Branch> of(Ancestry ancestry) {
        var up = ancestry.direction() == Ancestry.Direction.ANCESTORS;
        Map<String, List<DerivationEdge>> from = new LinkedHashMap<>();
        for (var edge : ancestry.edges())
            from.computeIfAbsent(up ? edge.design() : edge.ancestor(), id -> new ArrayList<>())
                    .add(edge);
        return branches(ancestry, from, ancestry.start().id(), new HashSet<>(), DEEPEST);
    }

    private static List<Branch> branches(
            Ancestry ancestry, Map<String, List<DerivationEdge>> from, String id, Set<String> told, int depth) {
        if (depth == 0) return List.of();
        var up = ancestry.direction() == Ancestry.Direction.ANCESTORS;
        List<Branch> branches = new ArrayList<>();
        for (var edge : from.getOrDefault(id, List.of())) {
            var other = up ? edge.ancestor() : edge.design();
            var fresh = told.add(other);
            branches.add(new Branch(
                    ancestry.nodes().get(other),
                    edge,
                    fresh ? branches(ancestry, from, other, told, depth - 1) : List.of(),
                    !fresh && from.containsKey(other)));
        }
        return branches;
    }
}
