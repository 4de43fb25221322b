// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Large files for git-lfs clients. Source: git-lfs, docs/api/batch.md and basic-transfers.md. */
@Path("/{owner:[A-Za-z0-9-]+}/{repository:[A-Za-z0-9-]+[.]git}/info/lfs/objects")
@Produces(LfsResource.JSON)
public final class LfsResource {
    static final String JSON = "application/vnd.git-lfs+json";
    private static final int MAX_OBJECTS = 1_000;

    private final Doors doors;
    private final LargeFiles files;

    LfsResource(Doors doors, LargeFiles files) {
        this.doors = doors;
        this.files = files;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wanted(
            String operation,
            List<String> transfers,
            List<LfsObject> objects,
            @JsonProperty("hash_algo") String hashAlgorithm) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LfsObject(String oid, long size) {}

    record Batch(String transfer, List<Offer> objects, @JsonProperty("hash_algo") String hashAlgorithm) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Offer(String oid, long size, Map<String, Action> actions, Optional<Fault> error) {}

    record Action(String href) {}

    record Fault(int code, String message) {}

    @POST
    @Path("/batch")
    @Consumes(JSON)
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git-lfs: where to fetch or send each of these files.")
    public Batch batch(
            @Context Viewer viewer,
            @Context UriInfo uri,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @NotNull Wanted wanted)
            throws IOException {
        boolean upload = "upload".equals(wanted.operation());
        if (!upload && !"download".equals(wanted.operation())) throw Problem.invalid("operation", "lfs-operation");
        if (wanted.hashAlgorithm() != null && !wanted.hashAlgorithm().equals("sha256"))
            throw Problem.invalid("hash_algo", "lfs-algorithm");
        if (wanted.transfers() != null
                && !wanted.transfers().isEmpty()
                && !wanted.transfers().contains("basic")) throw Problem.invalid("transfers", "lfs-transfer");
        var design = upload ? doors.toPush(viewer, owner, repository) : doors.toFetch(viewer, owner, repository);
        var objects = wanted.objects() == null ? List.<LfsObject>of() : wanted.objects();
        if (objects.size() > MAX_OBJECTS) throw Problem.invalid("objects", "lfs-many", MAX_OBJECTS);
        var place = doors.address(uri) + "/" + owner + "/" + repository + "/info/lfs/objects/";
        List<Offer> offers = new ArrayList<>();
        for (var object : objects) offers.add(offer(viewer, design, upload, place, object));
        return new Batch("basic", offers, "sha256");
    }

    private Offer offer(Viewer viewer, Design design, boolean upload, String place, LfsObject object)
            throws IOException {
        if (object == null || object.oid() == null || !object.oid().matches("[0-9a-f]{64}") || object.size() < 0)
            return refused(viewer, object, 422, "lfs-oid");
        var blob = new Blob(object.oid(), object.size());
        if (!upload)
            return files.published(design, blob).isPresent()
                    ? offered(object, Map.of("download", new Action(place + object.oid())))
                    : refused(viewer, object, 404, "lfs-unknown");
        if (files.has(design, blob)) return offered(object, Map.of());
        try {
            files.requireRoom(design, blob);
        } catch (Problem full) {
            return new Offer(
                    object.oid(),
                    object.size(),
                    Map.of(),
                    Optional.of(new Fault(full.kind().status(), viewer.told(full))));
        }
        return offered(
                object, Map.of("upload", new Action(place + object.oid()), "verify", new Action(place + "verify")));
    }

    private static Offer offered(LfsObject object, Map<String, Action> actions) {
        return new Offer(object.oid(), object.size(), actions, Optional.empty());
    }

    private static Offer refused(Viewer viewer, LfsObject object, int status, String code) {
        return new Offer(
                object == null || object.oid() == null ? "" : object.oid(),
                object == null ? 0 : object.size(),
                Map.of(),
                Optional.of(new Fault(status, viewer.text("problem." + code))));
    }

    @GET
    @Path("/{oid:[0-9a-f]{64}}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git-lfs: a file, with Range.")
    public Response download(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @PathParam("oid") String oid)
            throws IOException {
        var design = doors.toFetch(viewer, owner, repository);
        var file = doors.rooms().blobs().find(oid).orElseThrow(Problem::notFound);
        long size = Files.size(file);
        if (files.published(design, new Blob(oid, size)).isEmpty()) throw Problem.notFound();
        return new Download(oid, size, oid, MediaType.APPLICATION_OCTET_STREAM, false, () -> Files.newInputStream(file))
                .answer(request, headers);
    }

    @PUT
    @Path("/{oid:[0-9a-f]{64}}")
    @Consumes(MediaType.WILDCARD)
    @Access(Access.Who.PERSON)
    @Operation(description = "For git-lfs: takes a file, which must have this SHA-256.")
    public Response upload(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @PathParam("oid") String oid,
            InputStream body)
            throws IOException {
        files.receive(doors.toPush(viewer, owner, repository), oid, headers.getLength(), body);
        return Response.ok().build();
    }

    @POST
    @Path("/verify")
    @Consumes(JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "For git-lfs: whether a file has arrived as a whole.")
    public Response verify(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @NotNull LfsObject object)
            throws IOException {
        var design = doors.toPush(viewer, owner, repository);
        if (object.oid() == null || !object.oid().matches("[0-9a-f]{64}") || object.size() < 0)
            throw Problem.invalid("oid", "lfs-oid");
        if (!files.has(design, new Blob(object.oid(), object.size()))) throw Problem.notFound();
        var kept = doors.rooms().blobs().find(object.oid()).orElseThrow(Problem::notFound);
        if (Files.size(kept) != object.size()) throw Problem.invalid("size", "lfs-size", Files.size(kept));
        return Response.ok(Map.of()).build();
    }
}
