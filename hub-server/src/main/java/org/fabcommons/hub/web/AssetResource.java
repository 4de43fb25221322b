// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** Our own style sheets and scripts, and those of the WebJars under {@code lib/NAME/}. */
@Path("/assets")
public final class AssetResource {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "wasm", "application/wasm",
            "txt", "text/plain; charset=utf-8",
            "ico", "image/x-icon");

    /**
     * The one worker whose program makes functions out of text; in exchange it reaches no network. A worker has the policy
     * that its own script came with.
     */
    private static final Map<String, String> POLICIES =
            Map.of("step-worker.js", "default-src 'none'; script-src 'self' 'unsafe-eval'");

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    AssetResource() {}

    /** @param packed whether the bytes are packed with gzip, as large ones are kept */
    private record Asset(byte[] bytes, EntityTag tag, String type, boolean packed) {}

    @GET
    @Path("{path: [a-zA-Z0-9][a-zA-Z0-9._/-]*}")
    @Access(Access.Who.ANYONE)
    public Response asset(
            @PathParam("path") String path,
            @Context Request request,
            @HeaderParam("Accept-Encoding") @DefaultValue("") String accepted)
            throws IOException {
        if (path.contains("..")) throw Problem.notFound();
        var known = assets.get(path);
        if (known == null) {
            known = load(path).orElseThrow(Problem::notFound);
            assets.put(path, known);
        }
        var cache = new CacheControl();
        cache.setMaxAge(300);
        var unchanged = request.evaluatePreconditions(known.tag());
        var answer = unchanged != null ? unchanged : content(known, accepted).tag(known.tag());
        if (POLICIES.containsKey(path)) answer.header("Content-Security-Policy", POLICIES.get(path));
        return answer.cacheControl(cache).build();
    }

    private static ResponseBuilder content(Asset asset, String accepted) throws IOException {
        if (!asset.packed()) return Response.ok(asset.bytes(), asset.type());
        if (accepted.contains("gzip"))
            return Response.ok(asset.bytes(), asset.type())
                    .header("Content-Encoding", "gzip")
                    .header("Vary", "Accept-Encoding");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(asset.bytes()))) {
            return Response.ok(in.readAllBytes(), asset.type()).header("Vary", "Accept-Encoding");
        }
    }

    private static Optional<Asset> load(String path) throws IOException {
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) return Optional.empty();
        var resource = path.startsWith("lib/") ? library(path) : Optional.of("/assets/" + path);
        if (resource.isEmpty()) return Optional.empty();
        var plain = read(resource.get());
        var bytes = plain.or(() -> read(resource.get() + ".gz"));
        return bytes.map(found -> {
            var sum = new CRC32();
            sum.update(found);
            var tag = new EntityTag(Long.toHexString(sum.getValue()) + "-" + found.length);
            return new Asset(found, tag, type, plain.isEmpty());
        });
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = AssetResource.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> library(String path) throws IOException {
        var parts = path.split("/", 3);
        if (parts.length < 3) return Optional.empty();
        var pom = "/META-INF/maven/org.webjars.npm/" + parts[1] + "/pom.properties";
        try (InputStream in = AssetResource.class.getResourceAsStream(pom)) {
            if (in == null) return Optional.empty();
            var properties = new Properties();
            properties.load(in);
            return Optional.of("/META-INF/resources/webjars/" + parts[1] + "/" + properties.getProperty("version") + "/"
                    + parts[2]);
        }
    }
}
