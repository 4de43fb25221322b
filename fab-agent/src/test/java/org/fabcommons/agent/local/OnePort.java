// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.machine.Detection;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Profiles;

/** A port with a printer that answers. */
final class OnePort implements NewMachines {
    @Override
    public List<Ports.PortInfo> ports() {
        return List.of(new Ports.PortInfo("/dev/ttyUSB0", "USB Serial CH340", 0x1a86, 0x7523, ""));
    }

    @Override
    public Optional<Detection.Found> detect(String port) {
        return Optional.of(new Detection.Found(115200, Profiles.standard().require("marlin"), "FIRMWARE_NAME:Marlin"));
    }

    @Override
    public There there(String port) {
        return There.DEVICE;
    }

    @Override
    public void add(Wanted wanted) {}

    @Override
    public Profiles profiles() {
        return Profiles.standard();
    }

    @Override
    public NewCameras cameras() {
        return new NewCameras() {
            @Override
            public List<Device> devices() {
                return List.of(new Device("/dev/v4l/by-id/usb-046d_C270-video-index0", "C270 HD WEBCAM"));
            }

            @Override
            public List<String> added() {
                return List.of();
            }

            @Override
            public void add(Wanted camera) {}

            @Override
            public void remove(String key) {}
        };
    }
}
