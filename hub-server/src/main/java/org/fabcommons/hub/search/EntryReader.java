// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.DesignModels;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.Rule;

/** Reads what the index holds of a design: from its newest revision, and from what others made of it. */
record EntryReader(Designs designs, DesignModels models) {
    /** READMEs, and the steps of assembly. */
    private static final String TEXTS =
            "readme(\\.[a-z]{2})?(\\.(md|markdown|txt))?|(docs/)?assembly/[^/]+\\.(md|markdown)";

    private static final int MOST_TEXTS = 20;
    private static final int MOST_BYTES = 100_000;

    /**
     * Which rules of reading these are; a new one makes every entry anew. What fits which machine is no part of them: an entry
     * holds sizes, and the index in memory compares them with the profiles of the day.
     */
    static int edition() {
        return 3;
    }

    Entry of(EntryStore store, Design design, long id, boolean fewByOwner) {
        var files = designs.files(design, design.headRevision());
        var readme = readme(design, files);
        var figures = store.figures(design.id());
        var bill = store.bill(design.id());
        var tags = String.join(" ", design.tags());
        var people = store.people(design.ownerId());
        Set<String> facets = new LinkedHashSet<>();
        var told = String.join(" ", tags.replace('-', ' '), tags, design.title(), design.summary(), bill);
        Vocabulary.processes(told).forEach(value -> facets.add(Facet.PROCESS.token(value)));
        Vocabulary.materials(told).forEach(value -> facets.add(Facet.MATERIAL.token(value)));
        facets.add(Facet.LICENCE.token(licence(design.licence())));
        if (open(design)) facets.add(Facet.OPEN.token(Facet.YES));
        Vocabulary.languages(design.title() + " " + design.summary() + " " + readme)
                .forEach(value -> facets.add(Facet.LANGUAGE.token(value)));
        if (files.stream().anyMatch(file -> file.kind() == org.fabcommons.hub.design.FileKind.TOOLPATH))
            facets.add(Facet.TOOLPATH.token(Facet.YES));
        if (figures.makes() > 0) facets.add(Facet.MADE.token(Facet.YES));
        design.tags().forEach(tag -> facets.add(Facet.TAG.token(tag)));
        if (fewByOwner && figures.makes() == 0 && figures.derived() == 0) facets.add(Entry.NEWCOMER);
        var size = size(files);
        var row = new Entry.Row(
                id,
                design.id(),
                String.join(" ", facets),
                Entry.suggested(design.title(), tags, people),
                figures.makes(),
                figures.worked(),
                figures.judged(),
                figures.derived(),
                figures.variants(),
                size.longMm(),
                size.middleMm(),
                size.shortMm(),
                design.updatedAt());
        return new Entry(
                row, design.title(), tags, people, bill, design.summary() + " " + design.name() + " " + readme, facets);
    }

    /** An expression as one word. */
    static String licence(String expression) {
        return expression.replaceAll("[^A-Za-z0-9.+-]+", "_");
    }

    /** By the rules of licences: what all of its parts may be used, changed and sold under. */
    private static boolean open(Design design) {
        var all = new java.util.ArrayList<>(design.parts().all());
        all.add(design.licence());
        return all.stream().allMatch(licence -> Licence.find(licence)
                .filter(known -> known.family() != Rule.Family.NOT_OPEN)
                .isPresent());
    }

    private Size size(List<DesignFile> files) {
        return models.known(files).values().stream()
                .flatMap(model -> model.facts().stream())
                .map(facts -> Size.of(facts.widthMm(), facts.depthMm(), facts.heightMm()))
                .reduce(Size.UNKNOWN, Size::and);
    }

    private String readme(Design design, List<DesignFile> files) {
        return files.stream()
                .filter(file -> file.path().toLowerCase(Locale.ROOT).matches(TEXTS))
                .sorted(Comparator.comparing(file -> file.path().contains("/")))
                .limit(MOST_TEXTS)
                .map(file -> text(design, file))
                .collect(Collectors.joining("\n"));
    }

    private String text(Design design, DesignFile file) {
        try (var in = designs.open(design, design.headRevision(), file.path())) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
