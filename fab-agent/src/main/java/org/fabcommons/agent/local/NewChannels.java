// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.agent.notify.ChannelSettings;

/** How a web address for notifications comes to this agent on its page, and leaves it. Programs only come by its settings. */
public interface NewChannels {
    /** Names of the channels that were added on the page. */
    List<String> added();

    /**
     * Writes the channel into the agent's folder.
     *
     * @throws NotAdded when it cannot be; nothing has changed then
     */
    ChannelSettings add(Wanted channel) throws NotAdded;

    /** @throws NotAdded when it was not added on the page */
    void remove(String name) throws NotAdded;

    /**
     * @param link the agent's page, as whoever reads the notifications reaches it
     * @param picture whether pictures of the machine go there too
     */
    record Wanted(
            String name,
            String url,
            ChannelSettings.Format format,
            Locale language,
            Optional<URI> link,
            boolean picture) {}
}
