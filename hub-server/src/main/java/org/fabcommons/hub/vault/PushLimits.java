// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * How much a push may bring.
 *
 * @param packBytes everything that travels in one push; large files go through git-lfs and do not count
 * @param objectBytes one object however well it is packed, so that a small push cannot unpack to a large one
 * @param plainFileBytes a file in the repository itself; larger ones belong into git-lfs
 * @param commits new revisions
 * @param files files of a revision
 */
public record PushLimits(long packBytes, long objectBytes, long plainFileBytes, int commits, int files) {
    /** What a hub allows. */
    static final PushLimits STANDARD = new PushLimits(1_000_000_000, 64_000_000, 16_000_000, 10_000, 1_000);
}
