// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * A revision that a repository from elsewhere has given a name.
 *
 * @param revision 40 hexadecimal digits
 * @param message what was said with it; may be empty
 * @param author whose name stands on it, by name and address
 * @param at UTC epoch milliseconds
 */
public record Tag(String name, String revision, String message, String author, String email, long at) {}
