// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Reads what a refused request still brings. Otherwise the server closes the connection without having said so: a
 * client that sends its next request over it gets no answer, and one that is still sending may lose the refusal.
 * Source: RFC 9112, section 9.6.
 */
final class RestOfBody implements Filter {
    /** Enough for forms and small uploads; whoever sends more has to connect again. */
    private static final int MOST_BYTES = 8_000_000;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        // Whoever waits for "100 Continue" has not begun to send.
        if (request.isAsyncStarted() || ((HttpServletRequest) request).getHeader("Expect") != null) return;
        try {
            request.getInputStream().skipNBytes(MOST_BYTES);
        } catch (IOException overOrGone) {
            // The body has been read to its end, or its sender has left; both are fine.
            return;
        }
    }
}
