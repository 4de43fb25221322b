// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How git and git-lfs are told of a refusal: they print plain text, and the {@code message} of their own JSON. */
enum GitAnswer {
    GIT("text/plain; charset=utf-8") {
        @Override
        String body(String text, Optional<String> id) {
            return text + "\n";
        }
    },
    LFS("application/vnd.git-lfs+json") {
        @Override
        String body(String text, Optional<String> id) {
            ObjectNode json = new ObjectMapper().createObjectNode().put("message", text);
            id.ifPresent(known -> json.put("request_id", known));
            return json.toString();
        }
    };

    /** Both ask for a name and a password only when told so. */
    static final String CHALLENGE = "Basic realm=\"FabCommons\", charset=\"UTF-8\"";

    private final String type;

    GitAnswer(String type) {
        this.type = type;
    }

    abstract String body(String text, Optional<String> id);

    /** Which of them asks, if one does. */
    static Optional<GitAnswer> to(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        if (!path.matches("/?[^/]+/[^/]+\\.git/.*")) return Optional.empty();
        return Optional.of(path.contains(".git/info/lfs/") ? LFS : GIT);
    }

    /** Whether the body is a file of git-lfs, which calls it by whatever type it guesses. */
    static boolean takesFile(ContainerRequestContext request) {
        return request.getMethod().equals("PUT")
                && request.getUriInfo().getPath().contains(".git/info/lfs/objects/");
    }

    Response answer(
            Response.ResponseBuilder response, String detail, List<ProblemMapper.Fault> faults, Optional<String> id) {
        var text = Stream.concat(
                        Stream.of(detail), faults.stream().map(fault -> fault.field() + ": " + fault.message()))
                .collect(Collectors.joining("\n"));
        return response.type(type).entity(body(text, id)).build();
    }
}
