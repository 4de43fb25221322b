// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The searches that a person keeps, on their account page. */
record SavedSearchPanel(SavedSearches saved) implements AccountPanel {
    private static final int SHOWN = 8;

    /** @param more how many there are besides */
    public record Shown(List<SavedSearch> searches, int more) {}

    @Override
    public Optional<Part> part(Viewer viewer) {
        var all = saved.of(viewer.require());
        return Optional.of(new Part(
                "/org/fabcommons/hub/search/account.ftl",
                new Shown(all.stream().limit(SHOWN).toList(), Math.max(0, all.size() - SHOWN))));
    }
}
