// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import java.io.IOException;

/** What a command could not do, in one line where it can be said in one; anything unexpected with all its causes. */
final class Plainly {
    private Plainly() {}

    /** Why a command refuses, for whoever typed it. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason);
        }
    }

    static void tell(Cli cli, Throwable fault) {
        if (fault instanceof Refusal || fault instanceof DataFolder.Busy)
            cli.getStdErr().println(fault.getMessage());
        else fault.printStackTrace(cli.getStdErr());
    }
}
