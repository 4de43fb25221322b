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
    public record Notice(int waiting, int unseen) {}

    public static Permissions install(HubContext hub, Designs designs, Owners owners, List<AccountPanel> panels) {
        var permissions = new Permissions(hub, designs, owners);
        hub.register(new AskApi(permissions, designs));
        hub.register(new AskResource(permissions, designs));
        hub.register(new PermissionApi(permissions, designs));
        hub.register(new PermissionResource(permissions));
        hub.letters(viewer -> permissions.waiting(viewer.require().id())
                + permissions.unseen(viewer.require().id()));
        panels.add(viewer -> notice(permissions, viewer));
        return permissions;
    }

    private static Optional<Part> notice(Permissions permissions, Viewer viewer) {
        return Optional.of(new Part(
                "/org/fabcommons/hub/permission/notice.ftl",
                new Notice(
                        permissions.waiting(viewer.require().id()),
                        permissions.unseen(viewer.require().id()))));
    }
}
