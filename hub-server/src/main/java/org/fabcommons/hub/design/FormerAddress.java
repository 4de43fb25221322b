// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Pattern;
import org.fabcommons.hub.web.Viewer;

/**
 * Whoever asks for a design where it was before it was renamed or handed over is led to where it is now (308). What
 * changes something is done at once, since not every program sends its body again.
 */
@Priority(Priorities.AUTHORIZATION)
final class FormerAddress implements ContainerRequestFilter {
    private static final Pattern ADDRESS = Pattern.compile("(@|api/v1/designs/)([^/]+)/([^/]+)(/.*)?");

    private final Designs designs;

    @Inject
    private Provider<Viewer> viewer;

    FormerAddress(Designs designs) {
        this.designs = designs;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) return;
        var uri = request.getUriInfo();
        var address = ADDRESS.matcher(uri.getPath(false));
        if (!address.matches()) return;
        designs.moved(address.group(2), address.group(3))
                .filter(design -> designs.rights().mayRead(design, viewer.get()))
                .ifPresent(design -> {
                    var query = uri.getRequestUri().getRawQuery();
                    var now = "/" + address.group(1) + design.fullName()
                            + (address.group(4) == null ? "" : address.group(4))
                            + (query == null ? "" : "?" + query);
                    request.abortWith(Response.status(308)
                            .location(URI.create(now))
                            // Another design may take the address one day.
                            .header("Cache-Control", "no-cache")
                            .build());
                });
    }
}
