// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import java.util.List;
import org.fabcommons.hub.person.People;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class LabFeature {
    private LabFeature() {}

    /** @param panels sections of a lab's page; later features still add theirs */
    public static Labs install(HubContext hub, People people, List<LabPanel> panels) {
        hub.database().mapRecord(Lab.class);
        hub.database().mapRecord(Member.class);
        var labs = new Labs(hub, people);
        hub.register(new LabApi(labs));
        hub.register(new LabResource(labs, panels));
        return labs;
    }
}
