// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;

/** The API's own description, made from the resources when it is first asked for. */
@Path("/api/openapi.json")
public final class OpenApiResource {
    private final Supplier<String> description;

    OpenApiResource(Supplier<String> description) {
        this.description = new Once(description);
    }

    @GET
    @Access(Access.Who.ANYONE)
    @Produces(MediaType.APPLICATION_JSON)
    public String openApi() {
        return description.get();
    }

    /** Makes the description once; what it is made from does not change while the hub runs. */
    private static final class Once implements Supplier<String> {
        private final Supplier<String> source;
        private String made;

        Once(Supplier<String> source) {
            this.source = source;
        }

        @Override
        public synchronized String get() {
            if (made == null) made = source.get();
            return made;
        }
    }
}
