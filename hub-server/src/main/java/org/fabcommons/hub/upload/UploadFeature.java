// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.time.Duration;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class UploadFeature {
    private UploadFeature() {}

    public static ResumableUploads install(HubContext hub, VaultFeature.Rooms rooms, ResumableUploads.Limits limits) {
        hub.database().mapRecord(ResumableUpload.class);
        var uploads = new ResumableUploads(hub, rooms, limits);
        uploads.expire();
        hub.register(new UploadApi(uploads));
        hub.register(new TusHeaders());
        hub.every(Duration.ofHours(1), "taking away uploads that nobody went on with", uploads::expire);
        return uploads;
    }
}
