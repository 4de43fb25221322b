// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Optional;

/** How a person's new camera comes to this agent, and how one that came so leaves it. */
public interface NewCameras {
    /** Cameras plugged into this computer that this agent does not look through yet. */
    List<Device> devices();

    /** @param path such as {@code /dev/v4l/by-id/…}, which stays the same when cables are moved */
    record Device(String path, String name) {}

    /** Keys of the cameras that were added on the page; those of the settings file are changed there. */
    List<String> added();

    /**
     * Writes the camera into the agent's settings and begins anew with it, a moment later.
     *
     * @throws NotAdded when it cannot be; nothing has changed then
     */
    void add(Wanted camera) throws NotAdded;

    /**
     * Forgets a camera that was added on the page, and begins anew without it. Pictures of jobs stay.
     *
     * @throws NotAdded when it cannot be; nothing has changed then
     */
    void remove(String key) throws NotAdded;

    /**
     * @param machine key of the machine that it looks at; empty for none
     * @param source a device, or an address in the network
     * @param timeLapse {@code layer} or a number of seconds; empty for none
     */
    record Wanted(String name, Optional<String> machine, String source, Optional<String> timeLapse) {}
}
