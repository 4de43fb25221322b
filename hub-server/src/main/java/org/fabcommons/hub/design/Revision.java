// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

/**
 * A revision of a design: a commit of its repository.
 *
 * @param id 40 hexadecimal digits
 * @param author the name of who made it
 * @param authorHandle their handle where they are of this hub, otherwise empty
 * @param createdAt UTC epoch milliseconds
 */
public record Revision(String id, String author, String authorHandle, String message, long createdAt) {
    /** How people name it. */
    public String shortId() {
        return id.substring(0, 10);
    }
}
