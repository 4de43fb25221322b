// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.util.Set;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Policy;

/**
 * A word that came with an order from the hub, where its giver had signed in. It is for that order alone.
 *
 * @param needs what it covers
 * @param hub the hub's name in the network
 * @param handle of the person there
 * @param name as people call them
 */
public record HubWord(Set<String> needs, String hub, String handle, String name) {
    private static final int LONGEST = 60;

    public HubWord {
        needs = Set.copyOf(needs);
        var plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        name = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** Whether it answers all that the policy asks about; an administrator's only where the policy names them. */
    boolean covers(Checked checked, Policy policy) {
        return needs.containsAll(checked.needs())
                && (!checked.needsAdministrator() || policy.isHubAdministrator(handle));
    }

    /** How the giver is named beside what they allowed. */
    String person() {
        return name.isEmpty() ? "@" + handle : name + " (@" + handle + ")";
    }
}
