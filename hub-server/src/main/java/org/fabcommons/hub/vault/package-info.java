// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What the hub keeps of designs: one bare git repository each, where a commit is a revision and moving the branch is the
 * moment of truth, and one content-addressed store for large and binary files, shared by all (git-lfs pointers stand in
 * the repositories). Knows paths, bytes and commits; what a design is, it does not know.
 */
package org.fabcommons.hub.vault;
