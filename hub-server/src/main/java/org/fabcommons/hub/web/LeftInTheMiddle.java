// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever asked may leave before the answer is whole: a page closed, a download cut off. Nothing failed here that anybody
 * could mend, so it is no error in the log.
 */
@Priority(LeftInTheMiddle.FIRST)
final class LeftInTheMiddle implements WriterInterceptor {
    /** Around all others but Jersey's own. */
    static final int FIRST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LeftInTheMiddle.class);

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } catch (IOException | RuntimeException e) {
            if (!left(e)) throw e;
            MultivaluedMap<String, Object> headers = context.getHeaders();
            LOG.debug("who asked has left before the answer of {} was whole", headers.getFirst("Content-Type"));
        }
    }

    private static boolean left(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) if (cause instanceof EofException) return true;
        return false;
    }
}
