// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remixing, and naming what a design is made of. To ask who is related to whom there is {@link Family}. */
public final class Derivations implements DesignListener {
    private static final Logger LOG = LoggerFactory.getLogger(Derivations.class);
    static final int MAX_ANCESTORS = 20;
    /** A kit is made of more designs than anything is derived from. */
    static final int MAX_PARTS = 100;

    static final int MAX_NOTE = 500;

    private final Rows<DerivationStore> rows;
    private final Designs designs;
    private final Publishing publishing;
    private final Verdicts verdicts;

    Derivations(Database database, Designs designs, Publishing publishing, Verdicts verdicts) {
        rows = database.rows(DerivationStore.class);
        this.designs = designs;
        this.publishing = publishing;
        this.verdicts = verdicts;
    }

    /** A revision of a design that something is made of, and how. */
    public record Origin(Design design, String revision, Kind kind, String note) {
        Manifest.Ancestor recorded(String licence, PartLicences parts) {
            return new Manifest.Ancestor(
                    design.id(), design.fullName(), revision, note, kind.wire(), design.title(), licence, parts);
        }
    }

    /**
     * Makes a new design of others, beginning with the files of the first.
     *
     * @param from the first ancestor comes first and is no part
     * @param given its name, and what shall differ from the first ancestor's description; may be missing in parts
     * @throws Problem INVALID, also where the licences do not go together; CONFLICT where the name is taken
     */
    public Design remix(Caller.Person owner, List<Origin> from, Wish given) {
        if (from.size() > MAX_ANCESTORS) throw Problem.invalid("also", "ancestors-many", MAX_ANCESTORS);
        if (!from.get(0).kind().derivative()) throw Problem.invalid("kind", "kind-part-first");
        var main = from.get(0).design();
        var wish = new Wish(
                given.name(),
                orElse(given.title(), main.title()),
                orElse(given.summary(), main.summary()),
                orElse(given.licence(), verdicts.fitting(owner.handle(), from)),
                given.tags().isEmpty() ? main.tags() : given.tags(),
                // It begins with the first ancestor's files, which keep theirs.
                given.parts().isNone() ? designs.parts(main, from.get(0).revision()) : given.parts());
        var about = wish.checked();
        Map<String, Manifest.Ancestor> ancestors = new LinkedHashMap<>();
        for (var origin : from) ancestors.putIfAbsent(origin.design().id(), recorded(origin));
        // It begins with the same files, and so with the same parts.
        for (var part : designs.manifest(main, from.get(0).revision()).derivedFrom())
            if (Kind.recorded(part.kind()) == Kind.PART && seen(owner, part))
                ancestors.putIfAbsent(part.design(), part);
        return publishing.remix(owner, wish.name(), about, main, bounded(List.copyOf(ancestors.values())));
    }

    private static List<Manifest.Ancestor> bounded(List<Manifest.Ancestor> all) {
        long parts = all.stream()
                .filter(each -> Kind.recorded(each.kind()) == Kind.PART)
                .count();
        if (parts > MAX_PARTS) throw Problem.invalid("design", "parts-many", MAX_PARTS);
        if (all.size() - parts > MAX_ANCESTORS) throw Problem.invalid("design", "ancestors-many", MAX_ANCESTORS);
        return all;
    }

    private boolean seen(Caller.Person person, Manifest.Ancestor ancestor) {
        return designs.byId(ancestor.design())
                .filter(design -> designs.rights().mayRead(design, Optional.of(person)))
                .isPresent();
    }

    private Manifest.Ancestor recorded(Origin origin) {
        return origin.recorded(
                designs.licence(origin.design(), origin.revision()), designs.parts(origin.design(), origin.revision()));
    }

    private static String orElse(String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }

    /**
     * Names what else a design is made of, or says it anew.
     *
     * @return the design as it is now
     * @throws Problem FORBIDDEN, INVALID, CONFLICT where the ancestor goes back to the design itself
     */
    public Design name(Caller.Person author, Design design, Origin origin) {
        refuseCycle(
                design.id(),
                origin.design().id(),
                design.fullName(),
                origin.design().fullName());
        var ancestor = recorded(origin);
        return change(author, design, "Made of " + origin.design().fullName(), ancestors -> {
            List<Manifest.Ancestor> all = new ArrayList<>(ancestors);
            all.replaceAll(each -> each.design().equals(ancestor.design()) ? ancestor : each);
            if (!all.contains(ancestor)) all.add(ancestor);
            return bounded(all);
        });
    }

    /**
     * Takes back that a design is made of another one; where it began with that one's files it stays.
     *
     * @throws Problem NOT_FOUND where it is not, FORBIDDEN, CONFLICT for the one it began with
     */
    public Design unname(Caller.Person author, Design design, String ancestor) {
        return change(author, design, "No longer made of " + ancestor, ancestors -> {
            List<Manifest.Ancestor> all = new ArrayList<>(ancestors);
            var found = all.stream()
                    .filter(each -> isNamed(each, ancestor))
                    .findFirst()
                    .orElseThrow(Problem::notFound);
            if (found.equals(all.get(0)) && Kind.recorded(found.kind()).derivative())
                throw Problem.conflict("ancestor-first", found.fullName());
            all.remove(found);
            return all;
        });
    }

