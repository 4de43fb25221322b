// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** File locks for git-lfs clients. Source: git-lfs, docs/api/locking.md. */
@Path("/{owner:[A-Za-z0-9-]+}/{repository:[A-Za-z0-9-]+[.]git}/info/lfs/locks")
@Produces(LfsResource.JSON)
public final class LocksResource {
    private static final int PAGE = 100;

    private final Doors doors;
    private final Locks locks;

    LocksResource(Doors doors, Locks locks) {
        this.doors = doors;
        this.locks = locks;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record WantedLock(String path) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Asked(String cursor, int limit) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Unlock(boolean force) {}

    record Owner(String name) {}

    record LockJson(String id, String path, @JsonProperty("locked_at") String lockedAt, Owner owner) {
        static LockJson of(Lock lock) {
            return new LockJson(
                    lock.id(),
                    lock.path(),
                    Instant.ofEpochMilli(lock.lockedAt()).toString(),
                    new Owner(lock.handle()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record OneLock(LockJson lock, Optional<String> message) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SomeLocks(List<LockJson> locks, @JsonProperty("next_cursor") Optional<String> nextCursor) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Verified(
            List<LockJson> ours, List<LockJson> theirs, @JsonProperty("next_cursor") Optional<String> nextCursor) {}

    @POST
    @Consumes(LfsResource.JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "For git-lfs: locks a file.")
    public Response lock(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @NotNull WantedLock wanted) {
        var design = doors.toPush(viewer, owner, repository);
        var known = locks.of(design, wanted.path() == null ? "" : wanted.path());
        var lock = known.isPresent() ? known.get() : locks.lock(design, viewer.require(), wanted.path());
        var fresh = known.isEmpty() && viewer.is(lock.person());
        return Response.status(fresh ? 201 : 409)
                .entity(new OneLock(
                        LockJson.of(lock),
                        fresh ? Optional.empty() : Optional.of(viewer.text("problem.lfs-locked", lock.handle()))))
                .build();
    }

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git-lfs: the locks of a design.")
    public SomeLocks list(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @QueryParam("path") Optional<String> path,
            @QueryParam("id") Optional<String> id,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("0") int limit) {
        var design = doors.toFetch(viewer, owner, repository);
        if (path.isPresent() || id.isPresent()) {
            var found = path.isPresent() ? locks.of(design, path.get()) : locks.find(design, id.get());
            return new SomeLocks(found.map(LockJson::of).stream().toList(), Optional.empty());
        }
        var page = Page.of(cursor, limit);
        var found = locks.all(design, page.limit() + 1, page.offset());
        return new SomeLocks(
                found.stream().limit(page.limit()).map(LockJson::of).toList(), page.next(found.size()));
    }

    @POST
    @Path("/verify")
    @Consumes(LfsResource.JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "For git-lfs before a push: which locks are one's own and which others'.")
    public Verified verify(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @NotNull Asked asked) {
        var design = doors.toPush(viewer, owner, repository);
        var page = Page.of(asked.cursor() == null ? "" : asked.cursor(), asked.limit());
        var found = locks.all(design, page.limit() + 1, page.offset());
        return new Verified(
                some(found, page)
                        .filter(lock -> viewer.is(lock.person()))
                        .map(LockJson::of)
                        .toList(),
                some(found, page)
                        .filter(lock -> !viewer.is(lock.person()))
                        .map(LockJson::of)
                        .toList(),
                page.next(found.size()));
    }

    private static Stream<Lock> some(List<Lock> found, Page page) {
        return found.stream().limit(page.limit());
    }

    @POST
    @Path("/{id}/unlock")
    @Consumes(LfsResource.JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "For git-lfs: unlocks a file; another person's only by force, which maintainers have.")
    public OneLock unlock(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @PathParam("id") String id,
            @NotNull Unlock wanted) {
        var design = doors.toPush(viewer, owner, repository);
        if (wanted.force()) doors.faces().designs().rights().requireMaintain(design, viewer);
        return new OneLock(LockJson.of(locks.unlock(design, viewer.require(), id, wanted.force())), Optional.empty());
    }

    /** Which part of a list. */
    private record Page(int offset, int limit) {
        static Page of(String cursor, int limit) {
            if (!cursor.matches("\\d{0,6}")) throw Problem.invalid("cursor", "lfs-cursor");
            return new Page(cursor.isEmpty() ? 0 : Integer.parseInt(cursor), limit < 1 ? PAGE : Math.min(limit, PAGE));
        }

        Optional<String> next(int found) {
            return found > limit ? Optional.of(String.valueOf(offset + limit)) : Optional.empty();
        }
    }
}
