// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;

/**
 * A make as the API tells it.
 *
 * @param photo where the picture can be fetched
 * @param pictures where the camera's pictures that are shown with it can be fetched
 * @param origin {@code hub}; or {@code agent} where the agent ran it alone and a person shared it afterwards
 * @param tools what its tools were measured at on the machine
 * @param toolpath where the toolpath can be fetched, where it is no file of the design and was made public with this
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
        List<String> pictures,
        String origin,
        Optional<String> toolpath,
        List<Message.ToolLength> tools,
        Optional<String> reporter,
        Optional<Instant> reportedAt) {
    static MakeView of(Make make, List<ShownPicture> pictures) {
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
                pictures.stream().map(ShownPicture::href).toList(),
                make.origin(),
                make.toolpathPath(),
                make.tools(),
                make.reporter(),
                make.reportedAt().map(Instant::ofEpochMilli));
    }
}
