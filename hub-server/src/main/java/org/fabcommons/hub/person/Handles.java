// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Problem.FieldFault;

/** What may be a handle, of a person as of a group. */
public final class Handles {
    /** Those that would stand where the hub's own pages stand, or pretend to be the hub. */
    private static final Set<String> RESERVED = Set.of(
            "admin",
            "administrator",
            "api",
            "agent",
            "assets",
            "designs",
            "fabcommons",
            "groups",
            "hub",
            "jobs",
            "labs",
            "machines",
            "moderation",
            "people",
            "root",
            "search",
            "support",
            "system");

    private Handles() {}

    /**
     * What is wrong with a handle, whoever else has it.
     *
     * @param handle in lower case
     */
    public static Optional<FieldFault> fault(String handle) {
        if (!handle.matches("[a-z][a-z0-9-]{1,31}") || handle.endsWith("-"))
            return Optional.of(FieldFault.of("handle", "handle-form"));
        return RESERVED.contains(handle)
                ? Optional.of(FieldFault.of("handle", "handle-taken", handle))
                : Optional.empty();
    }
}
