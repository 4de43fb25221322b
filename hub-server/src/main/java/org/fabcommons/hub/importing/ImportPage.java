// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.design.DesignForm;
import org.fabcommons.hub.web.Format;
import org.fabcommons.hub.web.Viewer;

/**
 * One import and, where it is ready, the form that publishes it.
 *
 * @param words how far it is
 * @param faults why it failed, the reason first
 * @param wrong files of a folder that are to be put right, as they were sent, and what is wrong with them
 * @param tags names that its revisions had and releases can have
 * @param files paths with their sizes in bytes, as they will be
 */
public record ImportPage(
        Import each,
        String words,
        List<String> faults,
        Map<String, String> wrong,
        Map<String, Long> files,
        long bytes,
        List<String> leftOut,
        int revisions,
        boolean same,
        List<String> tags,
        DesignForm form) {
    static String words(Import each, Found found, Viewer viewer) {
        if (!each.busy()) return viewer.text("importing.state." + each.state());
        var format = new Format(viewer.locale());
        var step = viewer.text("importing.step." + found.step());
        if (found.done() == 0) return step;
        return step + " "
                + (found.total() > 0
                        ? viewer.text("importing.of", found.done(), found.total())
                        : format.bytes(found.done()));
    }

    /** Why it could not be published, by field of the form. */
    static Map<String, String> fields(Found found, Viewer viewer) {
        var fault = found.fault();
        if (fault == null) return Map.of();
        Map<String, String> fields = new LinkedHashMap<>();
        fault.faults().forEach(each -> fields.put(each.field(), viewer.told(each.code(), each.arguments())));
        if (fields.isEmpty())
            fields.put(
                    fault.code().startsWith("design-name-") ? "name" : "file",
                    viewer.told(fault.code(), fault.arguments()));
        return fields;
    }

    static Map<String, String> wrong(Import each, Found found, Viewer viewer) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (each.sent().isEmpty() || found.fault() == null) return wrong;
        var sent = Sent.read(each.sent().get());
        for (var fault : found.fault().faults())
            sent.path(fault.field()).ifPresent(path -> wrong.put(path, viewer.told(fault.code(), fault.arguments())));
        return wrong;
    }

    /** Nobody filled in a form or pushed; what is told of these is told in other words. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "invalid", "import-refused",
            "push-refused", "import-refused",
            "push-commits-many", "import-commits-many");

    static List<String> faults(Found found, Viewer viewer) {
        if (found.fault() == null) return List.of();
        List<String> all = new ArrayList<>();
        var code = found.fault().code();
        // An address that leads nowhere says all there is to say.
        if (found.fault().faults().stream().noneMatch(fault -> fault.field().equals("url")))
            all.add(viewer.text(
                    "problem." + OTHERWISE.getOrDefault(code, code),
                    found.fault().arguments().toArray()));
        found.fault().faults().forEach(fault -> all.add(fault.prefix() + viewer.told(fault.code(), fault.arguments())));
        return all;
    }
}
