// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

/**
 * It cannot be done, for a reason with a stable code; the message is for the log. FFmpeg names the address that it could
 * not open, with user and password.
 */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    Refused(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    Refused(String reason, Throwable cause) {
        super(String.valueOf(cause.getMessage()).replaceAll("://[^/@\\s\"]*@", "://"), cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
