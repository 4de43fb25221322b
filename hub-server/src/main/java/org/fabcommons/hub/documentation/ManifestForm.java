// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhField;

/**
 * The editor of a manifest as its page shows it.
 *
 * @param base the revision that is edited
 * @param path the file that is written
 * @param text whether its text is edited, rather than its fields
 * @param raw the text
 * @param files paths to choose from
 * @param faults texts by field; those of no field under the empty name
 * @param lines where in the text a fault stands, by field
 * @param theirs what somebody else made of the file meanwhile; empty where nobody did
 * @param preview the text that saving would write; empty where nobody asked
 */
public record ManifestForm(
        Design design,
        String base,
        String path,
        Okh.Form form,
        boolean text,
        List<Section> sections,
        String raw,
        String message,
        List<String> files,
        Map<String, String> faults,
        Map<String, Integer> lines,
        List<ManifestResource.Told> suggestions,
        String theirs,
        String preview) {

    /** Fields that stand together. */
    public record Section(OkhField.Group group, List<Entry> entries) {}

    /**
     * A field and what stands in it.
     *
     * @param values one row for each; an empty one where there is none
     */
    public record Entry(OkhField field, List<String> values) {
        public String wire() {
            return field.wire();
        }
    }

    /** Whether a fault stands with a field of the form. */
    public boolean hasField(String name) {
        return sections.stream().flatMap(section -> section.entries().stream()).anyMatch(entry -> entry.wire()
                .equals(name));
    }

    static List<Section> sections(Okh.Form form, Map<OkhField, List<String>> values) {
        return Stream.of(OkhField.Group.values())
                .map(group -> new Section(
                        group,
                        OkhField.of(group, form).stream()
                                .map(field -> new Entry(field, rows(values.getOrDefault(field, List.of()))))
                                .toList()))
                .filter(section -> !section.entries().isEmpty())
                .toList();
    }

    /** What a manifest says, without what it leaves open. */
    static List<Section> said(Okh okh) {
        var values = values(okh);
        return Stream.of(OkhField.Group.values())
                .map(group -> new Section(
                        group,
                        OkhField.of(group, okh.form()).stream()
                                .map(field -> new Entry(field, values.get(field)))
                                .filter(entry -> !entry.values().isEmpty())
                                .toList()))
                .filter(section -> !section.entries().isEmpty())
                .toList();
    }

    private static List<String> rows(List<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    static Map<OkhField, List<String>> values(Okh okh) {
        Map<OkhField, List<String>> values = new EnumMap<>(OkhField.class);
        for (var field : OkhField.values()) if (!field.path(okh.form()).isEmpty()) values.put(field, field.read(okh));
        return values;
    }

    /** What came back, rows that somebody wants more or fewer of included. */
    static Map<OkhField, List<String>> given(MultivaluedMap<String, String> form, Okh.Form written, String action) {
        Map<OkhField, List<String>> values = new EnumMap<>(OkhField.class);
        for (var field : OkhField.values()) {
            if (field.path(written).isEmpty() || !form.containsKey(field.wire())) continue;
            List<String> rows = new ArrayList<>();
            for (var row : form.get(field.wire()))
                rows.add(row == null ? "" : row.strip().replace("\r\n", "\n"));
            if (action.equals("add " + field.wire())) rows.add("");
            for (int i = rows.size() - 1; i >= 0; i--)
                if (action.equals("drop " + field.wire() + " " + i)) rows.remove(i);
            values.put(field, rows);
        }
        return values;
    }

    /** Without empty rows, as it is written. */
    static Map<OkhField, List<String>> filled(Map<OkhField, List<String>> values) {
        Map<OkhField, List<String>> filled = new EnumMap<>(OkhField.class);
        values.forEach((field, rows) ->
                filled.put(field, rows.stream().filter(row -> !row.isEmpty()).toList()));
        return filled;
    }
}
