// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What the makes of a design come to.
 *
 * @param made how often a machine began
 * @param unreported of these, how many nobody has said anything about and that say nothing by themselves
 * @param simulated of these, how many on a simulated machine
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Summary(int made, int worked, int partly, int failed, int unreported, int simulated) {
    static final Summary NONE = new Summary(0, 0, 0, 0, 0, 0);

    /** How many count. */
    public int judged() {
        return worked + partly + failed;
    }

    /** The part that worked, 0 to 1; none where nothing has been judged. */
    @JsonProperty
    public Optional<Double> successRate() {
        return judged() == 0 ? Optional.empty() : Optional.of((double) worked / judged());
    }
}
