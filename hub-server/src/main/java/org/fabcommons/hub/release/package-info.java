// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Releases: revisions that were given a name for good, with notes, artefacts and checksums; how to cite a design; and
 * feeds that tell of what is new. A release is a tag of the repository, so that a clone has it and a reindex finds it.
 */
package org.fabcommons.hub.release;
