// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.util.Optional;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;

/**
 * A job that an agent ran alone and brought here. Times are UTC epoch milliseconds.
 *
 * @param id of the job that it becomes
 * @param agent id of the agent
 * @param machine id of the machine
 * @param told JSON of {@link LocalJob}
 * @param fileSha256 of the toolpath, once the agent has brought it
 * @param publishedAt since when it is a job with evidence
 */
public record SharedJob(
        String id,
        String agent,
        String machine,
        String told,
        Optional<String> fileSha256,
        Optional<Long> publishedAt,
        long createdAt) {
    LocalJob local() {
        return LinkJson.readBack(told, LocalJob.class);
    }

    /** Where a person says what becomes public. */
    public String href() {
        return "/shared/" + id;
    }
}
