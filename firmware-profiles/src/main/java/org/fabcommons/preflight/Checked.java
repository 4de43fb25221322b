// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.List;
import org.fabcommons.gcode.Timeline;
import org.fabcommons.gcode.Toolpath;

/**
 * A file that was looked at.
 *
 * @param findings in the order of their lines, those about the whole file last
 */
public record Checked(Toolpath toolpath, Timeline timeline, List<Finding> findings) {
    public Checked {
        findings = List.copyOf(findings);
    }

    /** Whether the file must not run on this machine. */
    public boolean refused() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.REFUSE);
    }

    public List<Finding> refusals() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.REFUSE)
                .toList();
    }

    public List<Finding> warnings() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARN)
                .toList();
    }
}
