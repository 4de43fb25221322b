// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.link.LinkJson;

/** What goes back over HTTP. */
record Answer(int status, String type, byte[] body, Optional<String> location, Optional<Camera> live) {
    Answer(int status, String type, byte[] body, Optional<String> location) {
        this(status, type, body, location, Optional.empty());
    }

    /** What this camera sees, until the reader goes away. */
    static Answer live(Camera camera) {
        return new Answer(200, "", new byte[0], Optional.empty(), Optional.of(camera));
    }

    /** A picture. */
    static Answer jpeg(byte[] picture) {
        return new Answer(200, "image/jpeg", picture, Optional.empty());
    }

    static Answer html(int status, String page) {
        return new Answer(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, "application/json", LinkJson.mapper().writeValueAsBytes(value), Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A list, as every list of the API is told. */
    static Answer items(List<?> items) {
        return json(200, Map.of("items", items));
    }

    /** RFC 9457. */
    static Answer problem(int status, String code, String detail) {
        return problem(status, code, detail, List.of());
    }

    static Answer problem(int status, String code, String detail, List<Fault> errors) {
        var json = json(
                status,
                Map.of("type", "urn:fabcommons:problem:" + code, "status", status, "detail", detail, "errors", errors));
        return new Answer(status, "application/problem+json", json.body(), Optional.empty());
    }

    /** One thing that is wrong. */
    record Fault(String field, String message) {}

    /** The same answer, with the address of what it is about. */
    Answer at(String address) {
        return new Answer(status, type, body, Optional.of(address));
    }

    static Answer seeOther(String path) {
        return new Answer(303, "text/plain", new byte[0], Optional.of(path));
    }

    static Answer noContent() {
        return new Answer(204, "text/plain", new byte[0], Optional.empty());
    }
}
