// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.util.ArrayList;
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
 * @param files paths with their sizes in bytes, as they will be
 */
public record ImportPage(
        Import each,
        String words,
        List<String> faults,
        Map<String, Long> files,
        long bytes,
        List<String> leftOut,
        int revisions,
        boolean same,
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

    static List<String> faults(Found found, Viewer viewer) {
        if (found.fault() == null) return List.of();
        List<String> all = new ArrayList<>();
        all.add(viewer.text(
                "problem." + found.fault().code(), found.fault().arguments().toArray()));
        found.fault()
                .faults()
                .forEach(fault -> all.add(fault.field() + ": "
                        + viewer.text(
                                "problem." + fault.code(), fault.arguments().toArray())));
        return all;
    }
}
