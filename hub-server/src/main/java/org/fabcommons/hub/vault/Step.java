// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.util.List;

/**
 * What a revision did to the files that people put there; of one that puts two histories together, only what is new in
 * it.
 *
 * @param added how many files it added; {@code changed} and {@code removed} likewise
 * @param present the files of the newest revision asked about that have their content from this one
 * @param marker the content of the marker file in it; empty where it has none
 */
public record Step(Commit commit, int added, int changed, int removed, List<String> present, String marker) {}
