// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

/**
 * Somebody who can own designs.
 *
 * @param handle unique among people and groups
 * @param displayName as people know them
 */
public record Owner(String id, String handle, Kind kind, String displayName) {
    public enum Kind {
        PERSON,
        GROUP
    }

    public boolean group() {
        return kind == Kind.GROUP;
    }

    /** Where their page is. */
    public String path() {
        return group() ? "/@" + handle : "/people/" + handle;
    }
}
