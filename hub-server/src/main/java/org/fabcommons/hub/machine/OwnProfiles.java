// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.link.Message;
import org.fabcommons.profile.Fault;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles that owners of machines wrote, as their agents tell them. The hub only looks at files with them; what reaches a
 * machine its own agent decides.
 */
final class OwnProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(OwnProfiles.class);
    /** The largest of those that come with the program is some 25 kB as a whole. Characters. */
    private static final int LONGEST = 100_000;

    private static final int KEPT = 64;

    private static final Map<String, Optional<Profile>> READ =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<Profile>> eldest) {
                    return size() > KEPT;
                }
            });

    private OwnProfiles() {}

    /** The text to keep of what an agent says of a machine; empty where it wrote none, or none that can be read. */
    static Optional<String> of(Message.Machine reported) {
        return reported.ownProfile().filter(text -> {
            boolean good = text.length() <= LONGEST
                    && known(text)
                            .filter(read -> read.id().equals(reported.profile()))
                            .isPresent();
            if (!good) LOG.warn("the profile {} of machine {} cannot be read", reported.profile(), reported.key());
            return good;
        });
    }

    static Optional<Profile> known(String text) {
        return READ.computeIfAbsent(text, OwnProfiles::read);
    }

    private static Optional<Profile> read(String text) {
        try {
            return Optional.of(Profiles.read("a machine's own profile", text));
        } catch (Fault.Faults faulty) {
            LOG.info("{}", faulty.getMessage());
            return Optional.empty();
        }
    }
}
