// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * A name that a revision was given for good.
 *
 * @param holder the commit on top of the revision, on no branch, that holds what is said of it
 * @param revision the revision named
 */
public record ReleaseRef(String name, Commit holder, String revision) {}
