// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.stream.Stream;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;

/** The families of firmware, for tests that try each of them. */
final class Families {
    private Families() {}

    /** By the names of their profiles; plotters answer nothing. */
    static Stream<String> thatAnswer() {
        return Stream.of(Family.values())
                .filter(family -> family.language() != Language.PLOTTER)
                .map(Family::wireName);
    }
}
