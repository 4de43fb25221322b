// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Stack;
import org.fabcommons.gcode.ArcWish;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code --arcs} or {@code --arcs 0.02}: what follows is taken only where it is a number, since it may be the file. */
final class ArcTolerance implements IParameterConsumer {
    private static final double USUAL_MM = 0.05;

    @Override
    @SuppressWarnings("JdkObsolete") // The library's interface wants a Stack.
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        boolean given = !arguments.isEmpty()
                && arguments.peek().matches("-?\\d*\\.?\\d+")
                && !Files.exists(Path.of(arguments.peek()));
        double mm = given ? Double.parseDouble(arguments.pop()) : USUAL_MM;
        if (!(mm >= ArcWish.FINEST_MM && mm <= ArcWish.COARSEST_MM))
            throw new ParameterException(
                    command.commandLine(),
                    "--arcs takes " + ArcWish.FINEST_MM + " to " + ArcWish.COARSEST_MM + " mm, not " + mm + ".");
        option.setValue(OptionalDouble.of(mm));
    }
}
