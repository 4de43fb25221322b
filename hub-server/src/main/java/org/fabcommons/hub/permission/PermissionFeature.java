// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Wires this package and gives its public face. */
public final class PermissionFeature {
    private PermissionFeature() {}

    /**
     * @param waiting how many questions wait for an answer
     * @param unseen how many answers are new
     */
    public record Notice(int waiting, int unseen) {
        boolean any() {
            return waiting + unseen > 0;
        }
    }

    public static Permissions install(HubContext hub, Designs designs, Owners owners, List<AccountPanel> panels) {
        var permissions = new Permissions(hub, designs, owners);
        hub.register(new AskApi(permissions, designs));
        hub.register(new AskResource(permissions, designs));
        hub.register(new PermissionApi(permissions, designs));
        hub.register(new PermissionResource(permissions));
        hub.letters(viewer -> permissions.waiting(viewer.require().id())
                + permissions.unseen(viewer.require().id()));
        // What is new comes before all else; the way there is always at its place.
        panels.add(0, viewer -> notice(permissions, viewer, true));
        panels.add(viewer -> notice(permissions, viewer, false));
        return permissions;
    }

    private static Optional<Part> notice(Permissions permissions, Viewer viewer, boolean news) {
        var me = viewer.require().id();
        var notice = new Notice(permissions.waiting(me), permissions.unseen(me));
        return notice.any() == news
                ? Optional.of(new Part("/org/fabcommons/hub/permission/notice.ftl", notice))
                : Optional.empty();
    }
}
