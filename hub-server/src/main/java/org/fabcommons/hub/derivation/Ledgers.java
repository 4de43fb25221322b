// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Contribution;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Viewer;

/** Keeps the books of credit. The rule is in docs/credit.md; whoever changes one changes the other. */
final class Ledgers {
    static final int MAX_REVISIONS = 2_000;
    private static final Pattern CO_AUTHOR =
            Pattern.compile("(?im)^co-authored-by:[ \\t]*([^<\\r\\n]{1,100}?)[ \\t]*<([^>\\r\\n]{1,200})>[ \\t]*$");

    private final Designs designs;
    private final Family family;

    Ledgers(Designs designs, Family family) {
        this.designs = designs;
        this.family = family;
    }

    Ledger of(Design design, Viewer viewer) {
        return new Reading(design, family.around(design, Ancestry.Direction.ANCESTORS, Family.MAX_DEPTH, viewer))
                .ledger();
    }

    /** Somebody by the address that git recorded, which is what tells people apart. */
    private record Key(String email, String name) {
        static Key of(String email, String name) {
            var plain = email.strip().toLowerCase(Locale.ROOT);
            return plain.isEmpty() ? new Key("", name) : new Key(plain, "");
        }
    }

    /** One pass over all histories. */
    private final class Reading {
        private final Design design;
        private final Ancestry ancestry;
        private final Set<String> derivedFrom;
        private final Map<String, Contribution> seen = new LinkedHashMap<>();
        /** Revisions of the design's own history: only of these is it known which files of today are theirs. */
        private final Set<String> mine = new HashSet<>();

        private boolean cut;

        Reading(Design design, Ancestry ancestry) {
            this.design = design;
            this.ancestry = ancestry;
            this.derivedFrom = derivedFrom();
            this.cut = ancestry.cut();
        }

        /** Everything that is reached without passing through a use as a part. */
        private Set<String> derivedFrom() {
            Set<String> reached = new HashSet<>(Set.of(design.id()));
            for (var grew = true; grew; ) {
                grew = false;
                for (var edge : ancestry.edges())
                    if (edge.kind().derivative() && reached.contains(edge.design()))
                        grew |= reached.add(edge.ancestor());
            }
            return reached;
        }

        Ledger ledger() {
            read(design, design.headRevision());
            mine.addAll(seen.keySet());
            // Most of an ancestor's history came along with its files; what did not is read there.
            for (var edge : ancestry.edges())
                ancestry.nodes()
                        .get(edge.ancestor())
                        .design()
                        .filter(from -> !seen.containsKey(edge.ancestorRevision()))
                        .ifPresent(from -> read(from, edge.ancestorRevision()));
            var entries = seen.values().stream()
                    .sorted(Comparator.comparingLong(
                                    (Contribution each) -> each.revision().createdAt())
                            .reversed())
                    .map(this::entry)
                    .toList();
            return new Ledger(design, people(), entries, cut);
        }

        private void read(Design from, String revision) {
            int room = MAX_REVISIONS - seen.size();
            if (room <= 0) {
                cut = true;
                return;
            }
            var found = designs.contributions(from, revision, room + 1);
            if (found.size() > room) cut = true;
            found.stream()
                    .limit(room)
                    .forEach(each -> seen.putIfAbsent(each.revision().id(), each));
        }

        private Ledger.Entry entry(Contribution each) {
            return new Ledger.Entry(
                    each.revision().id(),
                    new ArrayList<>(authors(each).values()),
                    each.revision().message().lines().findFirst().orElse(""),
                    each.revision().createdAt(),
                    made(each),
                    each.added(),
                    each.changed(),
                    each.removed());
        }

        private Ledger.Made made(Contribution each) {
            var known = Optional.ofNullable(ancestry.nodes().get(each.madeIn()));
            var place = each.madeIn().equals(design.id())
                    ? Ledger.Place.SELF
                    : known.isPresent() && !derivedFrom.contains(each.madeIn())
                            ? Ledger.Place.PART
                            : Ledger.Place.ANCESTOR;
            return new Ledger.Made(
                    each.madeIn(),
                    known.map(Relation::fullName).orElse(each.madeInName()),
                    known.map(Relation::title).orElse(each.madeInName()),
                    known.flatMap(Relation::design).map(Design::path),
                    place);
        }

        private Map<Key, Ledger.Author> authors(Contribution each) {
            Map<Key, Ledger.Author> authors = new LinkedHashMap<>();
            var revision = each.revision();
            authors.put(
                    Key.of(each.email(), revision.author()),
                    new Ledger.Author(revision.author(), revision.authorHandle()));
            var named = CO_AUTHOR.matcher(revision.message());
            while (named.find())
                authors.putIfAbsent(
                        Key.of(named.group(2), named.group(1)),
                        new Ledger.Author(named.group(1), Designs.handle(named.group(2))));
            return authors;
        }

        private List<Ledger.Contributor> people() {
            Map<Key, List<Contribution>> all = new LinkedHashMap<>();
            Map<Key, Ledger.Author> names = new LinkedHashMap<>();
            seen.values().stream()
                    .sorted(Comparator.comparingLong(each -> each.revision().createdAt()))
                    .forEach(each -> authors(each).forEach((key, author) -> {
                        all.computeIfAbsent(key, somebody -> new ArrayList<>()).add(each);
                        // The name that they gave last.
                        names.put(key, author);
                    }));
            return all.entrySet().stream()
                    .map(each -> person(names.get(each.getKey()), each.getValue()))
                    .toList();
        }

        private Ledger.Contributor person(Ledger.Author author, List<Contribution> work) {
            return new Ledger.Contributor(
                    author,
                    work.size(),
                    work.stream().mapToInt(Contribution::added).sum(),
                    work.stream().mapToInt(Contribution::changed).sum(),
                    work.stream().mapToInt(Contribution::removed).sum(),
                    work.stream()
                            .filter(each -> mine.contains(each.revision().id()))
                            .mapToInt(each -> each.present().size())
                            .sum(),
                    work.get(0).revision().createdAt(),
                    work.get(work.size() - 1).revision().createdAt(),
                    List.copyOf(
                            new LinkedHashSet<>(work.stream().map(this::made).toList())));
        }
    }
}
