// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * A revision as its repository tells it.
 *
 * @param id 40 hexadecimal digits
 * @param committedAt UTC epoch milliseconds, whole seconds
 */
public record Commit(String id, String authorName, String authorEmail, String message, long committedAt) {}
