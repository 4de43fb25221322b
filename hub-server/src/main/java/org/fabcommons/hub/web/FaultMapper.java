// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.fabcommons.hub.store.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is not a {@link Problem}: malformed requests told plainly, our own faults logged once with an id. */
final class FaultMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(FaultMapper.class);

    private final Messages messages;

    @Inject
    private Provider<ContainerRequestContext> request;

    FaultMapper(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Response toResponse(Throwable fault) {
        var viewer = AccessFilter.viewerOf(request.get(), messages);
        if (fault instanceof UnrecognizedPropertyException unknown)
            return answer(
                    viewer,
                    422,
                    "invalid",
                    List.of(new ProblemMapper.Fault(unknown.getPropertyName(), viewer.text("problem.unknown-field"))));
        if (fault instanceof MismatchedInputException wrong) {
            var field = field(wrong);
            return field.isEmpty()
                    ? answer(viewer, 422, "unexpected-json", List.of())
                    : answer(
                            viewer,
                            422,
                            "invalid",
                            List.of(new ProblemMapper.Fault(field, viewer.text("problem.wrong-kind"))));
        }
        if (fault instanceof JsonProcessingException) return answer(viewer, 400, "malformed-json", List.of());
        if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500)
            return answer(viewer, web.getResponse());
        // Whoever asked has left; there is nobody to answer and nothing to mend.
        if (fault instanceof EofException) return Response.status(400).build();
        var id = Id.random();
        LOG.error(
                "fault {} at {} {}",
                id,
                request.get().getMethod(),
                request.get().getUriInfo().getPath(),
                fault);
        return ProblemMapper.answer(
                request.get(), viewer, 500, "fault", viewer.text("problem.fault", id), List.of(), Optional.of(id));
    }

    /** Jersey's own refusal, in our words; what it says about the way out is kept. */
    private Response answer(Viewer viewer, Response refusal) {
        var status = refusal.getStatus();
        if (status < 400) return refusal;
        var code = messages.find(viewer.locale(), "problem.http-" + status).isPresent() ? "http-" + status : "http-400";
        var answer = Response.fromResponse(answer(viewer, status, code, List.of()));
        for (var header : List.of(HttpHeaders.ALLOW, "Content-Range", "Accept-Ranges"))
            if (refusal.getHeaders().containsKey(header)) answer.header(header, refusal.getHeaderString(header));
        return answer.build();
    }

    /** Where in the body it is, such as {@code also[0].design}; empty for the whole. */
    private static String field(JsonMappingException wrong) {
        var field = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getFieldName() == null)
                field.append('[').append(step.getIndex()).append(']');
            else field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
        }
        return field.toString();
    }

    private Response answer(Viewer viewer, int status, String code, List<ProblemMapper.Fault> faults) {
        return ProblemMapper.answer(
                request.get(), viewer, status, code, viewer.text("problem." + code), faults, Optional.empty());
    }
}
