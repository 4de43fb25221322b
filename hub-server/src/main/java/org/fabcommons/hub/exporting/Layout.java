// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What an exported design holds, and where: {@code export.json} (this record), {@code design.bundle} (all of its git
 * history), {@code files/} (those of the newest revision), {@code lfs/objects/} (large files that only earlier revisions
 * hold, where git-lfs would look for them), both Open Know-How forms, {@code datapackage.json}, the attribution, the
 * licences' texts.
 *
 * @param format 1; a reader ignores fields that it does not know
 * @param hub the address of the hub it comes from
 * @param address the design's own there
 * @param head the newest revision
 * @param exportedAt ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Layout(
        int format,
        String hub,
        String address,
        String id,
        String owner,
        String name,
        String title,
        String licence,
        String head,
        String exportedAt,
        List<Ancestor> ancestors) {
    public static final String DESCRIPTION = "export.json";
    public static final String BUNDLE = "design.bundle";
    public static final String FILES = "files/";
    public static final String LARGE_FILES = "lfs/objects/";

    /**
     * A design that it goes back to, however far.
     *
     * @param address where it is or was; may be empty
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ancestor(
            String id, String name, String title, String licence, String kind, String revision, String address) {}

    /** Where a large file stands. */
    public static String largeFile(String sha256) {
        return LARGE_FILES + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }
}
