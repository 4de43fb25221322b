// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.InputStream;

/** Where files come from that are not here yet. */
public interface FileSource {
    /**
     * The file's bytes, from this one on where the source can do that.
     *
     * @throws IOException when it cannot be had now
     */
    Part open(String sha256, long fromByte) throws IOException;

    /** @param fromByte which byte the stream begins with: the one asked for, or 0 */
    record Part(InputStream bytes, long fromByte) {}
}