    /** By its name today, its name when it was recorded, or its id where it is gone. */
    private boolean isNamed(Manifest.Ancestor ancestor, String name) {
        return ancestor.design().equals(name)
                || ancestor.fullName().equals(name)
                || designs.byId(ancestor.design())
                        .filter(design -> design.fullName().equals(name))
                        .isPresent();
    }

    /** A design as it is now, used as a part. */
    public Origin part(Design design, String name) {
        var words = name.strip();
        return new Origin(
                design,
                design.headRevision(),
                Kind.PART,
                words.length() > MAX_NOTE ? words.substring(0, MAX_NOTE) : words);
    }

    /**
     * What becomes of a design's ancestors when its list of parts changes: new parts are recorded as they are now, those
     * recorded already stay pinned, and those that were listed before and are no more are used no more.
     *
     * @param before ids of the designs that were listed
     */
    public UnaryOperator<List<Manifest.Ancestor>> using(Manifest design, List<Origin> parts, Set<String> before) {
        Map<String, Manifest.Ancestor> wanted = new LinkedHashMap<>();
        for (var part : parts) {
            refuseCycle(
                    design.id(),
                    part.design().id(),
                    design.owner() + "/" + design.name(),
                    part.design().fullName());
            wanted.putIfAbsent(part.design().id(), recorded(part));
        }
        return ancestors -> {
            List<Manifest.Ancestor> all = new ArrayList<>(ancestors);
            all.removeIf(each -> before.contains(each.design())
                    && !wanted.containsKey(each.design())
                    && Kind.recorded(each.kind()) == Kind.PART);
            wanted.forEach((id, ancestor) -> {
                if (all.stream().noneMatch(each -> each.design().equals(id))) all.add(ancestor);
            });
            return bounded(all);
        };
    }

    private Design change(
            Caller.Person author, Design design, String message, UnaryOperator<List<Manifest.Ancestor>> ancestry) {
        return publishing.revise(
                author,
                design,
                new Publishing.Change(
                        message,
                        Map.of(),
                        Set.of(),
                        design.headRevision(),
                        Optional.empty(),
                        Optional.of(ancestry),
                        Optional.empty()));
    }

    @Override
    public void check(Manifest wish) {
        for (var ancestor : wish.derivedFrom()) {
            refuseCycle(wish.id(), ancestor.design(), wish.owner() + "/" + wish.name(), ancestor.fullName());
            designs.byId(ancestor.design())
                    .filter(design -> !design.tombstone())
                    .ifPresent(design -> revision(design, ancestor.revision(), "derivedFrom"));
        }
    }

    private void refuseCycle(String design, String ancestor, String name, String ancestorName) {
        if (design.equals(ancestor)) throw Problem.conflict("ancestor-itself", name);
        if (rows.read(store -> new Walk(store).leads(/* design= */ ancestor, /* ancestor= */ design)))
            throw Problem.conflict("derivation-cycle", ancestorName, name);
    }

    @Override
    public boolean remembers(String designId) {
        return rows.read(store -> store.isNamed(designId));
    }

    @Override
    public Set<String> builtOn(String designId) {
        return Set.copyOf(rows.read(store -> store.revisionsNamed(designId)));
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        rows.write(store -> {
            Set<String> named = new HashSet<>();
            int position = 0;
            for (var ancestor : manifest.derivedFrom()) {
                // Only a repository that was changed beside the hub can say so.
                if (new Walk(store).leads(ancestor.design(), design.id())) {
                    LOG.warn("{} says it is made of its own descendant {}", design.fullName(), ancestor.fullName());
                    continue;
                }
                named.add(ancestor.design());
                store.put(
                        design.id(),
                        ancestor.design(),
                        ancestor.revision(),
                        Kind.recorded(ancestor.kind()).wire(),
                        position++,
                        ancestor.note(),
                        ancestor.fullName(),
                        ancestor.title(),
                        ancestor.licence(),
                        ancestor.parts().documentation(),
                        ancestor.parts().software());
            }
            for (var edge : store.parents(design.id()))
                if (!named.contains(edge.ancestor())) store.drop(design.id(), edge.ancestor());
            return true;
        });
    }

    /**
     * What a person named: a design, and a revision of it or the newest.
     *
     * @param field in which the revision was named
     * @throws Problem INVALID for a revision that it does not have, for the kind or the note
     */
    Origin origin(Design design, Optional<String> revision, String field, String kind, String note) {
        var words = note == null ? "" : note.strip();
        if (words.length() > MAX_NOTE) throw Problem.invalid("note", "note-length", MAX_NOTE);
        return new Origin(design, revision(design, revision.orElse(Designs.HEAD), field), Kind.chosen(kind), words);
    }

    private String revision(Design design, String revision, String field) {
        return designs.findRevision(design, revision)
                .orElseThrow(() -> Problem.invalid(field, "ancestor-revision", design.fullName(), revision));
    }
}
