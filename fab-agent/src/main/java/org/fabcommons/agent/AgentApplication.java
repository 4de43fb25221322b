// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import org.fabcommons.agent.cli.AgentCommand;

/** Starts the agent. */
public final class AgentApplication {
    private AgentApplication() {}

    public static void main(String[] arguments) {
        System.exit(AgentCommand.commandLine().execute(arguments));
    }
}
