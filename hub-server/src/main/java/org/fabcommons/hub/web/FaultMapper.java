// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
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
        if (fault instanceof JsonProcessingException) return answer(viewer, 400, "malformed-json", List.of());
        if (fault instanceof ConstraintViolationException violations)
            return answer(
                    viewer,
                    422,
                    "invalid",
                    violations.getConstraintViolations().stream()
                            .map(v ->
                                    new ProblemMapper.Fault(v.getPropertyPath().toString(), v.getMessage()))
                            .toList());
        if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            var status = web.getResponse().getStatus();
            if (status < 400) return web.getResponse();
            var code = messages.find(viewer.locale(), "problem.http-" + status).isPresent()
                    ? "http-" + status
                    : "http-400";
            return answer(viewer, status, code, List.of());
        }
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

    private Response answer(Viewer viewer, int status, String code, List<ProblemMapper.Fault> faults) {
        return ProblemMapper.answer(
                request.get(), viewer, status, code, viewer.text("problem." + code), faults, Optional.empty());
    }
}
