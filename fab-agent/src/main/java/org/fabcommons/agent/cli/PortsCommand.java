// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.fabcommons.agent.transport.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "ports", description = "Lists the serial ports of this computer.", mixinStandardHelpOptions = true)
final class PortsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var ports = Ports.serial().list();
        if (ports.isEmpty())
            out.println("No serial port found. Plug the machine in and switch it on; some boards need a driver.");
        for (var port : ports) {
            out.print(port.path());
            if (!port.description().isBlank()) out.print("  " + port.description());
            if (port.vendorId() > 0)
                out.print(String.format(Locale.ROOT, "  USB %04x:%04x", port.vendorId(), port.productId()));
            if (!port.serialNumber().isBlank()) out.print("  serial number " + port.serialNumber());
            out.println();
        }
        return 0;
    }
}
