// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Answers that many resources give. */
public final class Answers {
    private Answers() {}

    /** After a form: go and look at this page (303). */
    public static Response seeOther(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    /** A path of ours to come back to; anything that could lead elsewhere becomes the home page. */
    public static String localPath(String next) {
        return next != null && next.matches("/(?![/\\\\])[\\x21-\\x7e]*") && !next.contains("\\") ? next : "/";
    }

    /** Whether a person's browser wants a page, rather than a program an answer. */
    static boolean wantsPage(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        return !path.startsWith("api/")
                && !path.startsWith("agent/")
                && acceptable(request).stream().anyMatch(AccessFilter::isHtml);
    }

    private static List<MediaType> acceptable(ContainerRequestContext request) {
        try {
            return request.getAcceptableMediaTypes();
        } catch (ProcessingException unreadable) {
            return List.of();
        }
    }
}
