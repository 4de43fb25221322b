// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fabcommons.hub.web.Access;

/** Suggestions while somebody types, for programs and for the search field. */
@Path("/api/v1/suggestions")
@Produces(MediaType.APPLICATION_JSON)
public final class SuggestionsApi {
    private final Suggestions suggestions;

    SuggestionsApi(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    /** @param url the page */
    record Titled(String title, String owner, String url) {}

    /** @param url the page */
    record Somebody(String handle, String url) {}

    /** @param words whole questions */
    record Suggested(List<String> words, List<Titled> designs, List<Somebody> people) {}

    @GET
    @Operation(description = "What may be meant by a question whose last word is only begun, from two letters on.")
    @Access(Access.Who.ANYONE)
    public Suggested suggest(@QueryParam("q") @DefaultValue("") String text) {
        var suggested = Busy.orSlow(() -> suggestions.of(text));
        return new Suggested(
                suggested.words(),
                suggested.designs().stream()
                        .map(design -> new Titled(design.title(), design.ownerHandle(), design.path()))
                        .toList(),
                suggested.people().stream()
                        .map(handle -> new Somebody(handle, "/@" + handle))
                        .toList());
    }
}
