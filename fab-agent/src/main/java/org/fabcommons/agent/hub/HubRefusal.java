// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.fabcommons.link.LinkJson;

/** The hub was reached and said no. */
final class HubRefusal extends IOException {
    private static final long serialVersionUID = 1;

    /** How the hub says that it does not know the key it was shown. */
    private static final String KEY_UNKNOWN = "/problems/credentials-wrong";

    private final int status;
    private final boolean unpaired;

    HubRefusal(int status, String what) {
        super("the hub answered " + status + " to " + what);
        this.status = status;
        this.unpaired = false;
    }

    /** @param body of the answer, or as much of it as a problem has */
    HubRefusal(HttpResponse<?> answer, byte[] body, String what) {
        super("the hub answered " + answer.statusCode() + " to " + what);
        this.status = answer.statusCode();
        this.unpaired = status == 401
                && answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                && type(body).equals(KEY_UNKNOWN);
    }

    private static String type(byte[] body) {
        try {
            return LinkJson.mapper().readTree(body).path("type").asText();
        } catch (IOException noProblem) {
            // Whoever wrote this, it was not the hub.
            return "";
        }
    }

    /** The pairing was revoked: the hub itself says so. A proxy before it that wants to be signed in to does not count. */
    boolean unpaired() {
        return unpaired;
    }

    /** It does not go with how things stand there now. */
    boolean conflict() {
        return status == 409;
    }

    /** The same request will be refused again. */
    boolean lasting() {
        return status >= 400 && status < 500 && status != 401 && status != 404 && status != 408 && status != 429;
    }
}
