// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.fabcommons.hub.store.Id;

/**
 * A POST of the API that carries an {@code Idempotency-Key} is done once: the same request again gets the first answer,
 * another request under that key is refused, and one that is still being worked on is told so. Refusals are not kept,
 * since they changed nothing. Where the hub died over a request nobody knows whether it was done, and that is what the
 * caller hears. Follows the IETF draft "The Idempotency-Key HTTP Header Field".
 */
@Priority(Priorities.AUTHORIZATION)
final class Idempotency implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    static final int LONGEST = 200;
    private static final String PENDING = Idempotency.class.getName() + ".pending";
    private static final Duration KEPT = Duration.ofDays(1);

    private final HubContext hub;
    private final String hubStart = Id.random();

    @Context
    private HttpServletRequest servlet;

    private Idempotency(HubContext hub) {
        this.hub = hub;
    }

    static Idempotency install(HubContext hub) {
        hub.database().mapRecord(IdempotentRequest.class);
        var idempotency = new Idempotency(hub);
        hub.every(
                Duration.ofHours(1),
                "forgetting old answers",
                () -> idempotency.store(store -> store.forgetBefore(hub.clock().millis() - KEPT.toMillis())));
        return idempotency;
    }

    static boolean covers(String path) {
        return path.startsWith("/api/");
    }

    /** A request under way, with the answer as far as it is known. */
    private static final class Pending {
        final String words;
        final Fingerprint body;
        String fingerprint = "";
        int status;
        Optional<String> location = Optional.empty();

        Pending(String words, Fingerprint body) {
            this.words = words;
            this.body = body;
        }

        String name() {
            return Sealed.name(words);
        }
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        var key = request.getHeaderString(HEADER);
        var path = "/" + request.getUriInfo().getPath();
        if (key == null || !request.getMethod().equals("POST") || !covers(path)) return;
        if (!key.matches("[\\x21-\\x7e]{1," + LONGEST + "}")) throw Problem.badRequest("idempotency-key", LONGEST);
        var pending = new Pending(
                who(request) + "\n" + key,
                new Fingerprint(
                        request.getEntityStream(),
                        request.getMethod(),
                        path,
                        Optional.ofNullable(request.getMediaType())));
        request.setEntityStream(pending.body);
        if (store(store -> store.begin(pending.name(), hubStart, hub.clock().millis())) == 1)
            request.setProperty(PENDING, pending);
        else request.abortWith(again(pending));
    }

    private String who(ContainerRequestContext request) {
        return request.getProperty(AccessFilter.VIEWER) instanceof Viewer viewer
                        && viewer.person().isPresent()
                ? "person " + viewer.person().get().id()
                : "address " + servlet.getRemoteAddr();
    }

    private Response again(Pending pending) throws IOException {
        var first =
                store(store -> store.find(pending.name())).orElseThrow(() -> Problem.conflict("idempotency-under-way"));
        if (first.fingerprint().isEmpty())
            throw Problem.conflict(first.hubStart().equals(hubStart) ? "idempotency-under-way" : "idempotency-unknown");
        if (!first.fingerprint().get().equals(pending.body.finish()))
            throw Problem.of(Problem.Kind.INVALID, "idempotency-other");
        var answer = Response.status(first.status().orElseThrow()).header(REPLAYED, "true");
        first.location().ifPresent(location -> answer.header(HttpHeaders.LOCATION, location));
        first.contentType().ifPresent(answer::type);
        first.sealed().ifPresent(body -> answer.entity(Sealed.open(body, pending.words)));
        return answer.build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(request.getProperty(PENDING) instanceof Pending pending)) return;
        if (response.getStatus() >= 300) {
            request.removeProperty(PENDING);
            store(store -> store.forget(pending.name()));
            return;
        }
        pending.fingerprint = pending.body.finish();
        pending.status = response.getStatus();
        pending.location = Optional.ofNullable(response.getHeaderString(HttpHeaders.LOCATION));
        if (response.hasEntity()) return; // kept when it has been written
        request.removeProperty(PENDING);
        keep(pending, Optional.empty(), Optional.empty());
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(PENDING) instanceof Pending pending)) {
            context.proceed();
            return;
        }
        var wire = context.getOutputStream();
        var answer = new ByteArrayOutputStream();
        context.setOutputStream(answer);
        context.proceed();
        // Kept before it is sent: a caller who never hears it can ask again.
        keep(
                pending,
                Optional.ofNullable(context.getMediaType()).map(Object::toString),
                Optional.of(Sealed.seal(answer.toByteArray(), pending.words)));
        context.setOutputStream(wire);
        answer.writeTo(wire);
    }

    private void keep(Pending pending, Optional<String> type, Optional<String> sealed) {
        store(store -> store.keep(pending.name(), pending.fingerprint, pending.status, pending.location, type, sealed));
    }

    private <T> T store(Function<IdempotencyStore, T> action) {
        return hub.database().write(handle -> action.apply(handle.attach(IdempotencyStore.class)));
    }
}
