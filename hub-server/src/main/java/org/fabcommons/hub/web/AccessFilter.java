// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who calls and lets in whom the method's {@link Access} names; without one, nobody. Requests that change
 * something on the strength of a cookie must come from our own pages: browsers say so in {@code Sec-Fetch-Site}, older
 * ones in {@code Origin}. Source: OWASP, cross-site request forgery prevention, "Fetch Metadata".
 */
@Priority(Priorities.AUTHENTICATION)
final class AccessFilter implements ContainerRequestFilter {
    static final String SESSION_COOKIE = "fab_session";
    static final String VIEWER = AccessFilter.class.getName() + ".viewer";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final List<Identifier> identifiers;
    private final Messages messages;

    @Context
    private ResourceInfo resource;

    AccessFilter(List<Identifier> identifiers, Messages messages) {
        this.identifiers = identifiers;
        this.messages = messages;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var viewer = viewer(request);
        request.setProperty(VIEWER, viewer);
        var method = resource.getResourceMethod();
        var access = method == null ? null : method.getAnnotation(Access.class);
        if (access == null) throw Problem.notFound();
        switch (access.value()) {
            case ANYONE -> {}
            case PERSON -> {
                if (viewer.person().isEmpty()) refuse(request);
            }
            case AGENT -> viewer.agentId();
        }
    }

    private static void refuse(ContainerRequestContext request) {
        if (!Answers.wantsPage(request)) throw Problem.unauthorised("sign-in-needed");
        // Only what can be asked for again is worth coming back to.
        var next = SAFE.contains(request.getMethod()) ? path(request) : "/";
        request.abortWith(
                Response.seeOther(URI.create("/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                        .build());
    }

    private Viewer viewer(ContainerRequestContext request) {
        return new Viewer(caller(request), locale(request), theme(request), messages, path(request));
    }

    private Optional<Caller> caller(ContainerRequestContext request) {
        var header = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (header.isPresent()) {
            var words = header.get().strip().split(" ", 2);
            if (words.length < 2) throw Problem.unauthorised("credentials-wrong");
            var scheme = words[0].toLowerCase(Locale.ROOT);
            var found =
                    switch (scheme) {
                        case "bearer" -> ask(Identifier.Scheme.BEARER, words[1].strip());
                        case "basic" -> decode(words[1].strip()).flatMap(pair -> ask(Identifier.Scheme.BASIC, pair));
                        default -> Optional.<Caller>empty();
                    };
            if (found.isEmpty()) throw Problem.unauthorised("credentials-wrong");
            return found;
        }
        Cookie session = request.getCookies().get(SESSION_COOKIE);
        if (session == null) return Optional.empty();
        if (!SAFE.contains(request.getMethod()) && !sameSite(request)) throw Problem.forbidden("cross-site");
        return ask(Identifier.Scheme.SESSION, session.getValue());
    }

    private Optional<Caller> ask(Identifier.Scheme scheme, String credential) {
        return identifiers.stream()
                .flatMap(identifier -> identifier.identify(scheme, credential).stream())
                .findFirst();
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether the browser says that one of our own pages asked. A request without either header is no browser's. */
    static boolean sameSite(ContainerRequestContext request) {
        var site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin") || site.equals("none");
        var origin = request.getHeaderString("Origin");
        if (origin == null) return true;
        var host = request.getHeaderString(HttpHeaders.HOST);
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private static Locale locale(ContainerRequestContext request) {
        var cookie = request.getCookies().get("lang");
        if (cookie != null)
            for (var locale : Messages.LOCALES) if (locale.getLanguage().equals(cookie.getValue())) return locale;
        for (var asked : languages(request))
            for (var locale : Messages.LOCALES) if (locale.getLanguage().equals(asked.getLanguage())) return locale;
        return Messages.LOCALES.get(0);
    }

    /** What a header says that nobody can read counts as not said. */
    private static List<Locale> languages(ContainerRequestContext request) {
        try {
            return request.getAcceptableLanguages();
        } catch (ProcessingException unreadable) {
            return List.of();
        }
    }

    private static Viewer.Theme theme(ContainerRequestContext request) {
        var cookie = request.getCookies().get("theme");
        for (var theme : Viewer.Theme.values())
            if (cookie != null && theme.name().equalsIgnoreCase(cookie.getValue())) return theme;
        return Viewer.Theme.AUTO;
    }

    private static String path(ContainerRequestContext request) {
        var uri = request.getUriInfo().getRequestUri();
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    static Viewer viewerOf(ContainerRequestContext request, Messages messages) {
        return request.getProperty(VIEWER) instanceof Viewer viewer
                ? viewer
                : new Viewer(Optional.empty(), locale(request), theme(request), messages, path(request));
    }

    static boolean isHtml(MediaType type) {
        return type.isCompatible(MediaType.TEXT_HTML_TYPE) && !type.isWildcardType();
    }
}
