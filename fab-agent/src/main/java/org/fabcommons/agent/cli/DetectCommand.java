// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fabcommons.agent.machine.Detection;
import org.fabcommons.agent.transport.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "detect",
        description =
                "Finds out which firmware is at a port, and at which rate. Opening the port may restart the machine;"
                        + " nothing moves or heats.",
        mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {
    /** A bootloader waits up to two seconds, and the greeting takes its time. Milliseconds. */
    private static final int GREETING_MS = 3000;

    private static final int ANSWER_MS = 1500;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PORT", description = "Such as /dev/ttyUSB0, usb:1a86:7523 or tcp://192.168.1.20:23.")
    private String port = "";

    @Option(names = "--baud", paramLabel = "RATE", description = "Try this rate only.")
    private Optional<Integer> baud = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var ports = Ports.serial();
        var rates = baud.map(List::of).orElseGet(() -> Detection.rates(port, ports));
        var found = new Detection(ports, GREETING_MS, ANSWER_MS).at(port, rates, this::say);
        if (found.isEmpty()) {
            out.println("Nothing was understood at " + port
                    + ". Is the machine switched on? Many cutters and mills that read HPGL or RML never answer:"
                    + " choose their profile yourself.");
            return 1;
        }
        var firmware = found.get().profile();
        out.println(firmware.name() + ", at " + found.get().baud() + " baud: "
                + found.get().words());
        out.println("For agent.yaml: profile: " + firmware.id() + ", port: " + port + ", baud: "
                + found.get().baud() + "; \"fab-agent profile list\" may have your very machine.");
        return 0;
    }

    private void say(int rate) {
        if (!port.startsWith("tcp:")) spec.commandLine().getErr().println("Asking at " + rate + " baud.");
    }
}
