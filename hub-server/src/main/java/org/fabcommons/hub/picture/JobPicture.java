// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

/**
 * A picture of a job that is kept.
 *
 * @param moment lower-case name of a {@link Moment}
 * @param takenAt by the agent's clock, UTC epoch milliseconds; names it among those of its job
 */
public record JobPicture(String job, String moment, long takenAt, String sha256) {
    /** Where it is looked at. */
    public String href() {
        return "/jobs/" + job + "/pictures/" + takenAt;
    }
}
