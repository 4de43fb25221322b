// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

/**
 * A person as everybody may know them.
 *
 * @param handle unique; 2 to 32 of a-z, 0-9 and hyphens, beginning with a letter
 */
public record Person(String id, String handle, String displayName, long createdAt) {}
