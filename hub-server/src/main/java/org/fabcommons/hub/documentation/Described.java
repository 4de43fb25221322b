// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFinding;

/**
 * A revision's manifest.
 *
 * @param path of the file its author wrote; empty where the hub made it
 * @param unreadable why a file of that name is not taken
 */
public record Described(
        Design design, String revision, Okh okh, Optional<String> path, Optional<Unreadable> unreadable) {
    /**
     * A file that is no manifest.
     *
     * @param line from 1; 0 where it is not known
     */
    public record Unreadable(String path, int line, String why) {}

    /** A part of the thing, as a manifest lists it. */
    public record ListedPart(
            String name, String quantity, List<String> sources, List<String> exports, String material) {}

    public List<OkhFinding> faults() {
        // What the hub made lacks nothing that its author could mend here.
        return path.isPresent() ? okh.faults() : List.of();
    }

    /** The parts it lists, in their order. */
    public List<ListedPart> parts() {
        return parts(okh);
    }

    static List<ListedPart> parts(Okh okh) {
        var parts = okh.as(Okh.Form.TOML).tree().path("part");
        return StreamSupport.stream(parts.spliterator(), false)
                .limit(Documentation.MOST_PARTS)
                .map(part -> Okh.of(Okh.Form.TOML, part.deepCopy()))
                .map(part -> new ListedPart(
                        part.title().orElse("?"),
                        part.text("quantity").orElse("1"),
                        part.texts("source"),
                        part.texts("export"),
                        part.text("material").orElse("")))
                .toList();
    }
}
