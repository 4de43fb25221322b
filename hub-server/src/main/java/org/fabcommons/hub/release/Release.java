// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import org.fabcommons.hub.design.Design;

/**
 * A revision that was given a name for good.
 *
 * @param design the design's id
 * @param name unique within the design, such as {@code v1.0}; also the name of git's tag
 * @param holder the commit that holds its artefacts
 * @param revision the revision named, 40 hexadecimal digits
 * @param notes what is new, in Markdown; may be empty
 * @param authorHandle empty where the author is not of this hub
 * @param createdAt UTC epoch milliseconds
 */
public record Release(
        String design,
        String name,
        String holder,
        String revision,
        String title,
        String notes,
        String author,
        String authorHandle,
        long createdAt) {
    /** Where its page is. */
    public String path(Design of) {
        return of.path() + "/releases/" + name;
    }
}
