// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Our own style sheets and scripts, and those of the WebJars under {@code lib/NAME/}. */
@Path("/assets")
public final class AssetResource {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "wasm", "application/wasm",
            "ico", "image/x-icon");

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    AssetResource() {}

    private record Asset(byte[] bytes, EntityTag tag, String type) {}

    @GET
    @Path("{path: [a-zA-Z0-9][a-zA-Z0-9._/-]*}")
    @Access(Access.Who.ANYONE)
    public Response asset(@PathParam("path") String path, @Context Request request) throws IOException {
        if (path.contains("..")) throw Problem.notFound();
        var known = assets.get(path);
        if (known == null) {
            known = load(path).orElseThrow(Problem::notFound);
            assets.put(path, known);
        }
        var cache = new CacheControl();
        cache.setMaxAge(300);
        var unchanged = request.evaluatePreconditions(known.tag());
        return (unchanged != null
                        ? unchanged
                        : Response.ok(known.bytes(), known.type()).tag(known.tag()))
                .cacheControl(cache)
                .build();
    }

    private static Optional<Asset> load(String path) throws IOException {
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) return Optional.empty();
        var resource = path.startsWith("lib/") ? library(path) : Optional.of("/assets/" + path);
        if (resource.isEmpty()) return Optional.empty();
        try (InputStream in = AssetResource.class.getResourceAsStream(resource.get())) {
            if (in == null) return Optional.empty();
            var bytes = in.readAllBytes();
            var sum = new CRC32();
            sum.update(bytes);
            return Optional.of(
                    new Asset(bytes, new EntityTag(Long.toHexString(sum.getValue()) + "-" + bytes.length), type));
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
