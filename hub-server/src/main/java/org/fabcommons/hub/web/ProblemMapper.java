// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a {@link Problem} into problem+json or a page, in the reader's language. */
final class ProblemMapper implements ExceptionMapper<Problem> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The statuses that have a title of their own; others are told as the first of their hundred. */
    private static final Set<Integer> TITLED =
            Set.of(400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 416, 422, 429, 500, 507);

    private final Messages messages;

    @Inject
    private Provider<ContainerRequestContext> request;

    ProblemMapper(Messages messages) {
        this.messages = messages;
    }

    /** What the error page shows. */
    public record ErrorPage(int status, String title, List<Fault> faults, Optional<String> id) {}

    public record Fault(String field, String message) {}

    @Override
    public Response toResponse(Problem problem) {
        var viewer = AccessFilter.viewerOf(request.get(), messages);
        var title = viewer.told(problem);
        var faults = problem.faults().stream()
                .map(fault -> new Fault(fault.field(), viewer.told(fault)))
                .toList();
        return answer(request.get(), viewer, problem.kind().status(), problem.code(), title, faults, Optional.empty());
    }

    static Response answer(
            ContainerRequestContext request,
            Viewer viewer,
            int status,
            String code,
            String detail,
            List<Fault> faults,
            Optional<String> id) {
        var response = Response.status(status);
        var git = GitAnswer.to(request);
        if (status == 401 && !Answers.wantsPage(request))
            response.header("WWW-Authenticate", git.isPresent() ? GitAnswer.CHALLENGE : "Bearer");
        // The rest of the body stays unread, so nothing more can come over this connection.
        if (status == 413) response.header("Connection", "close");
        if (Answers.wantsPage(request))
            return response.type(MediaType.TEXT_HTML)
                    .entity(Page.of(
                            viewer, "/org/fabcommons/hub/web/error.ftl", new ErrorPage(status, detail, faults, id)))
                    .build();
        if (git.isPresent()) return git.get().answer(response, detail, faults, id);
        ObjectNode body = JSON.createObjectNode()
                .put("type", "/problems/" + code)
                .put("title", viewer.text(messageFor(status)))
                .put("status", status)
                .put(
                        "detail",
                        faults.isEmpty() ? detail : detail + " " + faults.get(0).message());
        id.ifPresent(known -> body.put("instance", known));
        if (!faults.isEmpty()) {
            var errors = body.putArray("errors");
            for (var fault : faults)
                errors.addObject().put("field", fault.field()).put("message", fault.message());
        }
        return response.type("application/problem+json").entity(body.toString()).build();
    }

    /** What this status means, whatever the case. */
    private static String messageFor(int status) {
        return "web.status." + (TITLED.contains(status) ? status : status >= 500 ? 500 : 400);
    }
}
