// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** The headers that keep a browser from doing what no page of ours asks for. */
final class HeaderFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        if (!headers.containsKey("Content-Security-Policy"))
            headers.putSingle(
                    "Content-Security-Policy",
                    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
                            + "form-action 'self'; frame-ancestors 'none'");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (!headers.containsKey("Cache-Control")) headers.putSingle("Cache-Control", "no-cache");
    }
}
