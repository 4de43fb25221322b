// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        var recorded = verdicts.recordedOf(design);
        List<Attribution.Source> sources = new ArrayList<>();
        for (var edge : ancestry.edges()) sources.add(source(design, edge, ancestry.nodes(), recorded));
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
            Design design, DerivationEdge edge, Map<String, Relation> nodes, Map<String, RecordedVerdict> recorded) {
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
                direct ? Optional.ofNullable(recorded.get(edge.ancestor())).map(this::judged) : Optional.empty());
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

    /** An original has nobody's work in it that could be changed. */
    private List<Revision> changes(Design design, String revision, List<DerivationEdge> edges) {
        var began = edges.stream()
                .filter(edge -> edge.design().equals(design.id()) && edge.kind().derivative())
                .map(DerivationEdge::ancestorRevision)
                .toList();
        if (began.isEmpty()) return List.of();
        return designs.revisions(design, revision, MAX_CHANGES).stream()
                .takeWhile(each -> !began.contains(each.id()))
                .toList();
    }
}
