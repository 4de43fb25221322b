// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What waits for a person, on their account: designs offered to them, and deleted ones that can be brought back. */
record WaitingPanel(Stewardship stewardship) implements AccountPanel {
    public record Waiting(List<Stewardship.Offer> offers, List<Stewardship.Deleted> deleted) {}

    @Override
    public Optional<Part> part(Viewer viewer) {
        var waiting = new Waiting(stewardship.offersTo(viewer.require()), stewardship.deletedOf(viewer.require()));
        return waiting.offers().isEmpty() && waiting.deleted().isEmpty()
                ? Optional.empty()
                : Optional.of(new Part("/org/fabcommons/hub/design/waiting.ftl", waiting));
    }
}
