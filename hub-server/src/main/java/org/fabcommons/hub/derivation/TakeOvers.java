// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.Lines;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** Takes over what an ancestor changed since a design was built on it. */
final class TakeOvers {
    private final Designs designs;
    private final Publishing publishing;
    private final Family family;
    private final Comparing comparing;
    private final Blobs blobs;

    TakeOvers(Designs designs, Publishing publishing, Family family, Comparing comparing, Blobs blobs) {
        this.designs = designs;
        this.publishing = publishing;
        this.family = family;
        this.comparing = comparing;
        this.blobs = blobs;
    }

    /**
     * What a person decided.
     *
     * @param choices by path; where one is missing the usual thing happens
     * @param texts by path, for those that were put together by hand
     */
    record Decision(Map<String, TakeOver.Choice> choices, Map<String, String> texts, String message) {}

    /** The ancestor of this name, or the main one where it is empty. */
    Relative ancestor(Design design, String name, Viewer viewer) {
        var parents = family.parents(design, viewer);
        return parents.stream()
                .filter(parent -> name.isBlank()
                        || parent.other().fullName().equals(name)
                        || parent.edge().ancestorName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("from", "not-an-ancestor", name, design.fullName()));
    }

    /** The revision that was built on, in the ancestor's repository, or in the design's own where that one lost it. */
    Comparing.Side pinned(Design design, Design from, DerivationEdge edge) {
        return holds(from, edge.ancestorRevision()) || !holds(design, edge.ancestorRevision())
                ? new Comparing.Side(from, designs.requireRevision(from, edge.ancestorRevision()))
                : new Comparing.Side(design, edge.ancestorRevision());
    }

    private boolean holds(Design design, String revision) {
        try {
            designs.requireRevision(design, revision);
            return true;
        } catch (Problem unknown) {
            return false;
        }
    }

    /**
     * @param name the ancestor's, or empty for the main one
     * @param revision the ancestor's revision to take over, or {@code head}
     * @param ours the design's revision to go on from, or {@code head}
     * @throws Problem GONE where only the ancestor's credit is left
     */
    TakeOver plan(Design design, String name, String revision, String ours, Viewer viewer) {
        var relative = ancestor(design, name, viewer);
        var edge = relative.edge();
        var from = relative.other()
                .design()
                .orElseThrow(() -> Problem.of(Problem.Kind.GONE, "ancestor-gone", edge.ancestorName()));
        var base = pinned(design, from, edge);
        var theirs = new Comparing.Side(from, designs.requireRevision(from, revision));
        var mine = new Comparing.Side(design, designs.requireRevision(design, ours));
        var related = holds(design, edge.ancestorRevision());
        return new TakeOver(
                design,
                mine.revision(),
                from,
                edge,
                edge.ancestorRevision(),
                theirs.revision(),
                base,
                related,
                steps(base, theirs, mine, related));
    }

    private List<TakeOver.Step> steps(
            Comparing.Side base, Comparing.Side theirs, Comparing.Side mine, boolean related) {
        Map<String, FileChange> own = new LinkedHashMap<>();
        for (var change : comparing.between(base, mine)) own.put(change.path(), change);
        List<TakeOver.Step> steps = new ArrayList<>();
        for (var upstream : comparing.between(base, theirs)) {
            var path = upstream.path();
            var ours = own.getOrDefault(
                    path,
                    new FileChange(
                            path,
                            upstream.before(),
                            upstream.before(),
                            Optional.empty(),
                            upstream.shapeBefore(),
                            upstream.shapeBefore()));
            if (same(ours.after(), upstream.after())) continue;
            steps.add(step(base, theirs, mine, upstream, ours, related));
        }
        return steps;
    }

    private TakeOver.Step step(
            Comparing.Side base,
            Comparing.Side theirs,
            Comparing.Side mine,
            FileChange upstream,
            FileChange ours,
            boolean related) {
        var path = upstream.path();
        // What was never here, or was taken away on purpose, does not come back by itself.
        if (ours.after().isEmpty() && (upstream.before().isPresent() || !related))
            return new TakeOver.Step(path, TakeOver.State.LEFT_OUT, upstream, ours, Optional.empty());
        if (same(ours.after(), upstream.before()))
            return new TakeOver.Step(path, TakeOver.State.TAKEN, upstream, ours, Optional.empty());
        var merged = merged(base, theirs, mine, upstream, ours);
        var clean = merged.isPresent() && merged.get().conflicts() == 0;
        return new TakeOver.Step(path, clean ? TakeOver.State.MERGED : TakeOver.State.CONFLICT, upstream, ours, merged);
    }

