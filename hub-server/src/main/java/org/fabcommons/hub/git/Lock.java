// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

/**
 * A file that somebody works on, so that nobody else changes it meanwhile.
 *
 * @param person the id of who locked it, {@code handle} their handle
 * @param lockedAt UTC epoch milliseconds
 */
public record Lock(String id, String design, String path, String person, String handle, long lockedAt) {}
