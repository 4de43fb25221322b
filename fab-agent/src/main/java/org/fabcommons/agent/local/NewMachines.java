// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.machine.Detection;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Profiles;

/** How a person's new machine, and a camera that looks at it, come to this agent. */
public interface NewMachines {
    /** Serial ports that no machine of this agent has. */
    List<Ports.PortInfo> ports();

    /**
     * Finds out which firmware is there; this may take a minute and restart the machine.
     *
     * @return empty when nothing was understood
     * @throws IOException when the port cannot be opened
     * @throws NotAdded when a machine of this agent has it
     */
    Optional<Detection.Found> detect(String port) throws IOException, NotAdded;

    /** What may be at a port. */
    enum There {
        /** A serial device. */
        DEVICE,
        /** Another program, or something in the network: a printer's own computer, or a simulated machine. */
        PERHAPS_SIMULATED,
        /** A simulated machine of ours. */
        SIMULATED
    }

    There there(String port);

    /**
     * Writes the machine into the agent's settings and begins anew with it, a moment later.
     *
     * @throws NotAdded when it cannot be; nothing has changed then
     */
    void add(Wanted machine) throws NotAdded;

    /** What such a machine may be: all that is known now, with those that its owner wrote. */
    Profiles profiles();

    /** The cameras that look at them. */
    NewCameras cameras();

    /** Where notifications go; empty where people cannot add that on the page. */
    default Optional<NewChannels> channels() {
        return Optional.empty();
    }

    /**
     * @param baud bits per second; the profile's where empty
     * @param simulated whether nothing that is made on it is real
     */
    record Wanted(String name, String profile, String port, Optional<Integer> baud, boolean simulated) {}
}