    private Optional<Lines.Merged> merged(
            Comparing.Side base, Comparing.Side theirs, Comparing.Side mine, FileChange upstream, FileChange ours) {
        if (upstream.after().isEmpty() || ours.after().isEmpty()) return Optional.empty();
        var before = upstream.before().isEmpty()
                ? Optional.of("")
                : comparing.text(base, upstream.before().get());
        var left = comparing.text(mine, ours.after().get());
        var right = comparing.text(theirs, upstream.after().get());
        if (before.isEmpty() || left.isEmpty() || right.isEmpty()) return Optional.empty();
        return Optional.of(Lines.merge(
                before.get(),
                left.get(),
                right.get(),
                mine.design().fullName(),
                theirs.design().fullName()));
    }

    private static boolean same(Optional<DesignFile> one, Optional<DesignFile> other) {
        return one.map(DesignFile::sha256).equals(other.map(DesignFile::sha256));
    }

    /**
     * Makes one revision of it, pinned to what was taken over.
     *
     * @return the design as it is now
     * @throws Problem CONFLICT naming each file that nobody decided on, or that somebody else changed meanwhile
     */
    Design take(Caller.Person author, TakeOver plan, Decision decision) {
        if (plan.theirs().equals(plan.pinned()))
            throw Problem.conflict("take-over-nothing", plan.from().fullName());
        List<FieldFault> faults = new ArrayList<>();
        Map<String, Blob> put = new LinkedHashMap<>();
        Set<String> remove = new LinkedHashSet<>();
        for (var step : plan.steps()) decide(plan, step, decision, put, remove, faults);
        if (!faults.isEmpty()) throw Problem.withFaults(Problem.Kind.CONFLICT, "take-over-open", faults);
        var taken = !put.isEmpty() || !remove.isEmpty();
        return publishing.revise(
                author,
                plan.design(),
                new Publishing.Change(
                        decision.message().isBlank()
                                ? "Take over " + plan.from().fullName() + " " + plan.shortTheirs()
                                : decision.message(),
                        put,
                        remove,
                        plan.revision(),
                        Optional.empty(),
                        Optional.of(ancestors -> pinned(plan, ancestors)),
                        taken ? Optional.of(new Draft.Merged(plan.from().id(), plan.theirs())) : Optional.empty()));
    }

    private List<Manifest.Ancestor> pinned(TakeOver plan, List<Manifest.Ancestor> ancestors) {
        var from = plan.from();
        return ancestors.stream()
                .map(each -> each.design().equals(from.id())
                        ? new Manifest.Ancestor(
                                each.design(),
                                from.fullName(),
                                plan.theirs(),
                                each.note(),
                                each.kind(),
                                from.title(),
                                designs.licence(from, plan.theirs()),
                                Optional.of(designs.parts(from, plan.theirs())),
                                each.judgement())
                        : each)
                .toList();
    }

    private void decide(
            TakeOver plan,
            TakeOver.Step step,
            Decision decision,
            Map<String, Blob> put,
            Set<String> remove,
            List<FieldFault> faults) {
        var path = step.path();
        var choice = Optional.ofNullable(decision.choices().get(path)).or(step::usual);
        if (choice.isEmpty()) faults.add(FieldFault.of(path, "take-over-choose", path));
        else if (!step.choices().contains(choice.get()))
            faults.add(
                    FieldFault.of(path, "take-over-choice", path, choice.get().wire()));
        else
            switch (choice.get()) {
                case MINE -> {}
                case THEIRS -> {
                    if (step.upstream().after().isPresent())
                        put.put(path, kept(plan, step.upstream().after().get()));
                    else if (step.mine().after().isPresent()) remove.add(path);
                }
                case MERGED -> put.put(path, kept(step.merged().orElseThrow().text()));
                case EDITED -> {
                    var text = decision.texts().getOrDefault(path, "").replace("\r\n", "\n");
                    if (text.isBlank() || Lines.marked(text)) faults.add(FieldFault.of(path, "take-over-marks", path));
                    else put.put(path, kept(text));
                }
            }
    }

    /** Large contents are kept once for all designs; a small text may stand in the ancestor's repository alone. */
    private Blob kept(TakeOver plan, DesignFile file) {
        if (blobs.find(file.sha256()).isPresent()) return new Blob(file.sha256(), file.sizeBytes());
        try (var in = designs.open(plan.from(), plan.theirs(), file.path())) {
            return blobs.put(in, file.sizeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Blob kept(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return blobs.put(new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
