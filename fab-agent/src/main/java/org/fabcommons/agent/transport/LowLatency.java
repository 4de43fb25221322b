// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FTDI adapters hold short answers back for 16 ms, which allows some 60 lines a second. Linux lets the time be set, to
 * root and to whom a udev rule allows it. Source: Linux {@code drivers/usb/serial/ftdi_sio.c}, latency_timer.
 */
final class LowLatency {
    private static final Logger LOG = LoggerFactory.getLogger(LowLatency.class);

    private LowLatency() {}

    /** Sets the shortest time where the adapter has one and the system allows it. */
    static void ask(String device) {
        ask(Path.of("/sys/class/tty"), device);
    }

    /** @param devices where the system keeps a folder for each serial port */
    static boolean ask(Path devices, String device) {
        var name = Path.of(device).getFileName();
        if (name == null) return false;
        var timer = devices.resolve(name).resolve("device/latency_timer");
        if (!Files.isWritable(timer)) return false;
        try {
            if (!Files.readString(timer).strip().equals("1")) Files.writeString(timer, "1");
            return true;
        } catch (IOException refused) {
            LOG.info("{} stays at its latency: {}", device, refused.getMessage());
            return false;
        }
    }
}
