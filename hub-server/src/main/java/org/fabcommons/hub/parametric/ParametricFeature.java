// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.HubContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires this package. */
public final class ParametricFeature {
    private static final Logger LOG = LoggerFactory.getLogger(ParametricFeature.class);

    private ParametricFeature() {}

    /** @return what OpenSCAD is closed in with; empty where there is none */
    public static Optional<Sandbox> install(HubContext hub, Variants.Needs needs, List<DesignPanel> panels) {
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
        if (!openScad.installed()) return Optional.empty();
        if (openScad.sandbox() != Sandbox.CLOSED)
            LOG.warn(
                    "OpenSCAD runs with limits, but not closed in: bubblewrap (bwrap) is not installed, or this computer"
                            + " forbids it. docs/running-a-hub.md says what to do.");
        return Optional.of(openScad.sandbox());
    }
}
