// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import org.fabcommons.hub.model.Raster;
import org.fabcommons.hub.web.Problem;

/** A photograph of what was made, as it is kept: of a size for a page, and without what a phone writes into it. */
final class Photo {
    static final String TYPE = "image/jpeg";
    static final long MAX_BYTES = Raster.MAX_BYTES;
    private static final int EDGE = 1600;
    private static final float QUALITY = 0.85f;
    private static final List<String> FORMATS = List.of("jpeg", "png");

    private Photo() {}

    /**
     * @return a JPEG
     * @throws Problem INVALID for {@code photo}
     */
    static byte[] clean(byte[] file) {
        try {
            return Raster.jpeg(file, EDGE, QUALITY, FORMATS);
        } catch (Raster.Unreadable unreadable) {
            throw Problem.invalid("photo", unreadable.large() ? "report-photo-large" : "report-photo");
        }
    }
}
