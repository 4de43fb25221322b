// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Language and theme, kept in cookies, so that they hold without an account. */
@Path("/preferences")
public final class PreferenceResource {
    private static final int YEAR_S = 365 * 24 * 3600;

    PreferenceResource() {}

    @POST
    @Access(Access.Who.ANYONE)
    public Response prefer(
            @FormParam("lang") String lang, @FormParam("theme") String theme, @FormParam("next") String next) {
        var response = Response.seeOther(URI.create(Answers.localPath(next)));
        if ("en".equals(lang) || "fr".equals(lang)) response.cookie(cookie("lang", lang));
        if ("auto".equals(theme) || "light".equals(theme) || "dark".equals(theme))
            response.cookie(cookie("theme", theme));
        return response.build();
    }

    private static NewCookie cookie(String name, String value) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge(YEAR_S)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
