// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fabcommons.hub.licence.LicenceExpression.Term;
import org.fabcommons.hub.licence.LicenceTerms.Scope;
import org.fabcommons.hub.licence.Verdict.Choice;
import org.fabcommons.hub.licence.Verdict.Finding;
import org.fabcommons.hub.licence.Verdict.Outcome;
import org.fabcommons.hub.licence.Verdict.Use;
import org.fabcommons.hub.licence.Verdict.Way;

/** The rules of licences, and what follows from them. They are data with a version: {@code rules.yml}. */
public final class Rules {
    private static final Rules STANDARD = new Rules(load("rules.yml"));

    /** Where no part has a licence of its own it does not matter which one is said for the whole. */
    private static final String NOBODY = "LicenseRef-NOASSERTION";

    private final Book book;
    private final List<String> offered;

    private Rules(Book book) {
        this.book = book;
        this.offered = book.offered().stream().map(Offered::id).toList();
    }

    /** The file as it stands. */
    record Book(
            String version, List<Rule> rules, Map<String, Rule> otherwise, List<Offered> offered, Set<String> done) {}

    record Offered(String id, String title, String link) {}

    /** The rules of this hub. */
    public static Rules standard() {
        return STANDARD;
    }

    private static Book load(String resource) {
        try (var in = Rules.class.getResourceAsStream(resource)) {
            return YAMLMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build()
                    .readValue(in, Book.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules of licences could not be read", e);
        }
    }

    /** Their version: the day they were last changed. */
    public String version() {
        return book.version();
    }

    /** All of them, those for licences without a rule of their own last. */
    public List<Rule> all() {
        var all = new ArrayList<>(book.rules());
        all.addAll(book.otherwise().values());
        return all;
    }

    /** Whether the hub does this duty for its users. */
    public boolean done(String duty) {
        return book.done().contains(duty);
    }

    List<Offered> offered() {
        return book.offered();
    }

    /** The rule for a licence. */
    public Rule of(Term term) {
        return find(term.exception().map(name -> term.id() + " WITH " + name).orElse(term.id()))
                .or(() -> find(term.id()))
                .orElseGet(() -> otherwise(term));
    }

    private Optional<Rule> find(String name) {
        return book.rules().stream().filter(rule -> rule.speaksOf(name)).findFirst();
    }

    private Rule otherwise(Term term) {
        var open = SpdxList.standard()
                .licence(term.id())
                .filter(SpdxList.Entry::open)
                .isPresent();
        return book.otherwise().get(open ? "open" : "closed");
    }

    /**
     * What the licences of all ancestors and parts say of a work under these terms.
     *
     * @param works all that it is made of, also indirectly
     */
    public Verdict verdict(List<Work> works, LicenceTerms wanted) {
        var findings = findings(works, scopes(works, wanted), wanted);
        var allowed = allowed(works, wanted);
        var permitted = findings.stream().allMatch(Finding::permitted);
        var byPart = permitted ? List.<Way>of() : byPart(works, wanted);
        var hopeless = allowed.isEmpty() && byPart.isEmpty();
        var outcome = permitted ? Outcome.PERMITTED : hopeless ? Outcome.NEEDS_PERMISSION : Outcome.REFUSED;
        return new Verdict(
                outcome,
                version(),
                findings,
                allowed,
                duties(works),
                permitted ? List.of() : ways(works, findings, allowed, byPart));
    }

    private List<Finding> findings(Collection<Work> works, Set<Scope> scopes, LicenceTerms wanted) {
        List<Finding> findings = new ArrayList<>();
        for (var work : works) for (var scope : scopes) findings.add(finding(work, scope, wanted.of(scope)));
        return findings;
    }

    private static Set<Scope> scopes(List<Work> works, LicenceTerms wanted) {
        var scopes = EnumSet.of(Scope.HARDWARE);
        for (var scope : Scope.values())
            if (wanted.has(scope)
                    || works.stream().anyMatch(work -> work.terms().has(scope))) scopes.add(scope);
        return scopes;
    }

    /**
     * The licences that a work made of these may have as a whole, in the picker's order.
     *
     * @param parts whose documentation or software may have a licence of its own
     */
    public List<Choice> allowed(List<Work> works, LicenceTerms parts) {
        Set<String> candidates = new LinkedHashSet<>();
        works.stream()
                .filter(Work::direct)
                .forEach(work -> candidates.add(work.terms().hardware().toString()));
        candidates.addAll(offered);
        works.forEach(work -> candidates.addAll(work.permitted()));
        // What a work is called does not matter here, and a large family has few licences.
        var different =
                works.stream().map(work -> work.called("")).collect(Collectors.toCollection(LinkedHashSet::new));
        var scopes = scopes(works, parts);
        List<Choice> allowed = new ArrayList<>();
        for (var candidate : candidates) {
            var terms = new LicenceTerms(
                    LicenceExpression.read(candidate).expression(), parts.documentation(), parts.software());
            var findings = findings(different, scopes, terms);
            if (findings.stream().allMatch(Finding::permitted))
                allowed.add(new Choice(
                        candidate,
                        findings.stream()
                                .flatMap(finding -> finding.conditions().stream())
                                .collect(Collectors.toCollection(TreeSet::new))));
        }
        return allowed;
    }

    /** A licence for each part by itself, where all parts have one that would do; only those that must change are told. */
    private List<Way> byPart(List<Work> works, LicenceTerms wanted) {
        var scopes = scopes(works, wanted);
        if (scopes.size() < 2) return List.of();
        List<Way> ways = new ArrayList<>();
        for (var scope : scopes) {
            if (fits(works, scope, wanted.of(scope))) continue;
            Set<String> candidates = new LinkedHashSet<>();
            works.forEach(work -> candidates.add(work.terms().of(scope).toString()));
            candidates.addAll(offered);
            var found = candidates.stream()
                    .filter(candidate ->
                            fits(works, scope, LicenceExpression.read(candidate).expression()))
                    .findFirst();
            if (found.isEmpty()) return List.of();
            ways.add(new Way("part-" + scope.name().toLowerCase(Locale.ROOT), found.get()));
        }
        return ways;
    }

    private boolean fits(List<Work> works, Scope scope, LicenceExpression wanted) {
        return works.stream().allMatch(work -> finding(work, scope, wanted).permitted());
    }

    private Finding finding(Work work, Scope scope, LicenceExpression wanted) {
        var given = work.terms().of(scope);
        var decisive = decisive(given);
        if (work.own())
            return new Finding(
                    work,
                    scope,
                    given.toString(),
                    wanted.toString(),
                    of(decisive),
                    true,
                    false,
                    own(work, scope, given, wanted));
        if (work.permitted().contains(wanted.toString()))
            return new Finding(work, scope, given.toString(), wanted.toString(), of(decisive), true, true, Set.of());
        if (work.use() == Use.PART) return part(work, scope, given, wanted);
        Set<String> conditions = new TreeSet<>();
        for (var choice : wanted.choices()) {
            var met = met(given, choice, work.direct());
            if (met.isEmpty())
                return new Finding(
                        work,
                        scope,
                        given.toString(),
                        wanted.toString(),
                        of(obstacle(given, choice)),
                        false,
                        false,
                        Set.of());
            conditions.addAll(met.get());
        }
        return new Finding(work, scope, given.toString(), wanted.toString(), of(decisive), true, false, conditions);
    }

    /** Who gave a licence may give another one, as long as the work is theirs alone; not needed for a part. */
    private Set<String> own(Work work, Scope scope, LicenceExpression given, LicenceExpression wanted) {
        if (work.use() == Use.PART) {
            var used = part(work, scope, given, wanted);
            if (used.permitted() && used.conditions().isEmpty()) return Set.of();
        }
        var needed = wanted.choices().stream()
                .anyMatch(choice -> met(given, choice, true).isEmpty());
        return needed ? Set.of("own-work") : Set.of();
    }

    /** The conditions on which one of the ways to choose from the given licences lets this be; empty where none does. */
    private Optional<Set<String>> met(LicenceExpression given, Set<Term> wanted, boolean direct) {
        return given.choices().stream()
                .flatMap(terms -> met(terms, wanted, direct).stream())
                .min((one, other) -> Integer.compare(one.size(), other.size()));
    }

    /**
     * Where several licences apply together, each given one must let one of the wanted ones be; and a wanted one must
     * either be let by all, or continue one of them, so that every part keeps its own.
     */
    private Optional<Set<String>> met(Set<Term> given, Set<Term> wanted, boolean direct) {
        Set<String> conditions = new TreeSet<>();
        for (var term : given) {
            var rule = of(term);
            if (!direct && rule.through()) continue;
            var best = wanted.stream()
                    .map(candidate -> rule.lets(term, candidate))
                    .filter(Rule.Answer::yes)
                    .min((one, other) -> Boolean.compare(
                            one.condition().isPresent(), other.condition().isPresent()));
            if (best.isEmpty()) return Optional.empty();
            best.get().condition().ifPresent(conditions::add);
        }
        for (var candidate : wanted) {
            var continues = given.contains(candidate);
            var letByAll = given.stream()
                    .allMatch(term -> (!direct && of(term).through())
                            || of(term).lets(term, candidate).yes());
            if (!continues && !letByAll) return Optional.empty();
        }
        return Optional.of(conditions);
    }

    private Term obstacle(LicenceExpression given, Set<Term> wanted) {
        return given.terms().stream()
                .filter(term -> wanted.stream()
                        .anyMatch(candidate -> !of(term).lets(term, candidate).yes()))
                .findFirst()
                .orElseGet(() -> decisive(given));
    }

    /** The strictest of the licences, to name the rule by. */
    private Term decisive(LicenceExpression given) {
        return given.terms().stream()
                .max((one, other) -> Integer.compare(
                        of(one).duties().size(), of(other).duties().size()))
                .orElseThrow();
    }

    private Finding part(Work work, Scope scope, LicenceExpression given, LicenceExpression wanted) {
        var free = given.choices().stream()
                .anyMatch(terms -> terms.stream().allMatch(term -> of(term).part() == Rule.Part.FREE));
        var closed = given.choices().stream()
                .allMatch(terms -> terms.stream().anyMatch(term -> of(term).part() == Rule.Part.CLOSED));
        var same = wanted.toString().equals(given.toString());
        return new Finding(
                work,
                scope,
                given.toString(),
                wanted.toString(),
                of(decisive(given)),
                !closed,
                false,
                free || closed || same ? Set.of() : Set.of("part-whole"));
    }

    /** Which words tell that it may be used as a part: where the licence reaches over the whole, they say when. */
    private String asPart(Work work) {
        var conditions = finding(
                        work.as(Use.PART),
                        Scope.HARDWARE,
                        LicenceExpression.read(NOBODY).expression())
                .conditions();
        return conditions.contains("part-whole") ? "part-beside" : "part";
    }

    private Set<String> duties(List<Work> works) {
        Set<String> duties = new LinkedHashSet<>();
        for (var work : works)
            for (var scope : Scope.values())
                if (work.terms().has(scope))
                    for (var term : work.terms().of(scope).terms())
                        for (var duty : of(term).duties()) if (asks(duty, work.use())) duties.add(duty);
        return duties;
    }

    /** Of an unchanged part the duties that come with changing it do not arise; "unchanged" arises only there. */
    private static boolean asks(String duty, Use use) {
        return use == Use.PART
                ? !Set.of("change-notice", "same-licence", "change-list", "both-versions", "tell-licensors")
                        .contains(duty)
                : !duty.equals("unchanged");
    }

    private List<Way> ways(List<Work> works, List<Finding> findings, List<Choice> allowed, List<Way> byPart) {
        List<Way> ways = new ArrayList<>(byPart);
        if (!allowed.isEmpty())
            ways.add(new Way(
                    "other-licence", allowed.stream().map(Choice::licence).collect(Collectors.joining(", "))));
        var obstacles = findings.stream()
                .filter(finding -> !finding.permitted())
                .map(Finding::work)
                .distinct()
                .toList();
        for (var work : obstacles)
            if (work.use() == Use.DERIVATIVE
                    && finding(work.as(Use.PART), Scope.HARDWARE, work.terms().hardware())
                            .permitted()) ways.add(new Way(asPart(work), work.name()));
        if (works.size() > 1 || scopes(works, works.get(0).terms()).size() > 1) ways.add(new Way("split", ""));
        for (var work : obstacles) ways.add(new Way("ask", work.name()));
        return ways;
    }
}
