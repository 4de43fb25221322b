// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import org.fabcommons.agent.transport.PortException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code fab-agent}: what it can be asked. */
@Command(
        name = "fab-agent",
        description = "Brings jobs to machines and reports what really happened.",
        mixinStandardHelpOptions = true,
        version = "fab-agent 0.1.0",
        subcommands = {
            RunCommand.class,
            PairCommand.class,
            PasswordCommand.class,
            NotifyCommand.class,
            SendCommand.class,
            AnalyseCommand.class,
            PortsCommand.class,
            ProfileCommand.class,
            DetectCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            SimulateCommand.class,
            CameraWorkerCommand.class,
            CommandLine.HelpCommand.class
        })
public final class AgentCommand {
    private static final int FAILED = 1;
    private static final int WRONGLY_CALLED = 2;
    private static final int UNREACHABLE = 4;

    private AgentCommand() {}

    /** The whole command line, ready to execute. Exit codes: 0 done, 1 failed, 2 wrongly called. */
    public static CommandLine commandLine() {
        return new CommandLine(new AgentCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(AgentCommand::exitCode)
                .setParameterExceptionHandler((fault, args) -> {
                    // The mistake is what counts; all that a command knows would push it off the screen.
                    var command = fault.getCommandLine();
                    command.getErr().println(command.getColorScheme().errorText(fault.getMessage()));
                    UnmatchedArgumentException.printSuggestions(fault, command.getErr());
                    command.getErr()
                            .println("\"" + command.getCommandSpec().qualifiedName() + " --help\" says what there is.");
                    return WRONGLY_CALLED;
                })
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    // Refusals carry their whole story in the message; a stack trace is for those who ask.
                    command.getErr().println(command.getColorScheme().errorText("fab-agent: " + fault.getMessage()));
                    if (Boolean.getBoolean("fab.trace")) fault.printStackTrace(command.getErr());
                    return command.getExitCodeExceptionMapper().getExitCode(fault);
                });
    }

    private static int exitCode(Throwable fault) {
        if (fault instanceof ParameterException) return WRONGLY_CALLED;
        return fault instanceof PortException ? UNREACHABLE : FAILED;
    }
}
