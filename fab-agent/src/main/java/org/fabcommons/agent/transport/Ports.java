// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.util.List;
import org.fabcommons.profile.FlowControl;

/** Where ports come from. */
public interface Ports {
    /** The serial ports of this computer. */
    static Ports serial() {
        return new SerialPorts();
    }

    /**
     * Lets this run to its end when the program is told to end, while ports still work. The serial library closes all
     * ports in a shutdown hook of its own, at the same time as all other hooks run; so whatever must still reach a
     * machine belongs here and not there.
     */
    static void atShutdown(String name, Runnable lastWork) {
        SerialPorts.atShutdown(name, lastWork);
    }

    /**
     * Opens a port for this program alone: 8 data bits, no parity, 1 stop bit.
     *
     * @param path such as {@code /dev/ttyUSB0} or {@code COM3}, a symbolic link being followed; {@code usb:vendor:product}
     *     or {@code usb:serial-number} for a USB device whatever port it got; {@code tcp://host:port} for a machine in the
     *     network
     * @param baud bits per second; without meaning in a network
     * @param flow how the machine holds the line up
     */
    Port open(String path, int baud, FlowControl flow) throws PortException;

    /** Without flow control. */
    default Port open(String path, int baud) throws PortException {
        return open(path, baud, FlowControl.NONE);
    }

    /** What is plugged in now. */
    List<PortInfo> list();

    /** Whether any rate may be tried there: a board with USB of its own may take 1200 baud for the end of its firmware. */
    default boolean takesAnyRate(String path) {
        return Adapters.leadToALine(path, list());
    }

    /**
     * A port that could be opened.
     *
     * @param path what {@link #open} takes
     * @param description the device's own name
     * @param vendorId USB vendor, -1 when not a USB device
     * @param productId USB product, -1 when not a USB device
     * @param serialNumber of the USB device, empty when it has none
     */
    record PortInfo(String path, String description, int vendorId, int productId, String serialNumber) {}
}
