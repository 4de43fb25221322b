// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * What is read into memory as a whole, JSON and plain forms, has a limit; uploads are read piece by piece and have
 * limits of their own.
 */
@Priority(Priorities.AUTHENTICATION - 1)
final class BodyLimit implements ContainerRequestFilter {
    private static final Set<String> STREAMED =
            Set.of("octet-stream", "offset+octet-stream", "x-git-receive-pack-request");
    /** Far above any body that makes sense. */
    static final int MOST_BYTES = 1_000_000;

    @Override
    public void filter(ContainerRequestContext request) {
        var type = request.getMediaType();
        if (type == null || type.getType().equals("multipart") || STREAMED.contains(type.getSubtype())) return;
        if (GitAnswer.takesFile(request)) return;
        if (request.getLength() > MOST_BYTES) throw tooLarge();
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private static Problem tooLarge() {
        return Problem.of(Problem.Kind.TOO_LARGE, "too-large-body", MOST_BYTES / 1000);
    }

    /** Refuses to go on past the limit, for bodies that do not say how long they are. */
    private static final class Limited extends FilterInputStream {
        private int left = MOST_BYTES;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count(1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) count(count);
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) throw tooLarge();
        }
    }
}
