// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Who sent a form: a browser that shows the answer, or a script that reads it. */
final class Uploads {
    private Uploads() {}

    static boolean wantsPage(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
