// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the rules of licences said when an edge was made.
 *
 * @param ancestor its id
 * @param outcome permitted, refused or needs-permission
 * @param rules the version of the rules
 * @param conditions names of conditions, parted by spaces
 * @param permission the id of the permission that decided
 */
public record RecordedVerdict(
        String ancestor, String outcome, String rules, String conditions, Optional<String> permission) {
    /** The texts of the conditions are {@code licence.condition.<name>}. */
    public List<String> conditionNames() {
        return Arrays.stream(conditions.split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
