// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.fabcommons.link.JobState;

/**
 * A make as the API tells it.
 *
 * @param photo where the picture can be fetched
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MakeView(
        String job,
        Optional<String> revision,
        Optional<String> path,
        String fileName,
        String sha256,
        String machine,
        String profile,
        boolean simulated,
        JobState ending,
        boolean started,
        Instant endedAt,
        Optional<Outcome> outcome,
        Optional<String> reason,
        Optional<String> notes,
        Optional<String> photo,
        Optional<String> reporter,
        Optional<Instant> reportedAt) {
    static MakeView of(Make make) {
        return new MakeView(
                make.job(),
                make.revision(),
                make.path(),
                make.fileName(),
                make.sha256(),
                make.machineName(),
                make.profile(),
                make.simulated(),
                make.ending(),
                make.started(),
                Instant.ofEpochMilli(make.endedAt()),
                make.outcome(),
                make.reason(),
                make.notes(),
                make.photoPath(),
                make.reporter(),
                make.reportedAt().map(Instant::ofEpochMilli));
    }
}
