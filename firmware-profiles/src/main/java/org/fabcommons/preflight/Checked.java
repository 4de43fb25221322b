// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.gcode.Timeline;
import org.fabcommons.gcode.Toolpath;

/**
 * A file that was looked at.
 *
 * @param findings in the order of their lines, those about the whole file last
 */
public record Checked(Toolpath toolpath, Timeline timeline, List<Finding> findings) {
    static final String MACHINE_MOVE = "machine-move";

    public Checked {
        findings = List.copyOf(findings);
    }

    /** Whether the file must not run on this machine. */
    public boolean refused() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.REFUSE);
    }

    /** Whether it goes to places that only its machine knows, which must be looked at there. */
    public boolean goesPastItsZero() {
        return findings.stream().anyMatch(finding -> finding.code().equals(MACHINE_MOVE));
    }

    public List<Finding> refusals() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.REFUSE)
                .toList();
    }

    /** What the lab's policy wants a person's word for. */
    public List<Finding> asks() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ASK)
                .toList();
    }

    /** What a person's word must cover: codes of commands, and what goes above a ceiling ({@link Policy.Quantity#key}). */
    public Set<String> needs() {
        return asks().stream().map(Checked::need).collect(Collectors.toUnmodifiableSet());
    }

    private static String need(Finding finding) {
        boolean command = finding.code().equals("policy-ask") || finding.code().equals("policy-admin");
        return command ? (String) finding.args().get(0) : finding.code().substring("policy-".length());
    }

    /** Whether an administrator's word is needed. */
    public boolean needsAdministrator() {
        return asks().stream().anyMatch(finding -> !finding.code().equals("policy-ask"));
    }

    public List<Finding> warnings() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARN)
                .toList();
    }
}
