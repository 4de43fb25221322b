// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Viewer;

/** The facets as people see them: each value a link that chooses it or takes it back. */
record Filters(Machines machines) {
    private static final String PAGE = "/designs";
    /** Facets of many values show these, the most frequent first, and the rest on demand. */
    private static final int SHOWN = 6;

    private static final int MOST = 40;

    /**
     * @param count how many of what was counted have it
     * @param link to the list with it, or without it where it is chosen
     */
    public record Value(String name, int count, String link, boolean chosen) {}

    /** @param more the values that are shown on demand */
    public record Filter(String key, List<Value> values, List<Value> more) {}

    /** A value that was chosen, and the way back. */
    public record Chip(String key, String name, String link) {}

    List<Filter> of(Found found, Viewer viewer) {
        List<Filter> filters = new ArrayList<>();
        var own = ownMachines(viewer);
        List<Value> flags = new ArrayList<>();
        for (var facet : Facet.values()) {
            var values = values(facet, found, viewer, own);
            if (facet.flag()) flags.addAll(values);
            else if (!values.isEmpty())
                filters.add(new Filter(
                        facet.wire(),
                        values.subList(0, Math.min(SHOWN, values.size())),
                        values.subList(Math.min(SHOWN, values.size()), values.size())));
        }
        if (!flags.isEmpty()) filters.add(0, new Filter("only", flags, List.of()));
        return filters;
    }

    List<Chip> chips(Query query, Viewer viewer) {
        List<Chip> chips = new ArrayList<>();
        for (var facet : Facet.values())
            for (var value : query.values(facet))
                chips.add(new Chip(
                        facet.wire(),
                        name(facet, value, viewer),
                        query.toggled(facet, value).link(PAGE)));
        return chips;
    }

    private static List<Value> values(Facet facet, Found found, Viewer viewer, Map<String, String> own) {
        var counts = found.values().getOrDefault(facet, Map.of());
        Set<String> all = new LinkedHashSet<>(found.query().values(facet));
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> each) -> !own.containsKey(each.getKey()))
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByValue().reversed())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .forEach(each -> all.add(each.getKey()));
        return all.stream()
                .map(value -> new Value(
                        facet == Facet.FITS && own.containsKey(value)
                                ? viewer.text("search.fits.own", name(facet, value, viewer), own.get(value))
                                : name(facet, value, viewer),
                        counts.getOrDefault(value, 0),
                        found.query().toggled(facet, value).link(PAGE),
                        found.query().values(facet).contains(value)))
                .toList();
    }

    /** As people call it; a value that somebody made up is shown as it is. */
    private static String name(Facet facet, String value, Viewer viewer) {
        return switch (facet) {
            case PROCESS, MATERIAL, LANGUAGE ->
                viewer.textIfKnown("search." + facet.wire() + "." + value).orElse(value);
            case OPEN, TOOLPATH, MADE -> viewer.text("search." + facet.wire());
            case LICENCE ->
                Licence.find(value.replace('_', ' ')).map(Licence::title).orElse(value);
            case FITS ->
                Envelopes.model(value)
                        .map(model -> model.nameIn(viewer.locale()))
                        .orElse(value);
            case TAG -> value;
        };
    }

    /** The machine models that the viewer may use, with the name of one machine of each. */
    private Map<String, String> ownMachines(Viewer viewer) {
        Map<String, String> own = new HashMap<>();
        if (viewer.person().isPresent())
            for (Machine machine : machines.visible(viewer, 1)) own.putIfAbsent(machine.profile(), machine.name());
        return own;
    }
}
