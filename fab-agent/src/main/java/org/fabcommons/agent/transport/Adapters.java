// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Tells serial adapters from boards with USB of their own. Of these many take 1200 baud for the wish to be given new
 * firmware: they leave for their bootloader, and an Arduino Due has its firmware erased. Source: Klipper,
 * {@code docs/Bootloaders.md}; ArduinoCore-avr, {@code CDC.cpp}, and ArduinoCore-sam, {@code Reset.cpp}.
 */
final class Adapters {
    /** Who makes adapters and nothing else. Source: Linux, {@code drivers/usb/serial}. */
    private static final Set<Integer> MAKERS = Set.of(
            0x0403, // FTDI
            0x067b, // Prolific
            0x10c4, // Silicon Labs
            0x1a86, // WCH
            0x4348, // WCH, formerly
            0x06cd, // Keyspan
            0x9710, // MosChip
            0x110a, // Moxa
            0x0557, // ATEN
            0x050d); // Belkin

    private Adapters() {}

    /** Whether the rate of this port reaches nothing but a line: no USB at all, or an adapter of a maker that is known. */
    static boolean leadToALine(String path, List<Ports.PortInfo> ports) {
        try {
            var device = UsbIdentity.names(path) ? UsbIdentity.path(path, ports) : real(path);
            return ports.stream()
                    .filter(port -> port.path().equals(device))
                    .findFirst()
                    .map(port -> port.vendorId() > 0 ? MAKERS.contains(port.vendorId()) : !ofItsOwn(device))
                    .orElse(!ofItsOwn(device));
        } catch (PortException nobody) {
            return false;
        }
    }

    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException elsewhere) {
            return path;
        }
    }

    /** As Linux, macOS and FreeBSD name what has USB of its own. */
    private static boolean ofItsOwn(String device) {
        return device.contains("ttyACM") || device.contains("usbmodem") || device.contains("cuaU");
    }
}
