// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.hub.picture.JobPicture;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Problem;

/** Makes of a job's pictures, which few may see, those that everybody may: chosen by a person, and only their pixels. */
public record Choosing(Blobs blobs) {
    /** So many say enough. */
    public static final int MOST = 6;

    /**
     * @param chosen the times of those that a person chose
     * @param taken all that there are of the job
     * @throws Problem INVALID for {@code pictures}
     */
    public List<ShownPicture> of(List<Long> chosen, List<JobPicture> taken) {
        var wanted = chosen.stream().distinct().toList();
        if (wanted.size() > MOST) throw Problem.invalid("pictures", "report-pictures", MOST);
        List<ShownPicture> shown = new ArrayList<>();
        for (var at : wanted)
            shown.add(clean(taken.stream()
                    .filter(picture -> picture.takenAt() == at)
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid("pictures", "report-picture"))));
        return shown;
    }

    private ShownPicture clean(JobPicture picture) {
        try {
            var file = blobs.find(picture.sha256())
                    .orElseThrow(() -> new IOException("the picture " + picture.sha256() + " is gone"));
            var clean = Photo.clean(Files.readAllBytes(file));
            var blob = blobs.put(new ByteArrayInputStream(clean), clean.length);
            return new ShownPicture(picture.job(), picture.takenAt(), blob.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
