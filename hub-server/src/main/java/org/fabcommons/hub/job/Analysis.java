// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.List;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.link.LinkJson;
import org.fabcommons.preflight.Finding;

/** What a file amounts to on a machine's profile, and what its maker should know. */
public record Analysis(Toolpath toolpath, List<Finding> findings) {
    /** Whether the file must not run. */
    public boolean refused() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.REFUSE);
    }

    /** What stands in the way, in the order of the file. */
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

    String json() {
        return LinkJson.write(this);
    }

    static Analysis parse(String json) {
        return LinkJson.readBack(json, Analysis.class);
    }
}
