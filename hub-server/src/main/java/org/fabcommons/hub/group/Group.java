// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

/**
 * People who own designs together.
 *
 * @param handle unique among people and groups
 * @param about what it is, in its own words; may be empty
 * @param createdAt UTC epoch milliseconds
 */
public record Group(String id, String handle, String displayName, String about, long createdAt) {
    /** Where its page is. */
    public String path() {
        return "/@" + handle;
    }

    /** As somebody who owns designs. */
    public Owner owner() {
        return new Owner(id, handle, Owner.Kind.GROUP, displayName);
    }
}
