// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class ParametricFeature {
    private ParametricFeature() {}

    public static void install(HubContext hub, Variants.Needs needs, List<DesignPanel> panels) {
        hub.database().mapRecord(VariantRow.class);
        var openScad = new OpenScad();
        var desk = new Desk(hub.data().resolve("variants"));
        var variants = new Variants(hub.database(), hub.clock(), needs, openScad, desk);
        var rendering = new Rendering(hub.database(), hub.clock(), needs.designs(), openScad, desk);
        hub.every(Duration.ofMillis(500), "rendering variants", rendering::look);
        hub.every(Duration.ofHours(1), "clearing old variants", rendering::clearOld);
        hub.register(new CustomiseResource(needs.designs(), variants));
        hub.register(new VariantResource(needs.designs(), variants));
        hub.register(new ParametricApi(needs.designs(), variants));
        panels.add(new CustomisePanel(variants));
    }
}
