// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import org.eclipse.jetty.server.RequestLog;

/**
 * Dropwizard's request log without what it tells about itself at the start: it compares versions that one jar for all no
 * longer holds, and complains on the console.
 */
@JsonTypeName("quiet")
public final class QuietRequestLogFactory extends LogbackAccessRequestLogFactory {
    @Override
    public RequestLog build(String name) {
        var log = super.build(name);
        if (log instanceof ch.qos.logback.access.jetty.RequestLogImpl access) access.setQuiet(true);
        return log;
    }
}
