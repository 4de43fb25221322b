// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fabcommons.link.Detail;

/**
 * A USB device by what it is instead of where it is plugged in: {@code usb:1a86:7523}, with its serial number
 * {@code usb:2c99:0002:CZPX4720X004XC37451}, or by that alone, {@code usb:CZPX4720X004XC37451}.
 */
final class UsbIdentity {
    private static final String PREFIX = "usb:";

    private UsbIdentity() {}

    static boolean names(String path) {
        return path.startsWith(PREFIX);
    }

    /**
     * The path of the one port whose device is this.
     *
     * @throws PortException when there is none, or more than one
     */
    static String path(String identity, List<Ports.PortInfo> ports) throws PortException {
        var wanted = identity.substring(PREFIX.length());
        var found = ports.stream().filter(port -> is(port, wanted)).toList();
        if (found.size() == 1) return found.get(0).path();
        if (found.isEmpty()) throw new PortException(PortException.Reason.MISSING, Detail.of("port.no-device", wanted));
        throw new PortException(
                PortException.Reason.UNUSABLE,
                Detail.of(
                        "port.several-devices",
                        wanted,
                        found.stream().map(Ports.PortInfo::path).collect(Collectors.joining(", "))));
    }

    private static boolean is(Ports.PortInfo port, String wanted) {
        if (port.vendorId() <= 0) return false;
        var model = String.format(Locale.ROOT, "%04x:%04x", port.vendorId(), port.productId());
        var serial = port.serialNumber();
        return wanted.equalsIgnoreCase(model)
                || (!serial.isEmpty() && (wanted.equals(serial) || wanted.equalsIgnoreCase(model + ":" + serial)));
    }
}
