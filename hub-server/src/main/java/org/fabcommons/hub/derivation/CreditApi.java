// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** The ledger of credit, for programs and spreadsheets. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class CreditApi {
    static final int PAGE = 100;

    private final Ledgers ledgers;
    private final Designs designs;

    CreditApi(Ledgers ledgers, Designs designs) {
        this.ledgers = ledgers;
        this.designs = designs;
    }

    /** @param handle missing for somebody who is not of this hub */
    record Author(String name, Optional<String> handle) {
        static Author of(Ledger.Author author) {
            return new Author(author.name(), Optional.of(author.handle()).filter(handle -> !handle.isEmpty()));
        }
    }

    /**
     * @param design {@code owner/name} of the design it was made in
     * @param place self, ancestor or part
     */
    record Made(String design, String title, String place, Optional<String> url) {
        static Made of(Ledger.Made made) {
            return new Made(made.name(), made.title(), made.place().wire(), made.path());
        }
    }

    record Person(
            Author author,
            int revisions,
            int filesAdded,
            int filesChanged,
            int filesRemoved,
            int filesPresent,
            String firstAt,
            String lastAt,
            List<Made> designs) {
        static Person of(Ledger.Contributor person) {
            return new Person(
                    Author.of(person.author()),
                    person.revisions(),
                    person.added(),
                    person.changed(),
                    person.removed(),
                    person.present(),
                    iso(person.firstAt()),
                    iso(person.lastAt()),
                    person.where().stream().map(Made::of).toList());
        }
    }

    record Entry(
            String revision,
            String at,
            List<Author> authors,
            String message,
            Made made,
            int filesAdded,
            int filesChanged,
            int filesRemoved) {
        static Entry of(Ledger.Entry entry) {
            return new Entry(
                    entry.revision(),
                    iso(entry.at()),
                    entry.authors().stream().map(Author::of).toList(),
                    entry.subject(),
                    Made.of(entry.made()),
                    entry.added(),
                    entry.changed(),
                    entry.removed());
        }
    }

    /**
     * @param people in the order in which they first contributed
     * @param items revisions, the newest first
     * @param next the next page's number; missing on the last one
     * @param cut whether there is more history than was read
     */
    record Credit(List<Person> people, List<Entry> items, Optional<Integer> next, int total, boolean cut) {}

    private static String iso(long at) {
        return Instant.ofEpochMilli(at).toString();
    }

    @GET
    @Path("/credit")
    @Access(Access.Who.ANYONE)
    @Operation(
            description = "Who contributed what to a design and all its ancestors, as git recorded it: people, and the"
                    + " revisions page by page.")
    public Credit credit(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("page") @DefaultValue("1") int page) {
        var ledger = ledgers.of(designs.require(viewer, owner, name), viewer);
        long from = (Math.max(1L, page) - 1) * PAGE;
        return new Credit(
                ledger.people().stream().map(Person::of).toList(),
                ledger.entries().stream().skip(from).limit(PAGE).map(Entry::of).toList(),
                from + PAGE < ledger.entries().size() ? Optional.of(Math.max(1, page) + 1) : Optional.empty(),
                ledger.entries().size(),
                ledger.cut());
    }

    @GET
    @Path("/credit.csv")
    @Produces("text/csv; charset=utf-8")
    @Access(Access.Who.ANYONE)
    @Operation(description = "All revisions of the ledger, one a line, with a heading; RFC 4180.")
    @ApiResponse(responseCode = "200", description = "The ledger", content = @Content(mediaType = "text/csv"))
    public Response csv(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.require(viewer, owner, name);
        var lines = new StringBuilder(line(Stream.of(
                "revision",
                "at",
                "authors",
                "handles",
                "design",
                "place",
                "files_added",
                "files_changed",
                "files_removed",
                "message")));
        for (var entry : ledgers.of(design, viewer).entries())
            lines.append(line(Stream.of(
                    entry.revision(),
                    iso(entry.at()),
                    joined(entry.authors().stream().map(Ledger.Author::name)),
                    joined(entry.authors().stream().map(Ledger.Author::handle)),
                    entry.made().name(),
                    entry.made().place().wire(),
                    String.valueOf(entry.added()),
                    String.valueOf(entry.changed()),
                    String.valueOf(entry.removed()),
                    entry.subject())));
        return Response.ok(lines.toString())
                .header("Content-Disposition", "attachment; filename=\"" + design.name() + "-credit.csv\"")
                .build();
    }

    private static String joined(Stream<String> words) {
        return words.filter(word -> !word.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String line(Stream<String> cells) {
        return cells.map(CreditApi::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Quoted; what a spreadsheet would take for a formula stays words. */
    private static String cell(String text) {
        var plain = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return '"' + plain.replace("\"", "\"\"") + '"';
    }
}
