// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

/**
 * A picture that a camera took of the job, shown with its evidence to everybody who may see that.
 *
 * @param takenAt by the agent's clock, UTC epoch milliseconds; names it among those of its job
 */
public record ShownPicture(String job, long takenAt, String sha256) {
    /** Where it can be fetched. */
    public String href() {
        return "/evidence/" + job + "/pictures/" + takenAt;
    }
}
