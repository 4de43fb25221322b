// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.hub.derivation.Ancestry;
import org.fabcommons.hub.derivation.DerivationEdge;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.derivation.RecordedVerdict;
import org.fabcommons.hub.derivation.Relation;
import org.fabcommons.hub.derivation.Verdicts;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Revision;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.permission.Permission;
import org.fabcommons.hub.permission.Permissions;
import org.fabcommons.hub.web.Viewer;

/** Finds whom a design goes back to, as whoever looks may know it. */
public final class Attributions {
    private static final int MAX_CHANGES = 200;

    private final Designs designs;
    private final Family family;
    private final Verdicts verdicts;
    private final Permissions permissions;
    private final Owners owners;
    private final URI hub;

    Attributions(AttributionFeature.Needs needs, URI hub) {
        this.designs = needs.designs();
        this.family = needs.family();
        this.verdicts = needs.verdicts();
        this.permissions = needs.permissions();
        this.owners = needs.owners();
        this.hub = hub;
    }

    /** @param revision a full id, or head */
    public Attribution of(Design design, String revision, Viewer viewer) {
        var id = designs.requireRevision(design, revision);
        var ancestry = family.around(design, Ancestry.Direction.ANCESTORS, Family.MAX_DEPTH, viewer);
        var recorded = recorded(design, ancestry.edges());
        var made = changedInto(design, ancestry.edges());
        List<Attribution.Source> sources = new ArrayList<>();
        for (var edge : ancestry.edges())
            sources.add(source(
                    design,
                    edge,
                    ancestry.nodes(),
                    !made.contains(edge.design()),
                    Optional.ofNullable(recorded.get(edge))));
        var authors = new HashSet<>(Set.of(design.ownerHandle()));
        sources.forEach(source -> authors.add(source.author()));
        return new Attribution(
                design,
                designs.revisions(design, id, 1).get(0),
                Licence.find(designs.licence(design, id)).orElseGet(Attributions::unknown),
                designs.parts(design, id),
                hub + design.path(),
                hub + "/" + design.fullName() + ".git",
                sources,
                changes(design, id, ancestry.edges()),
                owners.names(authors),
                ancestry.cut());
    }

    private static Licence unknown() {
        return Licence.find("LicenseRef-NOASSERTION").orElseThrow();
    }

    private Attribution.Source source(
            Design design,
            DerivationEdge edge,
            Map<String, Relation> nodes,
            boolean withPart,
            Optional<RecordedVerdict> recorded) {
        var relation = nodes.get(edge.ancestor());
        var path = relation.design().map(Design::path).orElse("");
        var direct = edge.design().equals(design.id());
        return new Attribution.Source(
                relation.fullName(),
                relation.title(),
                relation.owner(),
                path.isEmpty() ? "" : hub + path,
                path,
                Licence.find(edge.ancestorLicence().isEmpty() ? relation.licence() : edge.ancestorLicence()),
                edge.ancestorParts(),
                edge.kind().wire(),
                edge.ancestorRevision(),
                direct ? Optional.empty() : Optional.of(nodes.get(edge.design()).fullName()),
                edge.note(),
                withPart || !edge.kind().derivative(),
                recorded.map(this::judged));
    }

    /** On its own relations, and on those further up for which an author agreed to something. */
    private Map<DerivationEdge, RecordedVerdict> recorded(Design design, List<DerivationEdge> edges) {
        var own = verdicts.recordedOf(design);
        Map<DerivationEdge, RecordedVerdict> recorded = new HashMap<>(verdicts.agreed(edges));
        for (var edge : edges)
            if (edge.design().equals(design.id()) && own.containsKey(edge.ancestor()))
                recorded.put(edge, own.get(edge.ancestor()));
        return recorded;
    }

    /** The designs that were changed, step by step, into this one: what comes with a part is not among them. */
    private static Set<String> changedInto(Design design, List<DerivationEdge> nearestFirst) {
        Set<String> made = new HashSet<>(Set.of(design.id()));
        for (var edge : nearestFirst)
            if (edge.kind().derivative() && made.contains(edge.design())) made.add(edge.ancestor());
        return made;
    }

    private Attribution.Judged judged(RecordedVerdict verdict) {
        return new Attribution.Judged(
                verdict.outcome(),
                verdict.rules(),
                verdict.conditionNames(),
                verdict.permission().flatMap(permissions::granted).map(Attributions::agreed));
    }

    private static Attribution.Agreed agreed(Permission permission) {
        return new Attribution.Agreed(
                permission.answeredBy().orElse(""),
                permission.licence(),
                permission.answeredAt().orElse(permission.askedAt()));
    }

    /**
     * What its own authors changed, however often they took over what the ancestors changed. An original has nobody's work
     * in it that could be changed.
     */
    private List<Revision> changes(Design design, String revision, List<DerivationEdge> edges) {
        var built = edges.stream()
                .filter(edge -> edge.design().equals(design.id()) && edge.kind().derivative())
                .map(DerivationEdge::ancestorRevision)
                .collect(Collectors.toSet());
        return built.isEmpty() ? List.of() : designs.revisions(design, revision, built, MAX_CHANGES);
    }
}
