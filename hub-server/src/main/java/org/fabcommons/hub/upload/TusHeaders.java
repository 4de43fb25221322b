// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Every answer about uploads, refusals included, says which protocol is spoken. Source: tus 1.0.0, "Headers". */
final class TusHeaders implements ContainerResponseFilter {
    static final String VERSION = "1.0.0";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!request.getUriInfo().getPath().matches("/?api/v1/uploads(/.*)?")) return;
        response.getHeaders().putSingle("Tus-Resumable", VERSION);
        if (response.getStatus() == 412) response.getHeaders().putSingle("Tus-Version", VERSION);
    }
}
