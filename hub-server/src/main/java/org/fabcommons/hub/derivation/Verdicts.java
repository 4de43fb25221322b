// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.LicenceTerms;
import org.fabcommons.hub.licence.LicenceTerms.Scope;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.licence.Rules;
import org.fabcommons.hub.licence.Verdict;
import org.fabcommons.hub.licence.Verdict.Finding;
import org.fabcommons.hub.permission.Permission;
import org.fabcommons.hub.permission.Permissions;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.web.Problem;

/** What the licences of a design's whole ancestry say of it, before it is made, when it is published, and recorded. */
public final class Verdicts implements DesignListener {
    private final Database database;
    private final Designs designs;
    private final Permissions permissions;
    private final Reach reach;

    Verdicts(Database database, Designs designs, Permissions permissions) {
        this.database = database;
        this.designs = designs;
        this.permissions = permissions;
        this.reach = new Reach(database, designs, permissions);
    }

    /**
     * What the licences say of a design that is made of these.
     *
     * @param owner the handle of whoever it will belong to
     */
    public Verdict of(String owner, List<Derivations.Origin> from, LicenceTerms wanted) {
        return Rules.standard().verdict(reach.works(owner, held(from), Map.of()), wanted);
    }

    /** The licences that it may have, the best first. */
    public List<Licence> allowed(String owner, List<Derivations.Origin> from) {
        var works = reach.works(owner, held(from), Map.of());
        var parts = designs.parts(from.get(0).design(), from.get(0).revision());
        return Rules.standard().allowed(works, terms("LicenseRef-NOASSERTION", parts)).stream()
                .flatMap(choice -> Licence.find(choice.licence()).stream())
                .toList();
    }

    private List<Reach.Held> held(List<Derivations.Origin> from) {
        return from.stream()
                .map(origin -> new Reach.Held(
                        origin.design().id(),
                        origin.design().fullName(),
                        terms(
                                designs.licence(origin.design(), origin.revision()),
                                designs.parts(origin.design(), origin.revision())),
                        origin.kind()))
                .toList();
    }

    /** The first ancestor's licence where all allow it, otherwise any that all allow, otherwise what will be refused. */
    String fitting(String owner, List<Derivations.Origin> from) {
        var allowed = allowed(owner, from).stream().map(Licence::spdx).toList();
        var own = designs.licence(from.get(0).design(), from.get(0).revision());
        return allowed.contains(own) || allowed.isEmpty() ? own : allowed.get(0);
    }

    /** A licence that nobody can read gives nothing. */
    static LicenceTerms terms(String licence, PartLicences parts) {
        return LicenceTerms.of(
                readable(licence),
                new PartLicences(
                        parts.documentation().isEmpty() ? "" : readable(parts.documentation()),
                        parts.software().isEmpty() ? "" : readable(parts.software())));
    }

    private static String readable(String licence) {
        return Licence.find(licence).map(Licence::spdx).orElse("LicenseRef-NOASSERTION");
    }

    /** What the rules of today say of a design as it is. */
    public Verdict today(Design design) {
        return of(designs.manifest(design, design.headRevision()));
    }

    private Verdict of(Manifest wish) {
        var direct = wish.derivedFrom().stream()
                .filter(ancestor -> designs.byId(ancestor.design()).isPresent()
                        || !ancestor.licence().isEmpty())
                .map(this::held)
                .toList();
        return Rules.standard()
                .verdict(reach.works(wish.owner(), direct, recorded(wish.id())), terms(wish.licence(), wish.parts()));
    }

    private Map<String, String> recorded(String design) {
        return database.read(handle -> handle.attach(VerdictStore.class).of(design)).stream()
                .filter(row -> row.permission().isPresent())
                .collect(Collectors.toMap(
                        RecordedVerdict::ancestor, row -> row.permission().orElseThrow()));
    }

    /** Of an ancestor that is gone, its licence as it was recorded still counts. */
    private Reach.Held held(Manifest.Ancestor ancestor) {
        var kind = Kind.recorded(ancestor.kind());
        return designs.byId(ancestor.design())
                .map((Design design) -> new Reach.Held(
                        design.id(),
                        design.fullName(),
                        terms(designs.licence(design, ancestor.revision()), designs.parts(design, ancestor.revision())),
                        kind))
                .orElseGet(() -> new Reach.Held(
                        ancestor.design(), ancestor.fullName(), terms(ancestor.licence(), ancestor.parts()), kind));
    }

