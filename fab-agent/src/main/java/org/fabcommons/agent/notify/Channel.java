// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.fabcommons.link.Detail;

/** A way out of the house. */
interface Channel {
    /**
     * A notification in words.
     *
     * @param machineName as people call it; empty where it is about no machine
     * @param link the agent's page, as whoever reads this reaches it
     * @param sight what a camera sees of it, for those who want a picture
     */
    record Message(
            Notification notification,
            String title,
            String text,
            String agent,
            String machineName,
            Optional<URI> link,
            Sight sight) {}

    /** It did not arrive. */
    final class NotDelivered extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Detail why;
        private final boolean later;
        private final Duration notBefore;

        private NotDelivered(Detail why, boolean later, Duration notBefore) {
            super(why.english());
            this.why = why;
            this.later = later;
            this.notBefore = notBefore;
        }

        /** It may arrive at another try. */
        static NotDelivered yet(Detail why) {
            return new NotDelivered(why, true, Duration.ZERO);
        }

        /** It may arrive, but not before so long. */
        static NotDelivered yet(Detail why, Duration notBefore) {
            return new NotDelivered(why, true, notBefore);
        }

        /** Another try would be the same. */
        static NotDelivered ever(Detail why) {
            return new NotDelivered(why, false, Duration.ZERO);
        }

        Detail why() {
            return why;
        }

        boolean later() {
            return later;
        }

        Duration notBefore() {
            return notBefore;
        }
    }

    /** Sends it, and comes back within its time; the calling thread may be interrupted. */
    void send(Message message) throws NotDelivered, InterruptedException;
}
