// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The hub's answer to posted messages. An agent starts a job only after its {@code accepted} was handled and not
 * refused, so an offer that was withdrawn while the file was still on its way never moves the machine.
 *
 * @param handled ids that the hub has dealt with, now or before; the agent keeps these messages no longer
 * @param refused of these, the ids that changed nothing, since the hub does not know the job, withdrew this attempt, or
 *     the job has moved on
 */
public record Receipt(List<String> handled, List<String> refused) {
    public Receipt(@JsonProperty("handled") List<String> handled, @JsonProperty("refused") List<String> refused) {
        this.handled = handled == null ? List.of() : List.copyOf(handled);
        this.refused = refused == null ? List.of() : List.copyOf(refused);
    }
}
