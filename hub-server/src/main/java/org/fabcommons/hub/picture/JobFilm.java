// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

/** The film that an agent made of a job: H.264 in MP4. */
public record JobFilm(String job, String sha256, long sizeBytes) {
    /** Where it is looked at. */
    public String href() {
        return "/jobs/" + job + "/time-lapse.mp4";
    }
}
