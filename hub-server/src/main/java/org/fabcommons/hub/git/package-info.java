// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Designs for git and git-lfs clients, over HTTP at {@code /owner/name.git}: clone, fetch, push, large files, locks. Who
 * may do what is decided here, by the rules that hold for pages; what git says is spoken in the vault.
 */
package org.fabcommons.hub.git;
