// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** Takes revisions that git brought, under the rules that hold for uploads; afterwards they are the same thing. */
final class PushedRevisions {
    /** How the hub's manifest calls what forms call otherwise. */
    private static final Map<String, String> FIELDS = Map.of(
            "documentationLicence", "licences.documentation",
            "softwareLicence", "licences.software");

    private final HubContext hub;
    private final Designs designs;
    private final Index index;
    private final UploadCheck check;
    private final List<DesignListener> listeners;

    PushedRevisions(HubContext hub, Designs designs, Index index, UploadCheck check, List<DesignListener> listeners) {
        this.hub = hub;
        this.designs = designs;
        this.index = index;
        this.check = check;
        this.listeners = listeners;
    }

    /** A revision on top of one that was pushed. */
    @FunctionalInterface
    interface Top {
        Draft of(Caller.Person who, String base, Said said) throws IOException;
    }

    /**
     * @return what the client is told beside
     * @throws Problem where the push breaks a rule, or the branch has moved meanwhile
     */
    List<FieldFault> accept(Caller.Person who, Design design, Push push, Push.Move move, Top top) throws IOException {
        var before = designs.manifest(design, design.headRevision());
        var wish = manifest(design, before, push);
        var changed = new HashSet<>(push.put().keySet());
        changed.addAll(push.removed());
        changed.removeIf(path -> !Designs.published(path));
        listeners.forEach(listener -> listener.changing(design, who, changed));
        files(push);
        var said = said(who, design, before, wish, push, changed);
        var more = said.changes(wish);
        if (more)
            placed(field -> place(push, field), () -> listeners.forEach(listener -> listener.check(said.manifest())));
        hub.database().write(handle -> {
            // A push cannot add to its own commit.
            move.run(more ? Optional.of(top.of(who, push.after(), said)) : Optional.empty());
            return index.take(handle, design.id());
        });
        List<FieldFault> notes = new ArrayList<>(said.notes());
        if (more) notes.add(FieldFault.of(Manifest.PATH, "push-written-down"));
        return notes;
    }

    private Said said(
            Caller.Person who, Design design, Manifest before, Manifest wish, Push push, Set<String> changed) {
        return Said.of(
                new Said.Change(
                        who,
                        Optional.of(before),
                        wish,
                        designs.together(design, design.headRevision()),
                        Files.of(push),
                        changed),
                listeners);
    }

    /** What the design says about itself may change, not which design it is. */
    private Manifest manifest(Design design, Manifest before, Push push) throws IOException {
        for (var path : union(push.put().keySet(), push.removed()))
            if (path.startsWith(".fabcommons/") && !path.equals(Manifest.PATH))
                throw Problem.invalid(path, "push-hub-file");
        var bytes = push.contents()
                .read(Manifest.PATH)
                .orElseThrow(() -> Problem.invalid(Manifest.PATH, "manifest-missing"));
        if (!push.put().containsKey(Manifest.PATH)) return before;
        var manifest = read(bytes);
        var now = before.with(before.about(), design);
        if (!manifest.id().equals(before.id())
                || !(manifest.owner().equals(before.owner()) || manifest.owner().equals(now.owner()))
                || !(manifest.name().equals(before.name()) || manifest.name().equals(now.name()))
                || manifest.format() != before.format()
                || manifest.createdAt() != before.createdAt())
            throw Problem.invalid(Manifest.PATH, "manifest-identity");
        credit(design, before, manifest);
        var text = new String(bytes, StandardCharsets.UTF_8);
        return placed(field -> Files.place(Manifest.PATH, text, FIELDS.getOrDefault(field, field)), () -> {
            var about = About.checked(
                    manifest.title(), manifest.summary(), manifest.licence(), manifest.tags(), manifest.parts());
            var wish = manifest.with(about, design);
            listeners.forEach(listener -> listener.check(wish));
            return wish;
        });
    }

    /** Where the pushed files say it; they changed, so it is not the manifest that the hub keeps. */
    private String place(Push push, String field) {
        var files = Files.of(push);
        return listeners.stream()
                .flatMap(listener -> listener.place(files, field).stream())
                .findFirst()
                .orElse(field);
    }

    private static void placed(UnaryOperator<String> place, Runnable check) {
        placed(place, () -> {
            check.run();
            return true;
        });
    }

    /** Whoever pushes sees files and no form: what is refused is called by where it stands. */
    private static <T> T placed(UnaryOperator<String> place, Supplier<T> check) {
        try {
            return check.get();
        } catch (Problem problem) {
            if (problem.faults().isEmpty()) throw problem;
            throw Problem.withFaults(
                    problem.kind(),
                    "push-refused",
                    problem.faults().stream()
                            .map(fault -> new FieldFault(place.apply(fault.field()), fault.code(), fault.arguments()))
                            .toList());
        }
    }

    /**
     * What a published revision says of its ancestors outlives a push: an edge stays, with the words that credit the
     * ancestor as they were recorded, unless it moves to another revision of it. Dropping one is done on the design's
     * page, where it is seen what that means.
     */
    private void credit(Design design, Manifest before, Manifest pushed) {
        for (var recorded : before.derivedFrom()) {
            var now = pushed.derivedFrom().stream()
                    .filter(each -> recorded.design().equals(each.design()))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid(
                            Manifest.PATH, "manifest-ancestor-lost", recorded.fullName(), design.path()));
            if (recorded.revision().equals(now.revision())) {
                if (!recorded.credit().equals(now.credit()))
                    throw Problem.invalid(
                            Manifest.PATH, "manifest-ancestor-credit", recorded.fullName(), design.path());
            } else if (designs.byId(recorded.design())
                    .filter(ancestor -> !ancestor.tombstone())
                    .isEmpty()) throw Problem.invalid(Manifest.PATH, "manifest-ancestor-gone", recorded.fullName());
        }
    }

    static Manifest read(byte[] bytes) throws IOException {
        try {
            var manifest = Manifest.read(new ByteArrayInputStream(bytes));
            if (manifest.id() != null && manifest.owner() != null && manifest.name() != null) return manifest;
            throw Problem.invalid(Manifest.PATH, "manifest-identity");
        } catch (JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            throw Problem.invalid(Manifest.PATH, "manifest-unreadable", place == null ? 1 : place.getLineNr());
        }
    }

    void files(Push push) {
        Map<String, Blob> put = new HashMap<>(push.put());
        put.keySet().removeIf(path -> !Designs.published(path) || path.equals(".gitignore"));
        var files = push.files().stream()
                .filter(file -> Designs.published(file.path()))
                .map(Designs::file)
                .toList();
        check.files(put, files, push.removed());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
