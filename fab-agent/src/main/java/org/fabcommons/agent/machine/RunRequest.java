// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * @param job its id, shown in telemetry
 * @param file complete and checked
 * @param startAtLine line number of the file to begin after, 0 for all of it
 * @param arcsMm fit arcs with this tolerance, whether the file asks for them or not; millimetres
 * @param checking whether the firmware is only to read the file, in its check mode, and carry nothing out
 * @param allowed what a person has allowed beyond the lab's policy, as {@link org.fabcommons.preflight.Checked#needs}
 */
public record RunRequest(
        String job, Path file, long startAtLine, OptionalDouble arcsMm, boolean checking, Set<String> allowed) {
    public RunRequest {
        allowed = Set.copyOf(allowed);
    }

    /** To be carried out. */
    public RunRequest(String job, Path file, long startAtLine, OptionalDouble arcsMm) {
        this(job, file, startAtLine, arcsMm, false, Set.of());
    }

    /** As the file itself wants it. */
    public RunRequest(String job, Path file, long startAtLine) {
        this(job, file, startAtLine, OptionalDouble.empty());
    }
}
