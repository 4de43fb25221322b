// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem;

/** Remixing, and what is made of what. */
public final class Derivations implements DesignListener {
    static final int MAX_DEPTH = 10;
    private static final int MAX_ANCESTORS = 20;
    private static final int MAX_NOTE = 500;
    private static final int MAX_EDGES = 500;

    private final Database database;
    private final Designs designs;
    private final Publishing publishing;

    Derivations(Database database, Designs designs, Publishing publishing) {
        this.database = database;
        this.designs = designs;
        this.publishing = publishing;
    }

    /** A revision of a design that something is made of. */
    public record Origin(Design design, String revision) {}

    /**
     * A remix as a person wants it.
     *
     * @param wish its name, and what shall differ from the first ancestor's description; may be missing in parts
     * @param note what is taken or going to change
     */
    public record RemixWish(Wish wish, String note) {}

    /**
     * Makes a new design of others, beginning with the files of the first.
     *
     * @param from the first ancestor comes first
     * @throws Problem INVALID, also where the licences do not go together; CONFLICT where the name is taken
     */
    public Design remix(Caller.Person owner, List<Origin> from, RemixWish remix) {
        if (from.size() > MAX_ANCESTORS) throw Problem.invalid("also", "ancestors-many", MAX_ANCESTORS);
        var note = remix.note() == null ? "" : remix.note().strip();
        if (note.length() > MAX_NOTE) throw Problem.invalid("note", "note-length", MAX_NOTE);
        var main = from.get(0).design();
        var given = remix.wish();
        var wish = new Wish(
                given.name(),
                orElse(given.title(), main.title()),
                orElse(given.summary(), main.summary()),
                orElse(given.licence(), fittingLicence(from)),
                given.tags().isEmpty() ? main.tags() : given.tags());
        var about = wish.checked();
        Map<String, Manifest.Ancestor> ancestors = new LinkedHashMap<>();
        for (var origin : from)
            ancestors.putIfAbsent(
                    origin.design().id(),
                    new Manifest.Ancestor(
                            origin.design().id(),
                            origin.design().fullName(),
                            origin.revision(),
                            ancestors.isEmpty() ? note : ""));
        return publishing.remix(owner, wish.name(), about, main, List.copyOf(ancestors.values()));
    }

    private static String orElse(String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }

    /** The first ancestor's licence where all allow it, otherwise any that all allow, otherwise what will be refused. */
    private String fittingLicence(List<Origin> from) {
        var allowed = allowed(from);
        var own = designs.licence(from.get(0).design(), from.get(0).revision());
        return allowed.stream()
                .map(Licence::spdx)
                .filter(own::equals)
                .findFirst()
                .orElseGet(() -> allowed.stream().map(Licence::spdx).findFirst().orElse(own));
    }

    /** The licences that something made of these may have. */
    public List<Licence> allowed(List<Origin> from) {
        return Licence.forDerivativesOf(from.stream()
                .flatMap(origin -> Licence.find(designs.licence(origin.design(), origin.revision())).stream())
                .toList());
    }

    @Override
    public void check(Manifest wish) {
        if (wish.derivedFrom().isEmpty()) return;
        var licence = Licence.find(wish.licence()).orElseThrow();
        List<Origin> origins = new ArrayList<>();
        for (var ancestor : wish.derivedFrom())
            designs.byId(ancestor.design()).ifPresent(design -> origins.add(new Origin(design, ancestor.revision())));
        var allowed = allowed(origins);
        if (allowed.contains(licence)) return;
        if (allowed.isEmpty())
            throw Problem.invalid(
                    "licence",
                    "licences-apart",
                    origins.stream()
                            .map(origin -> origin.design().fullName() + " ("
                                    + designs.licence(origin.design(), origin.revision()) + ")")
                            .collect(Collectors.joining(", ")));
        var strictest = origins.stream()
                .filter(origin -> Licence.find(designs.licence(origin.design(), origin.revision()))
                        .map(of -> !of.allows(licence))
                        .orElse(false))
                .findFirst()
                .orElseThrow();
        throw Problem.invalid(
                "licence",
                "licence-conflict",
                strictest.design().fullName(),
                designs.licence(strictest.design(), strictest.revision()),
                licence.spdx(),
                allowed.stream().map(Licence::spdx).collect(Collectors.joining(", ")));
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        write(store -> {
            store.drop(design.id());
            int position = 0;
            for (var ancestor : manifest.derivedFrom())
                // Where a reindex has not come to the ancestor yet, it comes back here afterwards.
                if (designs.byId(ancestor.design()).isPresent())
                    store.add(design.id(), ancestor.design(), ancestor.revision(), position++, ancestor.note());
            return true;
        });
    }

    /** What the design was made of, the main one first. */
    public List<Relative> parents(Design design) {
        return read(store -> store.parents(design.id())).stream()
                .flatMap(edge -> relative(edge.ancestor(), edge))
                .toList();
    }

    /** What was made of the design, the newest first. */
    public List<Relative> children(Design design, int limit) {
        return read(store -> store.children(design.id(), limit)).stream()
                .flatMap(edge -> relative(edge.design(), edge))
                .toList();
    }

    /** How many designs were made of this one. */
    public int countChildren(Design design) {
        return read(store -> store.countChildren(design.id()));
    }

    private java.util.stream.Stream<Relative> relative(String id, DerivationEdge edge) {
        return designs.byId(id).stream().map(design -> new Relative(design, edge));
    }

    /** @param depth how many steps away; 1 to 10 */
    public Ancestry around(Design design, Ancestry.Direction direction, int depth) {
        int steps = Math.max(1, Math.min(depth, MAX_DEPTH));
        var edges = read(store -> direction == Ancestry.Direction.ANCESTORS
                ? store.above(design.id(), steps, MAX_EDGES)
                : store.below(design.id(), steps, MAX_EDGES));
        Map<String, Design> nodes = new LinkedHashMap<>();
        nodes.put(design.id(), design);
        for (var edge : edges)
            for (var id : List.of(edge.ancestor(), edge.design()))
                if (!nodes.containsKey(id)) designs.byId(id).ifPresent(found -> nodes.put(id, found));
        return new Ancestry(design, direction, nodes, edges);
    }

    /** What a person named: a design, and a revision of it or the newest. */
    Origin origin(Design design, Optional<String> revision) {
        return new Origin(design, designs.requireRevision(design, revision.orElse(Designs.HEAD)));
    }

    private <T> T read(Function<DerivationStore, T> query) {
        return database.read(handle -> query.apply(handle.attach(DerivationStore.class)));
    }

    private <T> T write(Function<DerivationStore, T> change) {
        return database.write(handle -> change.apply(handle.attach(DerivationStore.class)));
    }
}
