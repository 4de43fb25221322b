// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings, at most {@link #MAX}. */
final class Findings {
    static final int MAX = 50;

    private final List<Finding> found = new ArrayList<>();

    void add(Finding finding) {
        if (found.size() < MAX) found.add(finding);
    }

    /** Adds one that must not be missing, however many there are. */
    void always(Finding finding) {
        found.add(finding);
    }

    List<Finding> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingLong(
                        (Finding finding) -> finding.line() == 0 ? Long.MAX_VALUE : finding.line()))
                .toList();
    }
}
