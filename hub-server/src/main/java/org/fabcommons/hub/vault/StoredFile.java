// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * A file of a revision.
 *
 * @param path relative, with slashes
 */
public record StoredFile(String path, long sizeBytes, String sha256) {}
