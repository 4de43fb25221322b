// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Tells violated constraints like any other refusal; Jersey's own mapper would answer without words. */
final class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {
    private final Messages messages;

    @Inject
    private Provider<ContainerRequestContext> request;

    ViolationMapper(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Response toResponse(ConstraintViolationException refused) {
        var viewer = AccessFilter.viewerOf(request.get(), messages);
        var violations = refused.getConstraintViolations();
        // The whole body is missing: there is no field to name.
        if (violations.stream().allMatch(ViolationMapper::isBody)) return answer(viewer, 400, "body-needed", List.of());
        return answer(
                viewer,
                422,
                "invalid",
                violations.stream()
                        .map(violation -> new ProblemMapper.Fault(
                                field(violation.getPropertyPath()), viewer.text("problem." + code(violation))))
                        .toList());
    }

    private static String code(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof NotNull ? "needed" : "unfit";
    }

    /** The path of a parameter has two nodes, method and parameter; that of a field within it more. */
    private static boolean isBody(ConstraintViolation<?> violation) {
        return violation.getInvalidValue() == null
                && StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                                .count()
                        == 2;
    }

    /** As the body has it, such as {@code files[0].upload}; of a parameter its name. */
    private static String field(Path path) {
        var nodes = StreamSupport.stream(path.spliterator(), false).toList();
        var field = new StringBuilder();
        for (var node : nodes.subList(Math.min(2, nodes.size() - 1), nodes.size())) {
            if (node.getIndex() != null)
                field.append('[').append(node.getIndex()).append(']');
            if (node.getKind() == ElementKind.CONTAINER_ELEMENT) continue;
            if (!field.isEmpty()) field.append('.');
            field.append(node.getName());
        }
        return field.toString();
    }

    private Response answer(Viewer viewer, int status, String code, List<ProblemMapper.Fault> faults) {
        return ProblemMapper.answer(
                request.get(), viewer, status, code, viewer.text("problem." + code), faults, Optional.empty());
    }
}