    /** @throws Problem INVALID where the ancestors do not allow the wished licence */
    @Override
    public void check(Manifest wish) {
        if (wish.derivedFrom().isEmpty()) return;
        var verdict = of(wish);
        if (!verdict.permitted()) throw refusal(verdict);
    }

    private static Problem refusal(Verdict verdict) {
        var obstacle = verdict.obstacles().get(0);
        if (verdict.obstacles().stream().noneMatch(each -> each.scope() == Scope.HARDWARE)) {
            var part = obstacle.scope().name().toLowerCase(Locale.ROOT);
            return Problem.invalid(
                    part + "Licence", "licence-" + part, obstacle.work().name(), obstacle.licence(), obstacle.wanted());
        }
        if (!verdict.allowed().isEmpty())
            return Problem.invalid(
                    "licence",
                    "licence-conflict",
                    obstacle.work().name(),
                    obstacle.licence(),
                    obstacle.wanted(),
                    String.join(", ", verdict.allowedLicences()));
        if (verdict.findings().size() == 1)
            return Problem.invalid(
                    "licence", "licence-alone", obstacle.work().name(), obstacle.licence(), obstacle.wanted());
        return Problem.invalid(
                "licence",
                "licences-apart",
                verdict.findings().stream()
                        .map(finding -> finding.work().name() + " (" + finding.licence() + ")")
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public Manifest complete(Manifest wish) {
        if (wish.derivedFrom().isEmpty()) return wish;
        var verdict = of(wish);
        var recorded = recorded(wish.id());
        return wish.with(wish.derivedFrom().stream()
                .map(ancestor -> {
                    var name = held(ancestor).name();
                    var findings = verdict.findings().stream()
                            .filter(finding -> finding.work().direct()
                                    && finding.work().name().equals(name))
                            .toList();
                    var decisive = findings.stream().anyMatch(Finding::granted)
                            ? reach
                                    .grants(
                                            ancestor.design(),
                                            wish.owner(),
                                            Optional.ofNullable(recorded.get(ancestor.design())))
                                    .stream()
                                    .filter(permission -> permission.licence().equals(wish.licence()))
                                    .map(Permission::id)
                                    .findFirst()
                            : Optional.<String>empty();
                    var conditions = findings.stream()
                            .flatMap(finding -> finding.conditions().stream())
                            .collect(Collectors.toCollection(TreeSet::new));
                    return ancestor.judged(new Manifest.Judgement(
                            verdict.outcome().wireName(), verdict.rules(), List.copyOf(conditions), decisive));
                })
                .toList());
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        database.write(handle -> {
            var store = handle.attach(VerdictStore.class);
            store.drop(design.id());
            for (var ancestor : manifest.derivedFrom())
                ancestor.judgement()
                        .filter(judgement ->
                                Verdict.Outcome.find(judgement.outcome()).isPresent())
                        .ifPresent(judgement -> store.put(
                                design.id(),
                                ancestor.design(),
                                judgement.outcome(),
                                judgement.rules(),
                                String.join(" ", judgement.conditions()),
                                // A manifest that was pushed may say what it likes.
                                judgement.permission().filter(id -> permissions
                                        .granted(id)
                                        .filter(it -> it.design().equals(ancestor.design()))
                                        .isPresent())));
            return true;
        });
    }

    /** What was recorded of a design's ancestors, by their ids. */
    public Map<String, RecordedVerdict> recordedOf(Design design) {
        return recordedOf(design.id());
    }

    private Map<String, RecordedVerdict> recordedOf(String design) {
        return database.read(handle -> handle.attach(VerdictStore.class).of(design)).stream()
                .collect(Collectors.toMap(RecordedVerdict::ancestor, row -> row));
    }

    /** What was recorded on those relations of an ancestry for which an author gave a permission. */
    public Map<DerivationEdge, RecordedVerdict> agreed(List<DerivationEdge> edges) {
        var designs = edges.stream().map(DerivationEdge::design).distinct().toList();
        if (designs.isEmpty()) return Map.of();
        Map<DerivationEdge, RecordedVerdict> found = new HashMap<>();
        for (var pair :
                database.read(handle -> handle.attach(VerdictStore.class).agreed(designs)))
            for (var edge : edges)
                if (edge.design().equals(pair.design()) && edge.ancestor().equals(pair.ancestor()))
                    found.put(edge, recordedOf(pair.design()).get(pair.ancestor()));
        return found;
    }
}
