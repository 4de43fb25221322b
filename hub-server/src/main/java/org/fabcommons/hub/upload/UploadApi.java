// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/**
 * Uploads that can be resumed. Source: tus 1.0.0, core protocol with creation, expiration, termination and checksum
 * (tus.io/protocols/resumable-upload).
 */
@Path("/api/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
public final class UploadApi {
    private static final String PIECE = "application/offset+octet-stream";

    private final ResumableUploads uploads;

    UploadApi(ResumableUploads uploads) {
        this.uploads = uploads;
    }

    /** @param sha256 once it is whole */
    record UploadJson(
            String id, String name, long sizeBytes, long receivedBytes, Optional<String> sha256, Instant expiresAt) {}

    record UploadList(List<UploadJson> items) {}

    @OPTIONS
    @Access(Access.Who.ANYONE)
    @Operation(description = "For tus clients: what of the protocol is spoken here, and how large a file may be.")
    public Response options() {
        return Response.noContent()
                .header("Tus-Version", TusHeaders.VERSION)
                .header("Tus-Extension", "creation,expiration,termination,checksum")
                .header("Tus-Checksum-Algorithm", Checksum.NAMES)
                .header("Tus-Max-Size", uploads.limits().fileBytes())
                .build();
    }

    @POST
    @Access(Access.Who.PERSON)
    @Operation(
            description =
                    "For tus clients: begins an upload. Upload-Length is its size, Upload-Metadata may name it (filename).")
    public Response create(
            @Context Viewer viewer,
            @HeaderParam("Tus-Resumable") @DefaultValue("") String version,
            @HeaderParam("Upload-Length") @DefaultValue("") String length,
            @HeaderParam("Upload-Metadata") @DefaultValue("") String metadata) {
        speaks(version);
        var upload = uploads.create(viewer.require().id(), name(metadata), number("Upload-Length", length));
        return Response.created(URI.create("/api/v1/uploads/" + upload.id()))
                .header("Upload-Expires", expires(upload))
                .build();
    }

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "Your uploads that no revision has named yet, the newest first.")
    public UploadList list(@Context Viewer viewer) {
        return new UploadList(
                uploads.of(viewer.require().id()).stream().map(this::json).toList());
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "How far an upload is; its SHA-256 once it is whole.")
    public UploadJson upload(@Context Viewer viewer, @PathParam("id") String id) {
        return json(uploads.require(viewer.require().id(), id));
    }

    @HEAD
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "For tus clients: from where to go on.")
    public Response head(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @HeaderParam("Tus-Resumable") @DefaultValue("") String version) {
        speaks(version);
        var upload = uploads.require(viewer.require().id(), id);
        return Response.ok()
                .header("Upload-Offset", uploads.offset(upload))
                .header("Upload-Length", upload.sizeBytes())
                .header("Upload-Expires", expires(upload))
                .header("Cache-Control", "no-store")
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Consumes(PIECE)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "For tus clients: the next piece. What has arrived stays, also where the connection is lost.")
    public Response receive(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @HeaderParam("Tus-Resumable") @DefaultValue("") String version,
            @HeaderParam("Upload-Offset") @DefaultValue("") String offset,
            @HeaderParam("Upload-Checksum") @DefaultValue("") String checksum,
            InputStream body) {
        speaks(version);
        var upload = uploads.receive(
                uploads.require(viewer.require().id(), id),
                number("Upload-Offset", offset),
                headers.getLength(),
                body,
                Checksum.of(checksum));
        return Response.noContent()
                .header("Upload-Offset", uploads.offset(upload))
                .header("Upload-Expires", expires(upload))
                .build();
    }

    @POST
    @Path("/{id}")
    @Consumes(PIECE)
    @Access(Access.Who.PERSON)
    @Operation(description = "The same for clients that cannot send PATCH and say so in X-HTTP-Method-Override.")
    public Response receiveByPost(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @HeaderParam("X-HTTP-Method-Override") @DefaultValue("") String meant,
            @HeaderParam("Tus-Resumable") @DefaultValue("") String version,
            @HeaderParam("Upload-Offset") @DefaultValue("") String offset,
            @HeaderParam("Upload-Checksum") @DefaultValue("") String checksum,
            InputStream body) {
        if (!meant.equals("PATCH")) throw Problem.badRequest("upload-method");
        return receive(viewer, headers, id, version, offset, checksum, body);
    }

    @DELETE
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "Ends an upload and takes away what has arrived of it.")
    public Response drop(@Context Viewer viewer, @PathParam("id") String id) {
        uploads.drop(uploads.require(viewer.require().id(), id));
        return Response.noContent().build();
    }

    private UploadJson json(ResumableUpload upload) {
        return new UploadJson(
                upload.id(),
                upload.name(),
                upload.sizeBytes(),
                uploads.offset(upload),
                upload.sha256(),
                Instant.ofEpochMilli(upload.expiresAt()));
    }

    private static void speaks(String version) {
        if (!version.equals(TusHeaders.VERSION))
            throw Problem.of(Problem.Kind.PRECONDITION, "upload-version", TusHeaders.VERSION);
    }

    private static long number(String header, String value) {
        if (!value.matches("\\d{1,18}")) throw Problem.badRequest("upload-number", header);
        return Long.parseLong(value);
    }

    /** The file's name as clients write it: pairs of a key and a value in Base64. */
    private static String name(String metadata) {
        for (var pair : metadata.split(",")) {
            var words = pair.strip().split(" ", 2);
            if (words.length < 2 || !words[0].equals("filename")) continue;
            try {
                return new String(Base64.getDecoder().decode(words[1].strip()), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                throw Problem.badRequest("upload-metadata");
            }
        }
        return "";
    }

    private static String expires(ResumableUpload upload) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(upload.expiresAt()).atOffset(ZoneOffset.UTC));
    }
}
