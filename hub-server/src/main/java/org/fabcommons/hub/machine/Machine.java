// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.Optional;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;

/**
 * A machine in a lab.
 *
 * @param lab id of the lab
 * @param agent id of the agent beside it; none while it has only been registered by hand
 * @param key the agent's name for it
 * @param profile id of its firmware profile; an agent may know one that this hub does not
 * @param retiredAt since when its agent no longer has it, UTC epoch milliseconds
 * @param outSince since when it is out of service, as its lab says; none while it is in service
 * @param outReason why
 * @param outBy the handle of who said so
 * @param ownProfile the profile where the machine's owner wrote it, as the agent told it
 */
public record Machine(
        String id,
        String lab,
        Optional<String> agent,
        String key,
        String name,
        String profile,
        boolean simulated,
        Optional<Long> retiredAt,
        Optional<Long> outSince,
        Optional<String> outReason,
        Optional<String> outBy,
        Optional<String> ownProfile) {
    /** What is known of its kind; empty where the profile is not known to this hub and its agent has not told it. */
    public Optional<Profile> knownProfile() {
        return ownProfile.map(OwnProfiles::known).orElseGet(() -> Profiles.standard()
                .find(profile));
    }

    /** Whether its lab lets nothing start on it for now. */
    public boolean outOfService() {
        return outSince.isPresent();
    }
}
