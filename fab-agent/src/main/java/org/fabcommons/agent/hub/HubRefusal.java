// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;

/** The hub was reached and said no. */
final class HubRefusal extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    HubRefusal(int status, String what) {
        super("the hub answered " + status + " to " + what);
        this.status = status;
    }

    /** The pairing was revoked. */
    boolean unpaired() {
        return status == 401;
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
